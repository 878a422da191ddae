// A page does not stay to be read when its session is over. It asks the server, which is no use of the session: another
// window may keep it from ending, or have ended it. Where no answer comes, it is over when its time is.

const LOOK = 5_000, WARN = 120_000, PATIENCE = 10_000;
const here = document.querySelector("meta[name=session]");
const ending = document.querySelector("[data-ending]");
let over, whole, asking;

const set = ({ content, dataset }) => {
  over = Date.now() + content * 1000;
  whole = Date.now() + dataset.whole * 1000;
  look();
};

const said = async () => {
  const answer = await fetch(here.dataset.leads, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("meta[name=session]");
};

const ask = () => {
  asking ??= said().catch(() => (Date.now() < over ? undefined : null)).then((there) => {
    asking = undefined;
    if (there === undefined) return;
    if (there?.dataset.who === here.dataset.who) set(there);
    else location.replace(here.dataset.leads);
  });
};

const look = () => {
  if (Date.now() >= over) ask();
  ending.hidden = over - Date.now() > WARN;
  ending.querySelector("button").hidden = over >= whole;
};

// Every page of a session holds the same lock; who stands at the sign-in takes it from them, and they ask at once.
const hold = () => navigator.locks.request("session", { mode: "shared" }, () => new Promise(() => {})).catch(() => { ask(); hold(); });

if (here) {
  set(here);
  hold();
  setInterval(look, LOOK);
  addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  ending.addEventListener("submit", async (event) => {
    event.preventDefault();
    await fetch(ending.action, { method: "POST", body: new URLSearchParams(new FormData(ending)) }).catch(() => {});
    ask();
  });
} else navigator.locks.request("session", { steal: true }, () => {});
