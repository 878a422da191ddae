// The filters: picture at once, then the rows, the count and what an export would take, as the page says them.
import type { Picture } from "./picture";

const WAITS = 200, PARTS = ["#found", "[data-count]", "[data-asks]"], QUICK = ["ring", "class", "reached", "since", "until"];

export function sieved(form: HTMLFormElement, picture: Picture) {
  let waits = 0, asking: AbortController | undefined;
  const said = () => new FormData(form);
  const apply = () => picture.filter(Object.fromEntries(QUICK.map((name) => [name, String(said().get(name) ?? "")])) as never);

  async function find(address: URL) {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok || answer.redirected) return location.assign(address);
      const there = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of PARTS) document.querySelector(part)?.replaceChildren(...(there.querySelector(part)?.childNodes ?? []));
      history.replaceState(null, "", address);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) location.assign(address);
    }
  }

  function address() {
    const there = new URL(form.action);
    for (const [name, value] of said()) if (value && !(name === "steps" && (value === "2" || !said().get("focus")))) there.searchParams.set(name, String(value));
    return there;
  }

  form.addEventListener("change", (event) => {
    const name = (event.target as HTMLInputElement).name;
    if (!QUICK.includes(name)) return name === "focus" || (name === "steps" && !said().get("focus")) ? undefined : location.assign(address());
    apply();
    clearTimeout(waits);
    waits = window.setTimeout(() => void find(address()), WAITS);
  });
  apply();
}
