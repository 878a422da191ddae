// What is drawn of the units, from below: fill, hatch, borders, smaller zones, the unit that is looked at, and names.
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import type { Chosen } from "./chosen";
import type { Colours } from "./colours";

const FONTS = ["PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "sans-serif"];
/** The weight is read off the first name, which no font has. */
const BOLD = ["Seawall Bold", ...FONTS];

/** `over` a ground of streets fills let it through; of `few` units every name stands, even where no place is free. */
export function ours(tints: Colours, chosen: Chosen, over: boolean, few: boolean): LayerSpecification[] {
  const cut: FilterSpecification = ["has", `cut.${chosen.grain}`];
  const rank: ExpressionSpecification = ["get", `rank.${chosen.axis}`];
  const step: ExpressionSpecification = ["get", `step.${chosen.fill}`];
  const hatched = hatch(rank);
  const smaller: FilterSpecification = [
    "all", ["==", ["get", `own.${chosen.axis}`], true], [">", ["get", "depth"], chosen.grain],
  ];
  const bound: FilterSpecification = ["all", ["==", ["get", `own.${chosen.axis}`], true], ["<", rank, 2], cut];
  return [
    { id: "units-fill", type: "fill", source: "units", filter: cut, paint: { "fill-color": fill(step, tints), "fill-opacity": over ? 0.6 : 1 } },
    { id: "units-hidden", type: "fill", source: "units", filter: ["all", cut, ["==", step, "hidden"]], paint: { "fill-pattern": "hidden" } },
    { id: "units-zone", type: "fill", source: "units", filter: ["all", cut, ["has", `rank.${chosen.axis}`]], paint: { "fill-pattern": hatched } },
    { id: "units-line", type: "line", source: "units", filter: cut, paint: { "line-color": tints.edge, "line-width": 1 } },
    { id: "zones-line", type: "line", source: "units", filter: bound, layout: { "line-join": "round" }, paint: { "line-color": tints["zone-0"], "line-width": 2 } },
    { id: "zones-own", type: "fill", source: "units", filter: smaller, paint: { "fill-color": tints.sheet } },
    { id: "zones-own-zone", type: "fill", source: "units", filter: smaller, paint: { "fill-pattern": hatched } },
    { id: "zones-own-line", type: "line", source: "units", filter: smaller, paint: { "line-color": tints["zone-0"], "line-width": 2 } },
    {
      id: "unit", type: "line", source: "units", filter: ["==", ["get", "unit"], chosen.unit],
      layout: { "line-join": "round" }, paint: { "line-color": tints.ink, "line-width": 4 },
    },
    {
      id: "names", type: "symbol", source: "middles", filter: cut,
      layout: {
        "text-field": ["format", ["get", "name"], { "text-font": ["literal", BOLD] }, "\n", {}, ["get", `text.${chosen.fill}`], {}],
        "text-font": FONTS, "text-size": 13, "text-line-height": 1.25, "text-max-width": 8,
        "text-variable-anchor-offset": WAYS, "text-overlap": few ? "cooperative" : "never",
      },
      paint: { "text-color": tints.ink, "text-halo-color": tints.halo, "text-halo-width": 2 },
    },
    // the room that symbols take: what is above is placed first, and names keep clear of it
    { id: "taken", type: "symbol", source: "taken", layout: { "icon-image": ["get", "image"], "icon-anchor": ["get", "anchor"], "icon-overlap": "always" } },
  ];
}

/** Where a name may stand: in the middle, else round it, else further above or below, where symbols leave room. */
const WAYS: (string | [number, number])[] = [
  "center", [0, 0], "top", [0, 1.2], "bottom", [0, -1.2], "left", [1.2, 0], "right", [-1.2, 0],
  "top-left", [0.8, 0.8], "top-right", [-0.8, 0.8], "bottom-left", [0.8, -0.8], "bottom-right", [-0.8, -0.8],
  "top", [0, 2.4], "bottom", [0, -2.4],
];

function hatch(rank: ExpressionSpecification): ExpressionSpecification {
  return ["let", "rank", rank, ["match", ["var", "rank"], 0, "zone-0", 1, "zone-1", "zone-2"]] as ExpressionSpecification;
}

function fill(step: ExpressionSpecification, tints: Colours): ExpressionSpecification {
  const steps = [1, 2, 3, 4, 5].flatMap((each) => [String(each), tints[`step-${each}` as keyof Colours]]);
  return ["match", step, ...steps, tints.sheet] as unknown as ExpressionSpecification;
}
