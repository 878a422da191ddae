// What lies on the phone: encrypted record by record under a key that cannot be read out, and removed with it.

const NAME = "seawall-field";

/** @type {Promise<IDBDatabase>} */
const opened = new Promise((good, bad) => {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => { asked.result.createObjectStore("keys"); asked.result.createObjectStore("kept"); };
  asked.onsuccess = () => good(asked.result);
  asked.onerror = () => bad(asked.error);
});

/** One request of one store; what it answers once it is durable. */
async function ask(store, way, what) {
  const db = await opened;
  return new Promise((good, bad) => {
    const done = db.transaction(store, way, { durability: "strict" });
    const asked = what(done.objectStore(store));
    done.oncomplete = () => good(asked.result);
    done.onerror = done.onabort = () => bad(done.error);
  });
}

export class Kept {
  /** @param {string} owner whose things these are, a number of the server's @param {CryptoKey} key */
  constructor(owner, key) { this.owner = owner; this.key = key; }

  /** Of somebody: a key is made the first time. */
  static async of(owner) {
    let key = await ask("keys", "readonly", (s) => s.get(owner));
    if (!key) {
      key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      await ask("keys", "readwrite", (s) => s.put(key, owner));
    }
    await ask("keys", "readwrite", (s) => s.put(owner, "last"));
    return new Kept(owner, key);
  }

  /** Of whoever signed in here last; null: nobody, or they signed out. */
  static async last() {
    const owner = await ask("keys", "readonly", (s) => s.get("last"));
    return owner ? Kept.of(owner) : null;
  }

  at(kind, id) { return `${this.owner}/${kind}/${id}`; }

  /** Keeps a value; it is on the disk when this ends. @param {boolean} unsent whether it is still to be sent */
  async put(kind, id, value, unsent = false) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const name = new TextEncoder().encode(this.at(kind, id));
    const plain = new TextEncoder().encode(JSON.stringify(value));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: name }, this.key, plain);
    await ask("kept", "readwrite", (s) => s.put({ iv, data, unsent }, this.at(kind, id)));
  }

  async get(kind, id) {
    const found = await ask("kept", "readonly", (s) => s.get(this.at(kind, id)));
    return found ? this.open(found, this.at(kind, id)) : null;
  }

  async all(kind) {
    const from = this.at(kind, ""), range = IDBKeyRange.bound(from, `${from}\uffff`);
    const names = await ask("kept", "readonly", (s) => s.getAllKeys(range));
    const found = await ask("kept", "readonly", (s) => s.getAll(range));
    return Promise.all(found.map((each, nth) => this.open(each, names[nth])));
  }

  async remove(kind, id) { await ask("kept", "readwrite", (s) => s.delete(this.at(kind, id))); }

  async open({ iv, data }, name) {
    const aad = new TextEncoder().encode(name);
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: aad }, this.key, data)));
  }

  /** How much of others' is still to be sent from this phone; whose or what cannot be seen. */
  async others() {
    const names = await ask("kept", "readonly", (s) => s.getAllKeys());
    const found = await ask("kept", "readonly", (s) => s.getAll());
    return found.filter((each, nth) => each.unsent && !names[nth].startsWith(`${this.owner}/`)).length;
  }

  /** Everything of theirs is gone: the key first, without which the rest cannot be read. */
  async wipe() {
    await ask("keys", "readwrite", (s) => s.delete(this.owner));
    await ask("keys", "readwrite", (s) => s.delete("last"));
    await ask("kept", "readwrite", (s) => s.delete(IDBKeyRange.bound(`${this.owner}/`, `${this.owner}/\uffff`)));
    for (const name of await caches.keys()) await caches.delete(name);
  }
}
