// The keys of the plan: j k move over the rows, o opens the reasons, s goes to the seal, r to the refusal. None signs.

const rows = [...document.querySelectorAll(".asks a")];
const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

const move = (by) => {
  const here = rows.indexOf(document.activeElement);
  const open = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const next = (here < 0 ? open : here) + by;
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
};
const to = (id) => {
  const there = document.getElementById(id);
  if (there instanceof HTMLDetailsElement) there.open = true;
  (there?.querySelector("button:not([disabled]), textarea") ?? there)?.focus();
};
const keys = {
  j: () => move(1),
  k: () => move(-1),
  o: () => (rows.includes(document.activeElement) ? document.activeElement.click() : to("reasons")),
  s: () => to("seal"),
  r: () => to("refuse"),
};

let going = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (going) going = false;
  else if (event.key === "g") going = true;
  else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});
