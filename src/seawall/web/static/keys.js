// Single keys. None signs, refuses or changes anything by itself; somebody may switch them off (WCAG 2.1.4).

const typing = (target) => target.closest("input:not([type=range], [type=radio], [type=checkbox]), select, textarea, [contenteditable]");
const list = document.querySelector("#keys");

// The rows of a page: what the plan asks for, else the first link of each row of a table.
const rows = () => {
  const asks = [...document.querySelectorAll(".asks a")];
  return asks.length ? asks : [...document.querySelectorAll("main tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
};
const move = (by) => {
  const all = rows();
  const here = all.indexOf(document.activeElement);
  const open = all.findIndex((row) => row.hasAttribute("aria-current"));
  const next = here < 0 && open < 0 ? (by > 0 ? 0 : all.length - 1) : (here < 0 ? open : here) + by;
  all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
};
const to = (id) => {
  const there = document.getElementById(id);
  if (there instanceof HTMLDetailsElement) there.open = true;
  (there?.querySelector("button:not([disabled]), textarea, input:not([type=hidden])") ?? there)?.focus();
};
const time = (hours) => {
  const slider = document.querySelector("#at");
  if (!slider) return;
  const next = Math.min(Math.max(Number(slider.value) + hours * 3600, slider.min), slider.max);
  if (next === Number(slider.value)) return;
  slider.value = next;
  slider.dispatchEvent(new Event("change"));
};
const light = () => {
  const all = [...document.querySelectorAll("button[name=light]")];
  all[(all.findIndex((each) => each.getAttribute("aria-pressed") === "true") + 1) % all.length]?.click();
};
const show = () => {
  list.open = !list.open;
  if (list.open) list.querySelector("summary").focus();
};
const close = () => {
  if (list?.open) list.open = false;
  else document.querySelector("main details[open] > summary")?.click();
};

const keys = {
  "/": () => document.querySelector("main input[type=search]")?.focus(),
  "?": show,
  j: () => move(1),
  k: () => move(-1),
  o: () => (rows().includes(document.activeElement) ? document.activeElement.click() : to("reasons")),
  s: () => to("seal"),
  r: () => to("refuse"),
  a: () => to("amend"),
  p: () => print(),
  "[": () => time(-1),
  "]": () => time(1),
  t: light,
  Escape: close,
};

let going = false;
const pressed = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
  if (going) {
    going = false;
    [...document.querySelectorAll("nav a[data-key]")].find((link) => link.dataset.key === event.key)?.click();
  } else if (event.key === "g") going = true;
  else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
};
if (document.body.dataset.keys === "on") document.addEventListener("keydown", pressed);
