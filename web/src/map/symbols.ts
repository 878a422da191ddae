// Symbols on the map: sites with the rooms given of all, test points, and places where cases were or that are zones.
import type { PositionAnchor } from "maplibre-gl";

const SVG = "http://www.w3.org/2000/svg";
const BAR = 92;
const ROOMS = ["quarantine", "reserve_quarantine"];

type Said = Record<string, unknown>;

export function symbol(said: Said): { element: HTMLElement; anchor: PositionAnchor } {
  if ("site" in said) return ROOMS.includes(String(said["kind"])) && said["rooms"] ? site(said) : spot(said);
  return spot(said);
}

function site(said: Said): { element: HTMLElement; anchor: PositionAnchor } {
  const element = document.createElement("div");
  element.className = said["reserve"] ? "site reserve" : "site";
  const line = element.appendChild(document.createElement("span"));
  line.appendChild(document.createElement("b")).textContent = String(said["name"]);
  line.appendChild(document.createElement("small")).textContent = `${String(said["said"])}/${String(said["rooms"])}`;
  const bar = element.appendChild(drawing(`0 0 ${BAR} 8`));
  const part = Math.min(1, Number(said["given"]) / Number(said["rooms"]));
  shape(bar, "rect", { x: 0.5, y: 0.5, width: BAR - 1, height: 7 });
  shape(bar, "rect", { x: 0.5, y: 0.5, width: part * (BAR - 1), height: 7, class: "full" });
  return { element, anchor: "bottom" };
}

function spot(said: Said): { element: HTMLElement; anchor: PositionAnchor } {
  const element = document.createElement("div");
  element.className = "spot";
  if ("site" in said) {
    const way = said["kind"] === "test_point" ? "M2 2h16v16H2zM10 6v8M6 10h8" : "M2 2h16v16H2zM6 10h8";
    shape(element.appendChild(drawing("0 0 20 20")), "path", { d: way });
    return { element, anchor: "center" };
  }
  const cases = Number(said["cases"] ?? 0);
  const rank = Number(said["rank"] ?? -1);
  if (rank >= 0) {
    const zone = element.appendChild(drawing("0 0 20 20"));
    shape(zone, "rect", { x: 2, y: 2, width: 16, height: 16, class: "under" });
    shape(zone, "rect", { x: 2, y: 2, width: 16, height: 16, class: `zone-${rank}`, fill: `url(#zone-${rank})` });
  }
  if (cases) {
    const disc = element.appendChild(drawing("0 0 20 20"));
    shape(disc, "circle", { cx: 10, cy: 10, r: 9, class: "were" });
    shape(disc, "text", { x: 10, y: 14 }).textContent = String(cases);
  }
  return { element, anchor: "center" };
}

function drawing(box: string): SVGElement {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", box);
  return made;
}

function shape(into: SVGElement, name: string, said: Record<string, string | number>): SVGElement {
  const made = into.appendChild(document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(said)) made.setAttribute(key, String(value));
  return made;
}
