// The field on a phone: which screen an address is, the line that says what is kept here, and signing out.

import { date, hour, span } from "./clock.js";
import { done, noAnswer, record, seal, specimen, visit } from "./forms.js";
import { interview } from "./interview.js";
import { button, h, mark, note, question, show } from "./parts.js";
import { begin, here, leave, onchange, send, unsent } from "./queue.js";
import { tasks, way } from "./tasks.js";
import { w } from "./words.js";

/** Screens by the first word of what stands after #/. */
const SCREENS = { interview, way, visit, noanswer: noAnswer, specimen, seal, done, record, more };
const LISTS = ["", "more"];

const parts = () => location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);

function draw() {
  const [name, ...said] = parts();
  if (!here.bundle || !SCREENS[name]) return tasks();
  return SCREENS[name](...said);
}

/** Everything else: what is kept here, other pages, and the way out. */
function more() {
  const waits = unsent().length, refused = here.acts.filter((each) => each.state === "refused").length;
  const lost = waits + refused;
  show({
    title: w("more"), back: "#/",
    body: [
      h("h1", {}, here.bundle.officer), h("p", { class: "meta" }, w("taken_at", { at: hour(here.bundle.now) })),
      question(w("kept_here"), w("kept_how"), h("p", {}, lost ? w("n_kept", { n: lost }) : w("all_sent")), lost > 0 && button(w("send_now"), send)),
      here.bundle.jumps?.length > 0 && question(w("look_back"), w("look_back_how"), ...here.bundle.jumps.map(([name, at]) =>
        h("a", { class: "button big", href: `/field/then?at=${encodeURIComponent(at)}`, "data-key": `then:${name}` }, `${w(`jump.${name}`)} ${date(at)} ${hour(at)}`))),
      question(w("other_pages"), null, h("a", { class: "button big", href: "/situation" }, w("situation"))),
      question(w("sign_out"), null, lost > 0 ? note("bad", "late", h("p", {}, w("sign_out_loses", { n: lost }))) : h("p", {}, w("sign_out_clears")),
        button(lost > 0 ? w("sign_out_and_lose", { n: lost }) : w("sign_out"), leave, { "data-key": "sign-out" })),
    ],
  });
}

/** Who has a network, and what is kept here: said in one line, always. */
function line() {
  const n = unsent().length, since = span(Date.now() - here.since);
  const words = {
    looking: w("net.looking"), online: w("net.online"), sending: w("net.sending", { n }), offline: n ? w("net.offline", { span: since, n }) : w("net.offline_none", { span: since }),
    signed_out: w("net.signed_out", { n }), forbidden: w("net.forbidden", { n }),
  };
  const at = document.querySelector("#net");
  const said = [mark(here.net === "online" ? "met" : here.net === "sending" ? "open" : "off"), h("span", {}, words[here.net]), here.net === "signed_out" && h("a", { href: "/sign-in?back=/field" }, w("sign_in"))];
  at.dataset.net = here.net;
  at.dataset.waits = n;
  at.replaceChildren(...said.filter(Boolean));
  for (const each of document.querySelectorAll(".choose button")) each.disabled = here.net === "offline";
}

addEventListener("hashchange", () => { draw(); scrollTo(0, 0); document.querySelector("#main").focus({ preventScroll: true }); });
onchange(() => { line(); if (LISTS.includes(parts()[0]) || parts()[2] === "end" || !here.bundle) draw(); });
setInterval(line, 20_000);

navigator.serviceWorker?.register("/field/worker.js", { scope: "/field", updateViaCache: "none" }).catch(() => null); // without one the page is there while it stays open
line();
try {
  await begin();
  draw();
} catch (error) {
  show({ title: w("my_tasks"), body: [note("bad", "late", h("p", {}, w("keeps_nothing")))] });
  throw error;
}
