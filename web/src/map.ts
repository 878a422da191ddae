// The map island: draws what the list says, opens the unit that is clicked, and asks for both again when facts came in.
import "maplibre-gl/dist/maplibre-gl.css";
import { Chosen } from "./map/chosen";
import { Drawn } from "./map/drawn";
import { Page } from "./map/page";

const place = document.querySelector<HTMLElement>("#map");
if (place) void start(place);

async function start(place: HTMLElement): Promise<void> {
  const chosen = new Chosen(place);
  const page = new Page(chosen);
  const drawn = webgl() ? await Drawn.on(place, chosen) : undefined;
  if (!webgl()) document.querySelector<HTMLElement>("#undrawn")!.hidden = false;
  page.onChange((where) => drawn?.paint(where));
  page.onNews(async () => drawn?.reload());
  drawn?.onClick((unit) => page.open(unit));
  drawn?.onceDrawn();
}

/** Whether there is WebGL 2, which MapLibre draws with. */
function webgl(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
