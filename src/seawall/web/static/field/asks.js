// When, where and who: tapped on a calendar, a small map and a list.

import { LENGTHS, PARTS, full, hour, moment, told, weekday } from "./clock.js";
import { button, choose, h, question, typing } from "./parts.js";
import { here } from "./queue.js";
import { called, code, lang, short, w } from "./words.js";

const SHOWN = 6, LEAVES = 12;

/** When: a day of the window, a part of it, and closer where somebody remembers. It stays as wide as it was said. */
export function when(title, tapped, set, { unknown = true } = {}) {
  const days = here.bundle.days, day = days.find((each) => each.day === tapped.day);
  const first = (new Date(`${days[0].day}T12:00Z`).getUTCDay() + 6) % 7;
  const cell = (each) => h("button", {
    type: "button", "data-key": `day:${each.day}`, "aria-label": full(each.begins), "aria-pressed": `${tapped.day === each.day}`,
    onclick: () => set({ ...tapped, day: each.day }),
  }, h("small", {}, weekday(each.begins)), String(Number(each.day.slice(8))));
  const calendar = h("div", { class: "calendar", role: "group", "aria-label": title }, Array.from({ length: days.length > 5 ? first : 0 }, () => h("span")), days.map(cell));
  const parts = [...Object.keys(PARTS).map((each) => [each, w(`part.${each}`)]), ["all", w("part.all")]];
  return question(title, null, calendar,
    unknown && choose(title, [["unknown", w("day_unknown")]], tapped.day, () => set({ day: "unknown" })),
    day && choose(w("part_of_day"), parts, tapped.part, (part) => set({ day: tapped.day, part })),
    day && tapped.part && tapped.part !== "all" && closer(tapped, set, day),
    moment(tapped, days) && tapped.day !== "unknown" && h("p", { class: "meta", role: "status" }, w("stored_as", { at: told(moment(tapped, days)) })));
}

/** Half hours of the part: one tap is one, a later one the end of a span. */
function closer(tapped, set, day) {
  const [from, to] = PARTS[tapped.part];
  const tap = (n) => {
    const grows = tapped.first != null && n > tapped.first && tapped.last == null;
    set(grows ? { ...tapped, last: n } : tapped.first === n ? { day: tapped.day, part: tapped.part } : { ...tapped, first: n, last: undefined });
  };
  const within = (n) => tapped.first != null && n >= tapped.first && n <= (tapped.last ?? tapped.first);
  return h("div", { class: "halves", role: "group", "aria-label": w("closer") }, h("p", { class: "meta" }, w("closer")),
    h("div", { class: "grid" }, Array.from({ length: to - from }, (_, k) => from + k).map((n) =>
      h("button", { type: "button", "data-key": `half:${n}`, "aria-pressed": `${within(n)}`, onclick: () => tap(n) }, hour(Date.parse(day.begins) + n * 1_800_000)))));
}

/** How long they stayed. */
export const howLong = (chosen, set) => question(w("how_long"), null, choose(w("how_long"), LENGTHS.map((each) => [each, w(`length.${each}`)]), chosen, set));

/** Where: searched by its name, tapped on the map, or new. @param {{id?: string, name?: string, unit?: string, typed?: string, new?: string}} value */
export function where(title, value, set, extra = []) {
  const { places, units } = here.bundle, typed = value.typed ?? "";
  const named = (each) => called(each.name) || w("home_of");
  const fits = (each) => (!typed || `${each.name ?? ""}`.toLowerCase().includes(typed.toLowerCase())) && (!value.unit || each.unit === value.unit);
  const found = [...extra, ...places].filter(fits).slice(0, SHOWN);
  const field = h("input", { type: "text", id: "place", "data-key": "place", autocomplete: "off", value: typed, maxlength: "80", ...typing((typed) => set({ ...value, typed, id: null, new: null })) });
  const known = choose(w("known_places"), found.map((each) => [each.place, named(each)]), value.id, (id) => set({ ...value, id, new: null, name: named(found.find((each) => each.place === id)) }));
  const make = typed.trim() && h("button", { type: "button", class: "big", "data-key": "new-place", "aria-pressed": `${Boolean(value.new)}`, onclick: () => set({ ...value, id: null, new: true, name: typed.trim() }) },
    w("new_place", { name: typed.trim() }));
  return question(title, null, h("label", { for: "place" }, w("search_place")), field, known, make,
    map(units, places, value.unit, (unit) => set({ ...value, unit: value.unit === unit ? null : unit, id: null })));
}

/** A small map of the units without anything from elsewhere: where they lie, or, where nobody measured, side by side. */
export function map(units, places, chosen, tap) {
  const parents = new Set(units.map((each) => each.parent));
  const used = new Set(places.map((each) => each.unit));
  const leaves = units.filter((each) => !parents.has(each.unit)).sort((one, other) => used.has(other.unit) - used.has(one.unit)).slice(0, LEAVES);
  const at = layout(leaves), height = Math.max(...at.map((each) => each.y + each.height), 60);
  const spot = (each, n) => h("g", { role: "button", tabindex: "0", "aria-pressed": `${chosen === each.unit}`, "aria-label": called(each.name), "data-key": `unit:${each.unit}`,
    onclick: () => tap(each.unit), onkeydown: (event) => { if ([" ", "Enter"].includes(event.key)) { event.preventDefault(); tap(each.unit); } } },
    h("rect", { x: at[n].x, y: at[n].y, width: at[n].width, height: at[n].height }),
    h("text", { x: at[n].x + at[n].width / 2, y: at[n].y + at[n].height / 2 + 5, "text-anchor": "middle" }, cut(called(each.name))));
  return leaves.length ? h("svg", { class: "map", viewBox: `0 0 332 ${height}`, role: "group", "aria-label": w("map_of_units") }, leaves.map(spot)) : null;
}

function cut(name) {
  const most = lang === "zh" ? 8 : 16;
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function layout(leaves) {
  const measured = leaves.length > 1 && leaves.every((each) => each.lon != null && each.lat != null);
  if (!measured) return leaves.map((_, n) => ({ x: 2 + (n % 2) * 166, y: 2 + Math.floor(n / 2) * 62, width: 162, height: 58 }));
  const span = (of) => { const all = leaves.map((each) => each[of]); return [Math.min(...all), Math.max(...all) - Math.min(...all) || 1]; };
  const [west, wide] = span("lon"), [south, tall] = span("lat");
  return leaves.map((each) => ({ x: 2 + ((each.lon - west) / wide) * 228, y: 2 + (1 - (each.lat - south) / tall) * 180, width: 100, height: 56 }));
}

/** Who: somebody who is known, or new. A name is typed only for somebody new, and goes to the register alone. */
export function who(title, value, set, known) {
  const rows = known.map((each) => [each.id, each.name ?? short(each.id)]);
  const field = (name, type) => [h("label", { for: `who-${name}` }, w(`who.${name}`)), h("input", { type, id: `who-${name}`, "data-key": `who-${name}`, maxlength: name === "phone" ? "40" : "80", autocomplete: "off", value: value[name] ?? "", ...typing((text) => set({ ...value, [name]: text })) })];
  return question(title, null, rows.length > 0 && choose(title, rows, value.person, (person) => set({ person }), "list"),
    button(w("somebody_new"), () => set({ new: true }), { "aria-pressed": `${Boolean(value.new)}` }),
    value.new && h("div", {}, field("name", "text"), field("phone", "tel"), h("p", { class: "meta" }, w("name_goes"))));
}

/** A place as an act says it: a known one, or one that an act makes known. */
export const placed = (value, id) => (value?.id ? (value.id.startsWith("new:") ? { new: value.id.slice(4), name: value.name } : value.id) : value?.new ? { new: id, name: value.name, ...(value.unit ? { unit: value.unit } : {}) } : null);
/** Somebody as an act says them. */
export const person = (value, id) => (value?.person ? (value.person.startsWith("new:") ? { new: value.person.slice(4) } : value.person) : value?.new ? { new: id } : null);
export const level = (each) => `${code("level", each.level)} ${called(each.name)}`;
