// The service worker of /field: the page and its files are there without a network. What is about anybody is not kept
// here but encrypted by the page; what is asked or sent goes to the network alone.

const CACHE = `seawall-field-${KEPT.version}`, PAGE = "/field";

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(KEPT.files);
    await see(cache, await fetch(PAGE, { credentials: "same-origin" }));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** Keeps a page that is one, and then what an older one needed is no longer. A way to the sign-in is none. */
async function see(cache, answer) {
  if (!answer.ok || answer.redirected || answer.type !== "basic") return;
  await cache.put(PAGE, answer.clone());
  for (const name of await caches.keys()) if (name !== CACHE && name.startsWith("seawall-field-")) await caches.delete(name);
}

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate" && address.pathname === PAGE && !address.searchParams.has("at")) event.respondWith(page(request));
  else if (address.pathname.startsWith("/static/") || address.pathname.startsWith("/field/code/")) event.respondWith(file(request));
});

/** The network's page, else the one that was kept. */
async function page(request) {
  try {
    const answer = await fetch(request);
    await see(await caches.open(CACHE), answer);
    return answer;
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept) return kept;
    throw error;
  }
}

/** A file by its address, which is another one whenever it changes. */
async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}
