// The page around the map: what is asked for takes the place of what stands, without the map moving.
import type { LngLatLike } from "maplibre-gl";
import type { Chosen } from "./chosen";

const PARTS = ["#hits", "#legend", "#hatches", "#caption", "#unit", "#list"];
const PAUSE = 250;

export class Page {
  private readonly form = document.querySelector<HTMLFormElement>("#ask")!;
  private readonly newer = document.querySelector<HTMLElement>("#newer");
  private asking = new AbortController();
  private waits = 0;
  private changed: (where?: LngLatLike) => void = () => {};
  private news: () => Promise<void> = async () => {};

  constructor(private readonly chosen: Chosen) {
    for (const button of this.form.querySelectorAll("button")) button.hidden = true;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask();
    });
    this.form.addEventListener("input", () => {
      clearTimeout(this.waits);
      this.waits = window.setTimeout(() => void this.ask(), PAUSE);
    });
    document.addEventListener("click", (event) => this.clicked(event));
  }

  /** What is to be done when something else is chosen; `where` is a place that was found. */
  onChange(changed: (where?: LngLatLike) => void): void {
    this.changed = changed;
  }

  /** What is to be done before the page is asked for again, for facts came in. */
  onNews(news: () => Promise<void>): void {
    this.news = news;
  }

  /** Shows a unit beside the map; `focus` moves there, as after a link. */
  async open(unit: string, where?: LngLatLike, focus = false): Promise<void> {
    this.chosen.unit = unit;
    await this.ask(where);
    if (!focus) return;
    const told = document.querySelector<HTMLElement>("#unit")!;
    told.tabIndex = -1;
    told.focus({ preventScroll: matchMedia("(min-width: 900px)").matches });
  }

  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (this.newer?.contains(link)) {
      event.preventDefault();
      void this.again();
    } else if (link.closest("#hits, #unit, #list") && link.pathname === "/map") {
      event.preventDefault();
      const { lon, lat } = link.dataset;
      const where: LngLatLike | undefined = lon && lat ? [Number(lon), Number(lat)] : undefined;
      void this.open(new URL(link.href).searchParams.get("unit") ?? "", where, true);
    }
  }

  /** Facts came in: figures and shapes are asked for again, what changed is marked once, and the view stays. */
  private async again(): Promise<void> {
    const before = this.rows();
    await this.news();
    await this.ask();
    for (const [unit, row] of this.rows()) if (before.get(unit)?.textContent !== row.textContent) row.classList.add("fresh");
    if (this.newer) this.newer.hidden = true;
  }

  private rows(): Map<string, HTMLElement> {
    const rows = document.querySelectorAll<HTMLElement>("#list tbody tr");
    return new Map([...rows].map((row) => [row.querySelector("td")?.textContent ?? "", row]));
  }

  private async ask(where?: LngLatLike): Promise<void> {
    this.chosen.read(this.form);
    this.changed(where);
    this.asking.abort();
    this.asking = new AbortController();
    const address = this.address();
    try {
      const answer = await fetch(address, { signal: this.asking.signal });
      if (!answer.ok || answer.redirected) return location.assign(address);
      const there = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of PARTS) replace(part, there);
      history.replaceState(null, "", address);
    } catch (error) {
      if ((error as Error).name !== "AbortError") location.assign(address);
    }
  }

  private address(): URL {
    const address = new URL(this.form.action);
    for (const [name, value] of new FormData(this.form)) if (value) address.searchParams.set(name, String(value));
    if (this.chosen.unit) address.searchParams.set("unit", this.chosen.unit);
    return address;
  }
}

function replace(part: string, there: Document): void {
  const [old, made] = [document.querySelector(part), there.querySelector(part)];
  if (old && made) old.replaceChildren(...made.childNodes);
}
