// The map itself: MapLibre over the features that the server gives, in the colours of the page.
import { type LngLatLike, Map as Land, Marker, NavigationControl, ScaleControl, addProtocol, setWorkerUrl } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { Protocol } from "pmtiles";
import type { Chosen } from "./chosen";
import { colours } from "./colours";
import { empty, ground } from "./ground";
import { ours } from "./layers";
import { hatches } from "./hatches";
import { symbol } from "./symbols";

const SOURCES = ["units", "middles"] as const;
const PADDING = 24;
const CLOSE = 12;
const FEW = 12;

type Layers = {
  [name in (typeof SOURCES)[number] | "marks" | "sites"]: GeoJSON.FeatureCollection;
} & { bounds: [number, number, number, number] | null };

export class Drawn {
  private markers: Marker[] = [];
  private middles: GeoJSON.Feature[] = [];

  private constructor(private readonly land: Land, private readonly place: HTMLElement, private readonly chosen: Chosen) {}

  /** Draws in a place; undefined where nobody said where anything is. */
  static async on(place: HTMLElement, chosen: Chosen): Promise<Drawn | undefined> {
    const layers = await fetched(chosen);
    if (!layers.bounds) return undefined;
    place.hidden = false;
    setWorkerUrl(worker);
    addProtocol("pmtiles", new Protocol().tile);
    const land = new Land({
      container: place,
      style: await ground(place),
      bounds: layers.bounds,
      fitBoundsOptions: { padding: PADDING },
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: empty(place) ? false : { compact: true },
      cooperativeGestures: matchMedia("(pointer: coarse)").matches,
      locale: locale(place),
    });
    land.addControl(new NavigationControl({ showCompass: false }), "top-right");
    land.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-left");
    await new Promise((done) => land.once("style.load", done));
    const drawn = new Drawn(land, place, chosen);
    drawn.show(layers);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawn.paint());
    return drawn;
  }

  /** Marks the place once everything is drawn and a click finds what is under it. */
  onceDrawn(): void {
    void this.land.once("idle", () => {
      this.place.dataset["drawn"] = "true";
    });
  }

  /** Calls with the unit that somebody clicks, the smallest that is drawn there. */
  onClick(open: (unit: string) => void): void {
    const layers = ["zones-own", "units-fill"];
    this.land.on("click", (event) => {
      const [found] = this.land.queryRenderedFeatures(event.point, { layers });
      if (found) open(String(found.properties["unit"]));
    });
    this.land.on("mousemove", (event) => {
      const over = this.land.queryRenderedFeatures(event.point, { layers }).length > 0;
      this.land.getCanvas().style.cursor = over ? "pointer" : "";
    });
  }

  /** Asks for the features again; the view stays. */
  async reload(): Promise<void> {
    this.show(await fetched(this.chosen));
  }

  /** Draws what is chosen now; a place that was found is moved to, a unit that is out of sight too. */
  paint(where?: LngLatLike): void {
    const tints = colours();
    const few = this.middles.filter((each) => `cut.${this.chosen.grain}` in (each.properties ?? {})).length <= FEW;
    for (const [name, image] of hatches(tints)) {
      if (this.land.hasImage(name)) this.land.updateImage(name, image.data);
      else this.land.addImage(name, image.data, { pixelRatio: image.ratio });
    }
    for (const layer of ours(tints, this.chosen, !empty(this.place), few)) {
      if (this.land.getLayer(layer.id)) this.land.removeLayer(layer.id);
      this.land.addLayer(layer);
    }
    if (where) this.land.easeTo({ center: where, zoom: Math.max(this.land.getZoom(), CLOSE) });
  }

  private show(layers: Layers): void {
    for (const marker of this.markers) marker.remove();
    this.markers = [];
    const taken = [...layers.marks.features, ...layers.sites.features].map((each) => this.marker(each));
    for (const name of SOURCES) this.give(name, layers[name]);
    this.middles = layers.middles.features;
    this.give("taken", { type: "FeatureCollection", features: taken });
    this.paint();
  }

  private give(name: string, data: GeoJSON.FeatureCollection): void {
    const known = this.land.getSource(name);
    if (known && "setData" in known) (known as { setData(data: GeoJSON.GeoJSON): void }).setData(data);
    else this.land.addSource(name, { type: "geojson", data });
  }

  /** Symbols say what the tables say: they are for the eye alone, and let clicks through to the unit. The room it takes. */
  private marker(feature: GeoJSON.Feature): GeoJSON.Feature {
    const [lon, lat] = (feature.geometry as GeoJSON.Point).coordinates;
    const { element, anchor } = symbol(feature.properties ?? {});
    const marker = new Marker({ element, anchor }).setLngLat([lon!, lat!]).addTo(this.land);
    for (const name of ["role", "aria-label", "tabindex"]) element.removeAttribute(name);
    element.setAttribute("aria-hidden", "true");
    this.markers.push(marker);
    return { type: "Feature", geometry: feature.geometry, properties: { image: this.room(element), anchor } };
  }

  /** An image as large as an element, with nothing on it. */
  private room({ offsetWidth: width, offsetHeight: height }: HTMLElement): string {
    const name = `taken-${width}-${height}`;
    if (!this.land.hasImage(name)) this.land.addImage(name, { width, height, data: new Uint8Array(width * height * 4) });
    return name;
  }
}

async function fetched(chosen: Chosen): Promise<Layers> {
  const answer = await fetch(chosen.layers);
  return answer.json() as Promise<Layers>;
}

function locale(place: HTMLElement): Record<string, string> {
  const said = place.dataset;
  return {
    "Map.Title": place.getAttribute("aria-label") ?? "",
    "NavigationControl.ZoomIn": said["in"] ?? "",
    "NavigationControl.ZoomOut": said["out"] ?? "",
    "AttributionControl.ToggleAttribution": said["attribution"] ?? "",
    "CooperativeGesturesHandler.MobileHelpText": said["fingers"] ?? "",
  };
}
