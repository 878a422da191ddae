// What screens are put together from. Nothing is typed that can be tapped, and every target is 56 px high.

import { w } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element: h("button", {class: "main", onclick: act}, "text", more). */
export function h(tag, said = {}, ...inside) {
  const made = ["svg", "use", "g", "rect", "circle", "text", "path"].includes(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(said)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "value") made.value = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((each) => each != null && each !== false));
  return made;
}

export const mark = (name) => h("svg", { class: "i", viewBox: "0 0 20 20", "aria-hidden": "true" }, h("use", { href: `#m-${name}` }));

/** A big button; `key` finds it again after the screen was drawn anew. */
export const button = (text, onclick, said = {}) => h("button", { type: "button", class: "big", "data-key": `b:${text}`, onclick, ...said }, text);

/** One of several: answers all of one size. @param {Array<[string, string]>} choices value and word */
export function choose(name, choices, chosen, tapped, kind = "") {
  return h("div", { class: `choices ${kind}`, role: "group", "aria-label": name },
    choices.map(([value, word, said]) => h("button", { type: "button", "aria-pressed": `${[chosen].flat().includes(value)}`, "aria-label": said, "data-key": `${name}:${value}`, onclick: () => tapped(value) }, word)));
}

/** A question: its head, what is said under it, and what answers it. */
export const question = (title, note, ...inside) => h("section", { class: "q" }, h("h2", {}, title), note && h("p", { class: "meta" }, note), ...inside);

/** What is refused, or differs: where, what, what is allowed. */
export function note(kind, icon, ...inside) { return h("div", { class: `note ${kind}`, role: "status" }, mark(icon), h("div", {}, ...inside)); }

export const faults = (act) => note("bad", "late", ...(act.faults ?? []).map((each) =>
  h("p", {}, `${each.where}${w("colon")}${each.what}${w("stop")} ${w("allowed")}${w("colon")}${each.allowed}`)));

/** What an input does with what is typed; while a word is being put together (as Chinese is) it waits. */
export const typing = (set) => ({
  oninput: (event) => { if (!event.isComposing) set(event.target.value); },
  oncompositionend: (event) => set(event.target.value),
});

/** Shows a screen: what stands in it, and the one thing that is done next. The same target has the focus again. */
export function show({ title, back, step, of, name, body, dock = [] }) {
  const old = document.activeElement, key = old?.dataset?.key, caret = old?.selectionStart, top = document.querySelector("#top");
  document.title = `${title} · Seawall`;
  top.replaceChildren(back ? h("a", { href: back, class: "back", "data-key": "back" }, `‹ ${title}`) : h("span", { class: "back" }, title));
  const steps = document.querySelector("#steps");
  steps.hidden = !step;
  if (step) steps.replaceChildren(h("div", { class: "steps", "aria-hidden": "true" }, Array.from({ length: of }, (_, n) => h("i", { class: n < step ? "on" : "" }))), h("p", { class: "meta" }, w("step_of", { n: step, of, name })));
  document.querySelector("#main").replaceChildren(...body.flat().filter(Boolean));
  document.querySelector("#dock").replaceChildren(...dock.filter(Boolean));
  document.querySelector("#dock").hidden = !dock.some(Boolean);
  const same = key && [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
  same?.focus({ preventScroll: true });
  if (same && caret != null && same.type === "text") same.setSelectionRange(caret, caret);
}
