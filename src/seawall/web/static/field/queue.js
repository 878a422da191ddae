// Acts wait here until the server has answered for each: nothing leaves the phone's list that was not stored.

import { Kept } from "./kept.js";
import * as clock from "./clock.js";

const MOST = 40, EVERY = 30_000, DAY = 86_400_000;
/** There is no network, or no answer in time. */
class Unreachable extends Error {}

async function reach(address, how) {
  try { return await fetch(address, { redirect: "manual", ...how }); } catch (error) { throw new Unreachable(address, { cause: error }); }
}

/** What everything else reads: who, what they took with them, their acts, and whether there is a network.
 * @type {{kept: Kept | null, bundle: any, acts: any[], drafts: Map<string, any>, net: string, since: number, others: number}} */
export const here = { kept: null, bundle: null, acts: [], drafts: new Map(), net: "looking", since: Date.now(), others: 0 };
const listeners = new Set();
export const onchange = (listener) => listeners.add(listener);
const changed = () => listeners.forEach((each) => each());

const number = () => [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
export const fresh = () => number();
export const unsent = () => here.acts.filter((each) => each.state === "kept");
export const wrong = () => here.acts.filter((each) => each.state === "refused" || each.state === "conflict");

/** Opens what was kept by whoever signed in here last: all that there is without a network. */
export async function begin() {
  here.kept = await Kept.last();
  await read();
  navigator.storage?.persist?.();
  addEventListener("online", send);
  addEventListener("offline", () => net("offline"));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(send, EVERY);
  await send();
}

async function read() {
  here.bundle = (await here.kept?.get("bundle", "it")) ?? null;
  here.acts = ((await here.kept?.all("act")) ?? []).sort((one, other) => one.at - other.at);
  here.drafts = new Map(((await here.kept?.all("draft")) ?? []).map((each) => [each.id, each]));
  here.others = (await here.kept?.others()) ?? 0;
  if (here.bundle) clock.set(here.bundle, here.bundle.heard);
  changed();
}

/** Keeps an act, in place of the one that said the same before. It is on the disk when this ends.
 * @param {{kind: string, of: object, label: string, route: string, before?: string, id?: string, task?: string, form?: object, into?: string}} said
 * `task`: what is done with it, and not asked for again here; `form`: what was tapped, to be mended, `into` which draft */
export async function keep({ kind, of, label, route, before, task, form, into, id = number() }) {
  const old = here.acts.find((each) => each.id === before);
  const tried = old && (old.tries > 0 || ["stored", "already", "conflict"].includes(old.state)) && old.state !== "refused";
  const instead = old ? [...old.instead, ...(tried ? [old.id] : [])] : [];
  const known = here.bundle?.known ?? 0;
  const act = { id, kind, made: clock.iso(clock.now()), at: Date.now(), known, instead, of, label, route, task, form: structuredClone(form), into, state: "kept", tries: 0 };
  here.acts = here.acts.filter((each) => each !== old); // at once: from here on it is not sent any more
  try { await here.kept.put("act", id, act, true); } catch (error) {
    if (old) here.acts = [...here.acts, old];
    throw error;
  }
  if (old) await here.kept.remove("act", old.id);
  here.acts = [...here.acts, act];
  changed();
  send();
  return id;
}

/** Two answers stay beside each other: nobody has to decide between them. */
export async function settle(act) {
  await put({ ...act, state: "stored", other: null });
  changed();
}

/** The form of an act as it was filled in, to be filled in otherwise: then the new one takes the place of this one. */
export async function mend(act) {
  const old = here.drafts.get(act.into) ?? {};
  if (act.into?.startsWith("interview:")) await save(act.into, { ...old, now: { ...act.form, mends: act.id } });
  else if (act.into) await save(act.into, { ...act.form, mends: act.id });
  location.hash = act.route;
}

const stands = (act) => here.acts.some((each) => each.id === act.id);
async function put(act) {
  await here.kept.put("act", act.id, act, act.state === "kept");
  if (!stands(act)) return here.kept.remove("act", act.id); // another took its place meanwhile
  here.acts = here.acts.map((each) => (each.id === act.id ? act : each));
}

let again = false;
/** Hears what is new and sends what waits, the newest first. One at a time, also of several pages. */
export async function send() {
  again = true;
  await navigator.locks.request("seawall-field", { ifAvailable: true }, async (held) => {
    while (held && again) {
      again = false;
      try { await exchange(); } catch (error) {
        net("offline");
        if (!(error instanceof Unreachable)) throw error;
      }
    }
  });
  changed();
}

async function exchange() {
  if (!(await hear())) return;
  let sent = false;
  const stuck = new Set();
  for (let some = next(stuck); some.length; some = next(stuck)) {
    const tried = new Map(some.map((each) => [each.id, { ...each, tries: each.tries + 1 }]));
    here.acts = here.acts.map((each) => tried.get(each.id) ?? each); // all of them before anything is waited for
    for (const each of tried.values()) if (stands(each)) await put(each);
    net("sending");
    if (!(await post(some, stuck))) return;
    sent = true;
  }
  net("online");
  if (sent) await hear();
}

/** Those that go next, the newest first; not what the server has just broken over. */
const next = (stuck) => unsent().filter((each) => !stuck.has(each.id)).sort((one, other) => other.at - one.at).slice(0, MOST);

/** What the server has for whoever is signed in; false: nobody is, or it does not answer. */
async function hear() {
  const answer = await reach("/field/bundle", { cache: "no-store", signal: AbortSignal.timeout(30_000) });
  if (answer.type === "opaqueredirect" || answer.status === 401) { net("signed_out"); return false; }
  if (!answer.ok) { net(answer.status === 403 ? "forbidden" : "offline"); return false; }
  const bundle = { ...(await answer.json()), heard: Date.now() };
  if (here.kept?.owner !== bundle.owner) {
    here.kept = await Kept.of(bundle.owner);
    await read();
  }
  await here.kept.put("bundle", "it", bundle);
  here.bundle = bundle;
  clock.set(bundle, bundle.heard);
  await forget();
  here.others = await here.kept.others();
  net(unsent().length ? "sending" : "online");
  return true;
}

/** What was stored a day ago is not listed any more. */
async function forget() {
  const old = here.acts.filter((each) => ["stored", "already"].includes(each.state) && each.at < Date.now() - DAY);
  for (const each of old) await here.kept.remove("act", each.id);
  here.acts = here.acts.filter((each) => !old.includes(each));
  const asked = new Set(here.bundle?.tasks.map((each) => `interview:${each.person}`));
  for (const [id, { step }] of here.drafts) if (step === "end" && !asked.has(id) && !unsent().length) await drop(id);
}

/** Sends some; where the server breaks over them each goes alone, and the one that it breaks over holds up no other. */
async function post(all, stuck) {
  const some = all.filter(stands), owner = here.kept.owner;
  if (!some.length) return true;
  const acts = some.map(({ id, kind, made, known, instead, of }) => ({ id, kind, made, known, instead, of }));
  const answer = await reach("/field/acts", {
    method: "POST", signal: AbortSignal.timeout(60_000),
    headers: { "content-type": "application/json", "x-csrftoken": here.bundle.token }, body: JSON.stringify({ owner, acts }),
  });
  if (answer.status === 401) { net("signed_out"); return false; }
  if (answer.status === 409) { await hear(); return false; } // somebody else is signed in: what waits is not theirs
  if (answer.status === 500 && some.length === 1) stuck.add(some[0].id);
  if (answer.status === 500) {
    if (some.length > 1) for (const each of some) if (!(await post([each], stuck))) return false;
    return true;
  }
  if (!answer.ok) { net(answer.status === 403 ? "forbidden" : "offline"); return false; }
  for (const said of (await answer.json()).acts) await answered(said);
  changed();
  return true;
}

/** What became of an act. What was stored says no more here than that it was: names and answers are gone from it. */
async function answered({ id, state, faults, other }) {
  const act = here.acts.find((each) => each.id === id);
  if (!act) return;
  const over = ["stored", "already"].includes(state);
  await put({ ...act, state, faults, other, of: state === "refused" ? act.of : null, form: over ? null : act.form });
}

function net(state) {
  if (here.net !== state) here.since = Date.now();
  here.net = state;
  changed();
}

/** A form that is being filled in: each tap is on the disk before the next. */
export const draft = (id, begun) => structuredClone(here.drafts.get(id) ?? begun);
export async function save(id, value) {
  here.drafts.set(id, structuredClone({ ...value, id }));
  await here.kept.put("draft", id, { ...value, id });
}
export async function drop(id) {
  here.drafts.delete(id);
  await here.kept.remove("draft", id);
}

/** Everything of theirs leaves the phone, and then they are signed out where there is a network. */
export async function leave() {
  const token = here.bundle?.token;
  await here.kept?.wipe();
  Object.assign(here, { kept: null, bundle: null, acts: [], drafts: new Map() });
  try {
    await fetch("/sign-out", { method: "POST", redirect: "manual", headers: { "x-csrftoken": token ?? "" } });
  } finally { location.assign("/sign-in?back=/field"); }
}
