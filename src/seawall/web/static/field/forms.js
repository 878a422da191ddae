// The short forms: a visit, a specimen, a seal, a task done, nobody reached; and what can be recorded at any time.

import { just } from "./clock.js";
import { button, choose, h, note, question, show } from "./parts.js";
import { draft as opened, drop, here, keep, save } from "./queue.js";
import { title } from "./tasks.js";
import { code, short, w, worded } from "./words.js";

const WARMEST = 42, COOLEST = 35, USUAL = 36.5;
const task = (id) => here.bundle?.tasks.find((each) => each.id === id);
const of = (person) => here.bundle?.tasks.find((each) => each.person === person);
const people = () => Object.keys(here.bundle?.people ?? {});

/** One form: a draft that is kept at each tap, and one act when it is done. Mending takes the place of what was refused. */
function form(id, begun, screen) {
  const value = opened(id, begun);
  const set = async (change) => { Object.assign(value, change); await save(id, value); draw(); };
  const finish = async (said) => {
    const { mends, ...tapped } = value;
    await keep({ ...said, route: location.hash, before: mends, form: tapped, into: id });
    await drop(id);
    location.hash = "#/";
  };
  const draw = () => screen(value, set, finish);
  draw();
}

const main = (word, act, ready = true) => [h("button", { type: "button", class: "big main", "data-key": "next", disabled: !ready, onclick: act }, word)];

/** Somebody was visited: seen or not, how warm, whether they feel ill. */
export function visit(person) {
  form(`visit:${person}`, { warm: USUAL }, (value, set, finish) => {
    const each = of(person), due = each?.due ?? undefined;
    const step = (by) => set({ warm: Math.min(WARMEST, Math.max(COOLEST, Math.round((value.warm + by) * 10) / 10)), measured: true });
    const done = () => finish({
      kind: "visit", task: each?.id, label: `${short(person)} · ${value.seen ? (value.measured ? `${value.warm.toFixed(1)} ℃` : w("seen")) : w("not_seen")}`,
      of: { person, seen: value.seen, at: just(), due, by: each?.team ?? undefined, ...(value.seen ? { temperature: value.measured ? value.warm : undefined, symptoms: value.ill } : {}) },
    });
    show({
      title: short(person), back: "#/", dock: main(w("keep"), done, value.seen !== undefined),
      body: [
        h("h1", {}, w("ask.visit")), choose(w("ask.visit"), [[true, w("seen")], [false, w("not_seen")]], value.seen, (seen) => set({ seen })),
        value.seen && question(w("temperature"), null, h("p", { class: "figure", role: "status" }, value.measured ? `${value.warm.toFixed(1)} ℃` : w("not_measured")),
          h("div", { class: "four" }, [[-1, "−1"], [-0.1, "−0.1"], [0.1, "+0.1"], [1, "+1"]].map(([by, word]) => button(word, () => step(by)))),
          button("36.5 ℃", () => set({ warm: USUAL, measured: true })), value.measured && button(w("not_measured"), () => set({ warm: USUAL, measured: false }))),
        value.seen && question(w("feels_ill"), null, choose(w("feels_ill"), [[true, code("answer", "yes")], [false, code("answer", "no")]], value.ill, (ill) => set({ ill }))),
      ],
    });
  });
}

/** Nobody answered: for a contact that is a visit at which nobody was seen. */
export function noAnswer(person) {
  form(`noanswer:${person}`, {}, (_, __, finish) => {
    const each = of(person);
    show({
      title: short(person), back: "#/", dock: main(w("keep"), () => finish({ kind: "visit", label: `${short(person)} · ${w("no_answer")}`, of: { person, seen: false, at: just(), by: each?.team ?? undefined } })),
      body: [h("h1", {}, w("no_answer")), h("p", {}, w("no_answer_kept"))],
    });
  });
}

/** A specimen: whose, what kind, the tube by scan or typed, alone in it or with others. */
export function specimen(person) {
  form(`specimen:${person ?? ""}`, { person }, (value, set, finish) => {
    const list = people().map((each) => [each, short(each)]), ready = Boolean(value.person && value.swab && value.tube?.trim());
    const done = () => finish({ kind: "specimen", label: `${short(value.person)} · ${w("tube")} ${value.tube.trim()}`, of: { tube: value.tube.trim(), person: value.person, swab: value.swab, taken: just(), pool: value.shared ? value.pool?.trim() || undefined : undefined } });
    const text = (name) => h("input", { type: "text", id: name, "data-key": name, maxlength: "60", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", value: value[name] ?? "", oninput: (event) => { if (!event.isComposing) set({ [name]: event.target.value }); } });
    show({
      title: w("head.specimen"), back: "#/", dock: main(w("keep_specimen"), done, ready),
      body: [
        h("h1", {}, w("head.specimen")), question(w("of_whom"), null, list.length ? choose(w("of_whom"), list, value.person, (person) => set({ person }), "list") : h("p", {}, w("nobody_here"))),
        question(w("swab"), null, choose(w("swab"), worded("swab"), value.swab, (swab) => set({ swab }), "two")),
        question(w("tube"), w("scan_or_type"), h("label", { for: "tube" }, w("tube_number")), text("tube")),
        question(w("shared"), null, choose(w("shared"), [[false, w("own_tube")], [true, w("shared_tube")]], value.shared ?? false, (shared) => set({ shared }), "two"), value.shared && h("div", {}, h("label", { for: "pool" }, w("pool_number")), text("pool"))),
        h("p", { class: "meta" }, w("taken_now")),
      ],
    });
  });
}

/** A seal: first what must stay open, then who is inside and needs somebody, then that it was put up. */
export function seal(id) {
  const each = task(id);
  if (!each) return location.replace("#/");
  form(`seal:${id}`, { checks: [] }, (value, set, finish) => {
    const tap = (name) => set({ checks: value.checks.includes(name) ? value.checks.filter((one) => one !== name) : [...value.checks, name] });
    const whole = value.checks.length === 2;
    const done = () => finish({ kind: "seal", task: whole ? id : undefined, label: `${title(each)}${whole ? "" : ` · ${code("outcome", "partly")}`}`, of: { order: each.order, incident: each.incident, team: each.team ?? undefined, checks: value.checks, at: just() } });
    show({
      title: title(each), back: "#/", dock: main(w(whole ? "seal_is_up" : "seal_partly"), done),
      body: [
        h("h1", {}, title(each)), question(w("first_check"), w("never_delays"), choose(w("first_check"), [["exits", w("check.exits")], ["lane", w("check.lane")]], value.checks, tap, "list")),
        question(w("who_needs"), null, each.care.length ? h("ul", { class: "people" }, each.care.map((one) => h("li", {}, `${short(one.person)} · ${code("need", one.need)} · `, one.carer ? w("carer", { who: one.carer }) : h("b", {}, w("no_carer"))))) : h("p", {}, w("nobody_needs"))),
        !whole && note("q", "cannot_tell", h("p", {}, w("partly_note"))),
      ],
    });
  });
}

/** What a team was asked to do: how it went. */
export function done(id) {
  const each = task(id);
  if (!each) return location.replace("#/");
  form(`done:${id}`, {}, (value, set, finish) => show({
    title: title(each), back: "#/",
    dock: main(w("keep"), () => finish({ kind: "done", task: value.outcome === "done" ? id : undefined, label: `${title(each)} · ${code("outcome", value.outcome)}`, of: { task: id, outcome: value.outcome, at: just() } }), Boolean(value.outcome)),
    body: [h("h1", {}, title(each)), choose(w("how_did_it_go"), worded("outcome"), value.outcome, (outcome) => set({ outcome }), "list")],
  }));
}

/** What can be recorded without a task. */
export function record() {
  const seals = (here.bundle?.tasks ?? []).filter((each) => each.kind === "seal");
  show({
    title: w("my_tasks"), back: "#/",
    body: [
      h("h1", {}, w("record_what")), h("nav", { class: "choices list", "aria-label": w("record_what") }, h("a", { class: "button big", href: "#/specimen" }, w("head.specimen")),
        here.bundle?.interviews && people().map((each) => h("a", { class: "button big", href: `#/visit/${encodeURIComponent(each)}` }, w("head.visit", { who: short(each) }))),
        seals.map((each) => h("a", { class: "button big", href: `#/seal/${encodeURIComponent(each.id)}` }, title(each)))),
    ],
  });
}

