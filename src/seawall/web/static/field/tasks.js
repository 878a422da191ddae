// My tasks: what is late first, what differs, what waits to be sent; and the way to where they are.

import { ends, hour, now, span } from "./clock.js";
import { level } from "./asks.js";
import { button, faults, h, mark, note, question, show } from "./parts.js";
import { STEP } from "./interview.js";
import { here, mend, settle, unsent, wrong } from "./queue.js";
import { called, code, short, w } from "./words.js";

export const place = (id) => here.bundle.places.find((each) => each.place === id);
export const personOf = (task) => here.bundle.people[task.person];

const heads = { interview: "head.interview", call: "head.call", visit: "head.visit", seal: "head.seal" };
export function title(task) {
  if (task.kind === "task") return code("step", task.about);
  const unit = task.unit && here.bundle.units.find((each) => each.unit === task.unit);
  return w(heads[task.kind], { who: task.person ? short(task.person) : called(unit?.name) || task.unit });
}

/** The list. */
export function tasks() {
  const { bundle } = here;
  if (!bundle) return show({ title: w("my_tasks"), body: [note("q", "cannot_tell", h("p", {}, w(here.net === "looking" ? "loading" : "nothing_taken")))] });
  const open = bundle.tasks.filter((each) => !done(each)).sort((one, other) => late(other) - late(one));
  const about = [bundle.teams.join(" · "), w(open.length === 1 ? "one_task" : "n_tasks", { n: open.length }), open.some(late) && w("n_late", { n: open.filter(late).length })];
  show({
    title: w("my_tasks"),
    body: [
      h("p", { class: "meta" }, about.filter(Boolean).join(" · ")),
      here.others > 0 && note("q", "cannot_tell", h("p", {}, w("others_wait", { n: here.others }))),
      ...wrong().map(differing), ...bundle.differ.filter((each) => !wrong().some((act) => act.of?.question === each.question)).map(differ),
      ...open.map(task), !open.length && note("", "met", h("p", {}, w("no_tasks"))),
      ...[...unsent()].reverse().map(waiting), sent(),
    ],
    dock: [h("a", { class: "button big narrow", href: "#/more", "data-key": "more" }, w("more")), h("a", { class: "button big main", href: "#/record", "data-key": "record" }, w("record"))],
  });
}

const late = (each) => Boolean(each.due?.until && Date.parse(each.due.until) < now());
/** Whether the phone has something for a task: it is done here, whatever was sent. */
const done = (each) => here.acts.some((act) => act.task === each.id && act.state !== "refused") || draftOf(each)?.step === "end";
const draftOf = (each) => (each.person && ["interview", "call"].includes(each.kind) ? here.drafts.get(`interview:${each.person}`) : null);

function state(each) {
  if (!each.due?.until) return h("span", { class: "state open" }, mark("open"), code("state", each.state));
  const until = Date.parse(each.due.until), isLate = late(each);
  const words = isLate ? w("late_by", { span: span(now() - until), at: ends(until) }) : w("left", { span: span(until - now()), at: ends(until) });
  return h("span", { class: `state ${isLate ? "late" : "open"}` }, mark(isLate ? "late" : "open"), words);
}

function task(each) {
  const someone = each.person && personOf(each), needs = each.needs.map((need) => code("need", need));
  const where = someone?.site ?? called(place(someone?.place)?.name);
  const lines = [each.about && each.kind !== "task" && code("about", each.about), ...needs, someone?.test && w("test_due"), where].filter(Boolean);
  const begin = { interview: `#/interview/${encodeURIComponent(each.person)}`, call: `#/interview/${encodeURIComponent(each.person)}`, visit: `#/visit/${encodeURIComponent(each.person)}`, seal: `#/seal/${encodeURIComponent(each.id)}`, task: `#/done/${encodeURIComponent(each.id)}` };
  const word = { interview: "do.interview", call: "do.interview", visit: "do.visit", seal: "do.seal", task: "do.done" };
  return h("section", { class: "task", "data-task": each.id }, state(each), h("h2", {}, title(each)), lines.length > 0 && h("p", {}, lines.join(" · ")),
    h("div", { class: "pair" },
      h("a", { class: "button big main", href: begin[each.kind], "data-key": `go:${each.id}` }, draftOf(each) ? w("go_on", { n: STEP[draftOf(each).step] }) : w(word[each.kind])),
      each.kind === "call" ? h("a", { class: "button big", href: `#/noanswer/${encodeURIComponent(each.person)}`, "data-key": `no:${each.id}` }, w("no_answer")) : null,
      (someone || each.unit) && h("a", { class: "button big", href: `#/way/${encodeURIComponent(each.id)}`, "data-key": `way:${each.id}` }, w("way"))));
}

/** Somebody else said otherwise: both stay, or this one is taken back by another. A refused one is mended. */
function differing(act) {
  const conflict = act.state === "conflict";
  const value = (said) => (typeof said === "boolean" ? w(said ? "seen" : "not_seen") : ["yes", "no", "unknown", "refused"].includes(said) ? code("answer", said) : said);
  return h("section", { class: "task", "data-act": act.id }, h("span", { class: `state ${conflict ? "cannot_tell" : "late"}` }, mark(conflict ? "cannot_tell" : "late"), w(conflict ? "two_records" : "refused_here")),
    h("h2", {}, act.label), conflict ? h("p", {}, w("both", { mine: value(act.other.mine), by: act.other.by, said: value(act.other.said) })) : faults(act),
    h("div", { class: "pair" }, conflict && button(w("keep_both"), () => settle(act), { "data-key": `both:${act.id}` }), button(w(conflict ? "correct" : "mend"), () => mend(act), { "data-key": `mend:${act.id}` })));
}

const differ = (each) => h("section", { class: "task" }, h("span", { class: "state cannot_tell" }, mark("cannot_tell"), w("two_records")),
  h("h2", {}, `${short(each.person)} · ${code("question", each.question)}`), h("p", {}, each.said.map((one) => `${one.by}${w("colon")}${code("answer", one.answer)}`).join(" · ")));

const waiting = (act) => h("section", { class: "task", "data-waits": act.id }, h("span", { class: "state met" }, mark("met"), w("done_waits")), h("h2", {}, act.label), h("p", { class: "meta" }, w("kept_at", { at: hour(act.made) })));

function sent() {
  const there = here.acts.filter((each) => ["stored", "already"].includes(each.state));
  return there.length > 0 && h("details", { class: "all" }, h("summary", { "data-key": "sent" }, w("n_sent", { n: there.length })), h("ul", {}, [...there].reverse().map((act) => h("li", {}, `${hour(act.made)} ${act.label}`))));
}

/** The way there, in words and coordinates: all of it is on the phone. */
export function way(id) {
  const each = here.bundle?.tasks.find((one) => one.id === id), someone = each?.person && personOf(each);
  if (!each) return location.replace("#/");
  const there = place(someone?.place), units = new Map(here.bundle.units.map((one) => [one.unit, one])), above = [];
  for (let unit = units.get(there?.unit ?? each.unit); unit && above.length < 12; unit = units.get(unit.parent)) above.unshift(unit);
  const at = there?.lon != null ? there : above.findLast((one) => one.lon != null), exact = ["WGS84", "CGCS2000"].includes(at?.datum);
  show({
    title: w("way"), back: "#/",
    body: [
      h("h1", {}, title(each)),
      question(w("address"), null, above.length + (there?.name ? 1 : 0) ? h("ol", { class: "way" }, above.map((one) => h("li", {}, level(one))), there?.name && h("li", {}, h("b", {}, called(there.name)))) : h("p", {}, w("no_address"))),
      someone?.site && question(w("now_inside"), null, h("p", {}, h("b", {}, someone.site))),
      question(w("coordinates"), null, h("p", {}, at ? `${at.lat.toFixed(6)}, ${at.lon.toFixed(6)} (${at.datum ?? w("datum_unknown")})` : w("no_coordinates")),
        at && (exact ? h("a", { class: "button big", href: `geo:${at.lat},${at.lon}` }, w("open_map")) : h("p", { class: "meta" }, w("datum_off")))),
      someone?.page && here.bundle.names && question(w("name_and_phone"), w("names_apart"), h("a", { class: "button big", href: `/people/${encodeURIComponent(someone.page)}` }, w("to_person"))),
    ],
  });
}
