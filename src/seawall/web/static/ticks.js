// Rows that are ticked: all of a page at once, a range with Shift, how many they are, and whom the act is for.

const found = document.querySelector("#found");
const kept = new Set();
let last, meant = false;

const boxes = () => [...document.querySelectorAll("#found input[form=bulk]")];
const every = () => document.querySelector("[data-every] input");
const scope = (which) => document.querySelector(`#bulk [name=scope][value=${which}]`);
const filled = (text, words) => text.replace(/\{(\w+)\}/g, (_, name) => words[name]);

// A row that is shown again after a filter is ticked as before; of one that went nothing is kept but that ticked rows
// were meant: the act is for no others then. All that the filter shows is chosen again for every filter.
function keep() {
  for (const box of boxes()) if (kept.has(box.value)) box.checked = true;
  const all = every();
  if (all) all.closest("[data-every]").hidden = false;
  if (meant && scope("ticked")) scope("ticked").checked = true;
  say();
}

function say() {
  const all = boxes(), ticked = all.filter((box) => box.checked), head = every();
  kept.clear();
  for (const box of ticked) kept.add(box.value);
  for (const box of all) box.closest("tr").classList.toggle("is-ticked", box.checked);
  if (!head) return;
  head.checked = ticked.length > 0 && ticked.length === all.length;
  head.indeterminate = ticked.length > 0 && ticked.length < all.length;
  const line = document.querySelector("[data-ticked]"), many = line.querySelector("[data-many]");
  line.hidden = !ticked.length;
  many.textContent = filled(many.dataset.many, { n: ticked.length });
  to(ticked);
}

// Which rows the act is for, before anybody presses.
function to(ticked) {
  const line = document.querySelector("[data-to]"), { all, any, these, part, both, noneTicked } = line.dataset;
  const { what, rows } = document.querySelector("#act").selectedOptions[0].dataset;
  const fits = ticked.filter((box) => !what || box.dataset.what === what).length, n = ticked.length;
  if (scope("shown").checked) line.textContent = n ? filled(both, { n }) : filled(rows ? all : any, { n: rows });
  else if (n) line.textContent = filled(fits < n ? part : these, { n, part: fits });
  else if (scope("ticked").checked) line.textContent = noneTicked;
}

function tick(box, range) {
  const all = boxes(), from = all.indexOf(last), here = all.indexOf(box);
  if (range && from >= 0) for (const each of all.slice(Math.min(from, here), Math.max(from, here) + 1)) each.checked = box.checked;
  last = box;
}

if (found) {
  found.addEventListener("click", ({ target, shiftKey }) => {
    if (target.matches("input[form=bulk]")) tick(target, shiftKey);
    else if (target === every()) for (const box of boxes()) box.checked = target.checked;
    else if (target.matches("[data-none]")) {
      for (const box of boxes()) box.checked = false;
      every().focus();
    } else return;
    if (boxes().some((box) => box.checked)) meant = scope("ticked").checked = true;
    say();
  });
  found.addEventListener("change", ({ target }) => {
    if (target.name === "scope") meant = target.value === "ticked";
    if (target.name === "scope" || target.id === "act") say();
  });
  new MutationObserver(keep).observe(found, { childList: true });
  addEventListener("pageshow", say);
  keep();
}
