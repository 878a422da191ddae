// The interview: one question a screen, each tap kept, each answered question an act of its own.

import { howLong, person as asPerson, placed, when, where, who } from "./asks.js";
import { date, just, left, moment, told } from "./clock.js";
import { button, choose, h, note, mark, question, show } from "./parts.js";
import { draft as opened, fresh, here, keep, save } from "./queue.js";
import { code, short, w, worded } from "./words.js";

export const STEP = { opening: 1, ill: 2, kinds: 2, onset: 2, home: 3, places: 4, where: 4, came: 4, people: 5, whom: 5, how: 5, near: 5, end: 5 };
const LAST = 5, ASKS = ["interview", "symptoms", "household", "places", "people"];
const INFORMANT = { self: undefined, minor: "the person, a guardian beside them", guardian: "parent or guardian", relative: "relative" };
const AGO = ["none", "mask", "full"];

/** @param {string} person @param {string | undefined} step */
export async function interview(person, step) {
  const id = `interview:${person}`, draft = opened(id, { step: "opening", acts: {}, stays: [], mets: [], now: {} });
  if (!here.bundle) return location.replace("#/");
  if (!STEP[step]) return location.replace(`#/interview/${encodeURIComponent(person)}/${draft.step}`);
  const known = here.bundle.people[person] ?? { household: [] }, task = here.bundle.tasks.find((each) => each.person === person);
  const at = (next) => `#/interview/${encodeURIComponent(person)}/${next}`;
  const go = async (next) => { draft.step = next; await save(id, draft); location.hash = at(next); };
  const set = async (change) => { Object.assign(draft, change); draft.step = step; await save(id, draft); draw(); };
  const put = (name) => (value) => set({ now: { ...draft.now, [name]: value } });
  const informant = INFORMANT[draft.by], stated_by = informant ?? "the person";
  const said = (word) => `${short(person)} · ${word}`;
  const keeps = async (slot, kind, of, label, route = at(step)) => {
    draft.acts[slot] = await keep({ kind, of: { person, ...of }, label: said(label), route, before: draft.acts[slot] });
    await save(id, draft);
  };
  const answer = (question, given) => keeps(question, "answer", { question, answer: given, informant }, `${code("question", question)}${w("colon")}${code("answer", given)}`);
  const frame = (body, dock, back) => show({ title: short(person), back: back ?? "#/", step: STEP[step], of: LAST, name: code("question", ASKS[STEP[step] - 1]), body, dock });
  const main = (word, act, ready = true) => h("button", { type: "button", class: "big main", "data-key": "next", disabled: !ready, onclick: act }, word);
  const skip = (question, next) => [["unknown", code("answer", "unknown")], ["refused", code("answer", "refused")]].map(([value, word]) => button(word, async () => { await answer(question, value); await go(next); }));

  const screens = {
    opening() {
      const choices = [known.minor !== true && ["self", w("by.self")], known.minor !== false && ["minor", w("by.minor")], ["guardian", w("by.guardian")], ["relative", w("by.relative")], ["refused", code("answer", "refused")]].filter(Boolean);
      const next = async () => {
        await answer("interview", draft.by === "refused" ? "refused" : "yes");
        if (task && task.kind !== "interview" && !draft.acts.reached) await keeps("reached", "visit", { seen: true, at: just(), by: task.team ?? undefined }, w("reached"));
        await go(draft.by === "refused" ? "end" : "ill");
      };
      frame([h("h1", {}, w("ask.opening")), note("", "open", h("p", {}, w("say_first"))), question(w("who_answers"), w("minor_rule"), choose(w("who_answers"), choices, draft.by, (by) => set({ by }), "list"))], [main(w("keep_next"), next, Boolean(draft.by))]);
    },
    ill() {
      const choices = worded("answer", ["yes", "no", "unknown", "refused"]);
      const next = async () => {
        if (draft.ill === "yes") return go("kinds");
        await keeps("symptoms", "illness", { answer: draft.ill, informant }, `${code("question", "symptoms")}${w("colon")}${code("answer", draft.ill)}`);
        return go("home");
      };
      const since = here.bundle.days[0];
      frame([h("h1", {}, w("ask.ill", { day: date(since.begins) })), choose(code("question", "symptoms"), choices, draft.ill, (ill) => set({ ill }), "list")], [main(w("keep_next"), next, Boolean(draft.ill))], at("opening"));
    },
    kinds() {
      const chosen = draft.kinds ?? [], tap = (each) => set({ kinds: chosen.includes(each) ? chosen.filter((one) => one !== each) : [...chosen, each] });
      frame([h("h1", {}, w("ask.kinds")), h("p", { class: "meta" }, w("all_that_fit")), choose(w("ask.kinds"), worded("symptom"), chosen, tap, "two")], [main(w("next"), () => go("onset"), chosen.length > 0)], at("ill"));
    },
    onset() {
      const tapped = draft.onset ?? {}, onset = moment(tapped, here.bundle.days);
      const next = async () => {
        await keeps("symptoms", "illness", { answer: "yes", kinds: draft.kinds, onset, informant }, `${draft.kinds.map((each) => code("symptom", each)).join(w("comma"))} · ${told(onset)}`);
        await go("home");
      };
      frame([h("h1", {}, w("ask.onset")), when(w("day"), tapped, (value) => set({ onset: value }))], [main(w("keep_next"), next, onset !== null)], at("kinds"));
    },
    home() {
      const list = [...known.household.map((each) => ({ id: each, name: short(each) })), ...draft.mets.filter((each) => each.home).map((each) => ({ id: each.person, name: each.label }))];
      frame([h("h1", {}, w("ask.home")), list.length ? h("ul", { class: "people" }, list.map((each) => h("li", {}, each.name))) : h("p", {}, w("nobody_known")),
        button(w("add_person"), async () => { draft.now = { home: true, whom: { new: true } }; await go("whom"); }),
        button(w("that_is_all"), async () => { await answer("household", "yes"); await go("places"); }, { "data-key": "all" }), ...skip("household", "places")], [], at("ill"));
    },
    places() {
      frame([h("h1", {}, w("ask.places")), h("p", { class: "meta" }, w("day_by_day")), kept(draft.stays),
        button(w("add_place"), async () => { draft.now = {}; await go("where"); }, { class: "big main", "data-key": "add-place" }),
        button(w("no_more_places"), async () => { await answer("places", draft.stays.length ? "yes" : "no"); await go("people"); }, { "data-key": "all" }), ...skip("places", "people")], [], at("home"));
    },
    where() {
      const value = draft.now.where ?? {};
      frame([h("h1", {}, w("ask.where")), where(w("place"), value, put("where"))], [main(w("next"), () => go("came"), Boolean(value.id || value.new))], at("places"));
    },
    came() {
      const { where: spot, came: tapped = {}, length } = draft.now, came = moment(tapped, here.bundle.days);
      const next = async () => {
        const act = fresh(), label = `${spot.name} · ${told(came)}`;
        await keep({ id: act, kind: "stay", of: { person, place: placed(spot, act), came, left: left(came, length), stated_by }, label: said(label), route: at("where"), form: spot && { where: spot, came: tapped, length }, into: id, before: draft.now.mends });
        draft.stays = [...draft.stays.filter((each) => each.act !== draft.now.mends), { act, label, place: spot.id ?? `new:${act}`, name: spot.name, unit: spot.unit }];
        draft.now = {};
        await go("places");
      };
      frame([h("h1", {}, spot?.name ?? ""), when(w("came"), tapped, put("came")), howLong(length, put("length"))], [main(w("keep_next_place"), next, Boolean(spot) && came !== null && Boolean(length))], at("where"));
    },
    people() {
      frame([h("h1", {}, w("ask.people")), h("p", { class: "meta" }, w("within_metre")), kept(draft.mets.filter((each) => !each.home)),
        button(w("add_person"), async () => { draft.now = {}; await go("whom"); }, { class: "big main", "data-key": "add-person" }),
        button(w("nobody_else"), async () => { await answer("people", draft.mets.length ? "yes" : "no"); await go("end"); }, { "data-key": "all" }), ...skip("people", "end")], [], at("places"));
    },
    whom() {
      const value = draft.now.whom ?? {}, list = draft.now.home ? [] : [...known.household.map((each) => ({ id: each })), ...draft.mets.filter((each) => each.fresh).map((each) => ({ id: each.person, name: each.label }))];
      const next = () => (draft.now.home ? met("home") : go("how"));
      frame([h("h1", {}, w(draft.now.home ? "ask.lives" : "ask.whom")), who(w("who"), value, put("whom"), list)], [main(draft.now.home ? w("keep_next") : w("next"), next, Boolean(value.person || value.new))], at(draft.now.home ? "home" : "people"));
    },
    how() {
      frame([h("h1", {}, w("ask.how")), choose(w("ask.how"), worded("relation"), draft.now.how, put("how"), "two")], [main(w("next"), () => go("near"), Boolean(draft.now.how))], at("whom"));
    },
    near() {
      const { near = {}, since = {}, length, protection } = draft.now, mine = draft.stays.map((each) => ({ place: each.place, name: each.name, unit: each.unit }));
      const ready = moment(since, here.bundle.days) !== null && Boolean(length);
      frame([h("h1", {}, w("ask.near")), when(w("day"), since, put("since")), howLong(length, put("length")), question(w("protected"), null, choose(w("protected"), [...worded("protection", AGO), ["unknown", code("answer", "unknown")]], protection, put("protection"), "two")),
        where(w("place_if_any"), near, put("near"), mine)], [main(w("keep_next"), () => met("people"), ready)], at("how"));
    },
    end() {
      const waits = here.acts.filter((each) => each.state === "kept").length;
      frame([h("h1", {}, w("interview_over")), h("p", {}, waits ? w("end_waits", { n: waits }) : w("end_sent")), kept([...draft.stays, ...draft.mets]), h("p", { class: "meta" }, w("rights"))],
        [main(w("to_tasks"), () => { location.hash = "#/"; })], at(draft.by === "refused" ? "opening" : "people"));
    },
  };

  async function met(back) {
    const { whom, how = "household", near, since, length, protection, home } = draft.now, act = fresh(), began = since && moment(since, here.bundle.days);
    const label = `${whom.name || (whom.person ? short(whom.person.replace("new:", "")) : w("not_known_person"))} · ${code("relation", how)}`;
    const of = { person, other: asPerson(whom, act), relation: how, place: placed(near, act), since: began ?? undefined, until: left(began, length), protection: protection === "unknown" ? undefined : protection, stated_by };
    if (whom.new) Object.assign(of, { name: whom.name || undefined, phone: whom.phone || undefined });
    const { mends, ...tapped } = draft.now;
    await keep({ id: act, kind: "met", of, label: said(label), route: at("whom"), form: tapped, into: id, before: mends });
    draft.mets = [...draft.mets.filter((each) => each.act !== mends), { act, label, home, fresh: Boolean(whom.new), person: whom.new ? `new:${act}` : whom.person }];
    draft.now = {};
    await go(back);
  }

  const draw = () => screens[step]();
  draw();
}

const kept = (list) => list.length > 0 && h("ul", { class: "kept" }, list.map((each) => h("li", {}, mark("met"), each.label)));
