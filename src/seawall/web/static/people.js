// The lists of people while somebody types: the same page is asked for, and what it found takes the place of what stands.

const form = document.querySelector("[data-instant]");
let waits, asking;

const parts = ["#found", "[data-count]"];

async function find() {
  asking?.abort();
  asking = new AbortController();
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
  try {
    const answer = await fetch(address, { signal: asking.signal });
    if (!answer.ok || answer.redirected) return location.assign(address);
    const there = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) document.querySelector(part).replaceChildren(...there.querySelector(part).childNodes);
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
}

if (form) {
  form.querySelector("button").hidden = true;
  form.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(find, 200);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
}

// A name that was asked for goes away by itself.
const named = document.querySelector("[data-hides]");
if (named) setTimeout(() => named.remove(), named.dataset.hides * 1000);

// On a phone a long list of facts is folded: what stands under it is found without it. Printed it is whole.
const fold = document.querySelector("details.fold");
if (fold && fold.dataset.long > 8 && matchMedia("(max-width: 600px)").matches) fold.open = false;
if (fold) addEventListener("beforeprint", () => { fold.open = true; });
