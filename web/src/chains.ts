// The chains island: draws what the table beside it says, and lets somebody move in it, filter it and choose in it.
import { graph } from "./chains/graph";
import { Picture } from "./chains/picture";
import { saved } from "./chains/saved";
import { sieved } from "./chains/sieved";

async function begin(place: HTMLElement) {
  const answer = await fetch(place.dataset.graph!);
  if (!answer.ok || answer.redirected) return;
  const told = await answer.json();
  if (!told.nodes?.kind.length) return;
  const picture = new Picture(place, graph(told));
  const form = document.querySelector<HTMLFormElement>("[data-sieve]");
  if (form) sieved(form, picture);
}

const place = document.getElementById("graph");
if (place) void begin(place);
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-png]")) saved(link);
