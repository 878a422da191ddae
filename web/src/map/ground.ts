// What lies under our own layers: nothing, a style that was named, or vector or raster tiles out of one PMTiles file.
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";
import { PMTiles, TileType } from "pmtiles";
import { type Colours, colours } from "./colours";

const BARE: StyleSpecification = { version: 8, sources: {}, layers: [] };
const FONTS = ["PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "sans-serif"];

/** Whether nothing lies under them. */
export function empty(place: HTMLElement): boolean {
  return !place.dataset["style"] && !place.dataset["pmtiles"];
}

/** The style; a ground that does not answer is left out, and the page says so. */
export async function ground(place: HTMLElement): Promise<StyleSpecification> {
  const { style, pmtiles } = place.dataset;
  try {
    if (style) return (await (await fetch(style)).json()) as StyleSpecification;
    if (pmtiles) return await tiled(new URL(pmtiles, location.href).href);
  } catch {
    document.querySelector<HTMLElement>("#groundless")!.hidden = false;
  }
  return BARE;
}

async function tiled(address: string): Promise<StyleSpecification> {
  const file = new PMTiles(address);
  const header = await file.getHeader();
  const said = (await file.getMetadata()) as { attribution?: string; vector_layers?: { id: string }[] };
  const vector = header.tileType === TileType.Mvt;
  const source = {
    type: vector ? "vector" : "raster", url: `pmtiles://${address}`, attribution: said?.attribution ?? "",
    ...(vector ? {} : { tileSize: 256 }),
  };
  const layers = vector ? drawn(said?.vector_layers?.map((each) => each.id) ?? [], colours()) : [{ id: "ground", type: "raster", source: "ground" } as const];
  return { version: 8, sources: { ground: source }, layers } as StyleSpecification;
}

/** The layers that Protomaps and OpenMapTiles name so, quiet enough that what is ours is read on them. */
function drawn(names: string[], tints: Colours): LayerSpecification[] {
  const fills: Record<string, string> = { earth: tints.sheet, water: tints.rule, buildings: tints.rule, building: tints.rule };
  const lines: Record<string, number> = { roads: 1.2, transportation: 1.2, boundaries: 0.8, boundary: 0.8, waterway: 1 };
  return names.flatMap((name): LayerSpecification[] => {
    const from = { id: `ground-${name}`, source: "ground", "source-layer": name };
    if (name in fills) return [{ ...from, type: "fill", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": fills[name]! } }];
    if (name in lines) return [{ ...from, type: "line", paint: { "line-color": tints.edge, "line-width": lines[name]!, "line-opacity": 0.5 } }];
    if (name !== "places" && name !== "place") return [];
    return [{
      ...from, type: "symbol", layout: { "text-field": ["coalesce", ["get", "name"], ""], "text-font": FONTS, "text-size": 12 },
      paint: { "text-color": tints.edge, "text-halo-color": tints.halo, "text-halo-width": 1.5 },
    }];
  });
}
