// What a page does beyond links and forms. Everything is there without it, but for the slider.

const slider = document.querySelector("#at");
if (slider) {
  slider.addEventListener("change", () => {
    const address = new URL(location.href);
    if (slider.value === slider.dataset.now) address.searchParams.delete("at");
    else address.searchParams.set("at", new Date(slider.value * 1000).toISOString().replace("Z", "+00:00"));
    location.assign(address);
  });
}

// Figures never move under a reading eye: a line says that there are newer ones.
const newer = document.querySelector("#newer");
if (newer) new EventSource(newer.dataset.live).addEventListener("newer", () => { newer.hidden = false; });

// On a phone the bar is one row that moves: it begins where the page stands in it.
const here = document.querySelector(".bar nav [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft - (innerWidth - here.offsetWidth) / 2;

// What is opened at the end of a panel that scrolls by itself stands below its edge.
document.addEventListener("toggle", ({ target }) => {
  if (target.open && target.closest(".seal")) target.scrollIntoView({ block: "nearest" });
}, true);
