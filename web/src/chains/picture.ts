// The picture on the page: it is drawn when something changed, and answers a pointer, a key and a button.
import { draw, ink, type Shown } from "./draw";
import { chosen, line } from "./chosen";
import type { Graph } from "./graph";
import { at } from "./picking";
import { HIDDEN, reached, type Asked, sieve } from "./sieve";
import { View } from "./view";

const NEARER = 1.6, STILL = 140;

export class Picture {
  private readonly canvas = document.createElement("canvas");
  private readonly pen = this.canvas.getContext("2d", { alpha: false })!;
  private readonly hover = document.createElement("p");
  private readonly view: View;
  private readonly what: Shown;
  private colours = ink();
  private frame = 0; private still = 0; private asked = 0; private moving = false;

  constructor(private readonly place: HTMLElement, private readonly graph: Graph) {
    this.view = new View(graph, graph.lanes.reduce((sum, lane) => sum + lane.rows, 0));
    this.what = { shown: sieve(graph, { ring: "", class: "", reached: "", since: "", until: "" }), chosen: -1, round: null };
    this.hover.className = "hover"; this.hover.hidden = true; this.hover.ariaHidden = "true";
    this.canvas.tabIndex = 0; this.canvas.role = "application"; this.canvas.ariaLabel = place.dataset.keys ?? "";
    place.append(this.canvas, this.hover, this.buttons());
    place.classList.add("drawn");
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.colours = ink(); this.soon(); });
    this.resize(); this.pointers(); this.keys();
    this.choose(graph.byNumber.get(place.dataset.focus ?? "") ?? -1, false);
    this.paint();
    requestAnimationFrame(() => requestAnimationFrame(() => { performance.mark("chains-drawn"); place.dataset.drawn = String(graph.points); }));
  }

  filter(asked: Asked) { this.what.shown = sieve(this.graph, asked); this.soon(); }

  choose(point: number, tell = true) {
    this.what.chosen = point;
    const steps = Number(document.querySelector<HTMLSelectElement>("#steps")?.value ?? 2);
    this.what.round = point < 0 ? null : reached(this.graph, point, steps);
    if (point >= 0) this.view.show(this.graph.at[point]!, this.graph.row[point]! + 0.5);
    if (tell || point >= 0) chosen(this.graph, point);
    this.soon();
  }

  private soon(moving = false) {
    this.asked ||= performance.now();
    this.moving = moving;
    clearTimeout(this.still);
    if (moving) this.still = window.setTimeout(() => this.soon(), STILL);
    this.frame ||= requestAnimationFrame(() => this.paint());
  }

  private paint() {
    this.frame = 0;
    const begun = this.asked || performance.now();
    this.asked = 0;
    draw(this.pen, this.graph, this.view, this.what, this.colours, this.moving);
    requestAnimationFrame(() => performance.measure("chains-draw", { start: begun, end: performance.now() })); // it is on the screen then
  }

  private resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas, dots = devicePixelRatio;
    if (!width || !height) return;
    this.canvas.width = Math.round(width * dots); this.canvas.height = Math.round(height * dots);
    this.pen.setTransform(dots, 0, 0, dots, 0, 0);
    this.view.size(width, height);
    this.soon();
  }

  private zoom(factor: number, x = (this.view.left + this.view.width) / 2, y = this.view.height / 2) { this.view.scale(factor, x, y); this.soon(true); }
  private fit() { this.view.fit(); this.soon(); }

  private buttons() {
    const group = document.createElement("div");
    group.className = "nearer";
    const [nearer = "", farther = "", all = ""] = (this.place.dataset.buttons ?? "").split("|");
    for (const [sign, name, act] of [["+", nearer, () => this.zoom(NEARER)], ["−", farther, () => this.zoom(1 / NEARER)], ["⤢", all, () => this.fit()]] as const) {
      const button = document.createElement("button");
      button.type = "button"; button.textContent = sign; button.ariaLabel = button.title = name;
      button.addEventListener("click", act);
      group.append(button);
    }
    return group;
  }

  private point(event: MouseEvent) { return at(this.graph, this.view, this.what.shown, event.offsetX, event.offsetY); }

  private pointers() {
    const held = new Map<number, PointerEvent>();
    let moved = 0;
    this.canvas.addEventListener("pointerdown", (event) => { held.set(event.pointerId, event); moved = 0; this.canvas.setPointerCapture(event.pointerId); this.hover.hidden = true; });
    this.canvas.addEventListener("pointermove", (event) => {
      const before = held.get(event.pointerId);
      if (!before) return this.over(event);
      const [x, y] = [event.offsetX - before.offsetX, event.offsetY - before.offsetY];
      moved += Math.abs(x) + Math.abs(y);
      const other = [...held.values()].find((each) => each.pointerId !== event.pointerId);
      if (other) {
        const far = (one: PointerEvent) => Math.hypot(one.offsetX - other.offsetX, one.offsetY - other.offsetY) || 1;
        this.zoom(far(event) / far(before), (event.offsetX + other.offsetX) / 2, (event.offsetY + other.offsetY) / 2);
      } else { this.view.move(x, y); this.soon(true); }
      held.set(event.pointerId, event);
    });
    const up = (event: PointerEvent) => { if (held.delete(event.pointerId) && event.type === "pointerup" && moved < 5) this.choose(this.point(event)); };
    this.canvas.addEventListener("pointerup", up);
    this.canvas.addEventListener("pointercancel", up);
    this.canvas.addEventListener("pointerleave", () => { this.hover.hidden = true; });
    this.canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && document.activeElement !== this.canvas) return; // else nobody could scroll past it
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.offsetX, event.offsetY);
    }, { passive: false });
  }

  private over(event: PointerEvent) {
    const point = this.point(event);
    this.hover.hidden = point < 0;
    this.canvas.style.cursor = point < 0 ? "" : "pointer";
    if (point < 0) return;
    this.hover.textContent = line(this.graph, point);
    const right = event.offsetX > this.view.width - 310;
    this.hover.style.left = `${Math.max(event.offsetX + (right ? -this.hover.offsetWidth - 12 : 12), 0)}px`;
    this.hover.style.top = `${Math.min(event.offsetY + 12, this.view.height - this.hover.offsetHeight)}px`;
  }

  private keys() {
    const step = 60, moves: Record<string, () => void> = {
      ArrowLeft: () => this.view.move(step, 0), ArrowRight: () => this.view.move(-step, 0),
      ArrowUp: () => this.view.move(0, step), ArrowDown: () => this.view.move(0, -step),
    };
    const acts: Record<string, () => void> = {
      "+": () => this.zoom(NEARER), "=": () => this.zoom(NEARER), "-": () => this.zoom(1 / NEARER), "0": () => this.fit(),
      n: () => this.next(1), p: () => this.next(-1), Escape: () => this.choose(-1),
      Enter: () => document.querySelector<HTMLAnchorElement>("#chosen a[data-only]")?.click(),
    };
    this.canvas.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const move = moves[event.key], act = acts[event.key];
      if (move) { move(); this.soon(true); } else if (act) act(); else return;
      event.preventDefault(); event.stopPropagation();
    });
  }

  // The next point in time that is shown: cases and contacts as they stand from left to right.
  private next(by: number) {
    let point = this.what.chosen < 0 && by < 0 ? this.graph.points : this.what.chosen;
    do point += by; while (point >= 0 && point < this.graph.points && this.what.shown[point] === HIDDEN);
    if (point >= 0 && point < this.graph.points) this.choose(point);
  }
}
