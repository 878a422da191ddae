// Passkeys: the page asks the server what is to be signed, the device signs it, and the server looks at it.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (keys) => (keys ?? []).map((key) => ({ ...key, id: bytes(key.id) }));

const note = document.querySelector("[data-passkey-said]");

const tell = (said) => {
  note.querySelector("p").textContent = said;
  note.hidden = false;
};

const post = async (address, body) => {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrftoken": document.querySelector("meta[name=csrf-token]").content },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.said ?? note.dataset.stopped);
  return said;
};

const signIn = async (back) => {
  const options = await post("/sign-in/passkey/options", {});
  const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) };
  const key = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = key.response;
  return post("/sign-in/passkey/verify", {
    id: key.id, rawId: text(key.rawId), type: key.type, back,
    response: {
      clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  });
};

const register = async (room, code) => {
  const options = await post(`${room}/options`, { code });
  const publicKey = {
    ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  };
  const key = await navigator.credentials.create({ publicKey });
  const { clientDataJSON, attestationObject } = key.response;
  return post(`${room}/verify`, {
    code, id: key.id, rawId: text(key.rawId), type: key.type,
    response: { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) },
  });
};

for (const button of document.querySelectorAll("[data-passkey]")) {
  button.addEventListener("click", async () => {
    if (!window.PublicKeyCredential) return tell(note.dataset.none);
    note.hidden = true;
    button.disabled = true;
    try {
      const { go } = await (button.dataset.passkey === "sign-in" ? signIn(button.dataset.back) : register(button.dataset.room, button.dataset.code));
      location.assign(go);
    } catch (error) {
      tell(error.name === "Error" ? error.message : note.dataset.stopped); // a device's own words are in no known language
      button.disabled = false;
    }
  });
}

// What opens an invitation stands behind the # of an address, which no server is sent: into the form, and out of there.
const form = document.querySelector("[data-invited]");
const move = () => {
  if (!form || location.hash.length < 2) return;
  form.elements.code.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  form.requestSubmit();
};
addEventListener("hashchange", move);
move();
