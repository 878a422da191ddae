// Signing with a passkey: the device signs the digest when the form is sent, and the form carries its answer.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// Where a page has several, what a device says stands beside the form that asked it.
const noted = (form) => form.closest("section, aside")?.querySelector("[data-passkey-said]") ?? document.querySelector("[data-passkey-said]");
const tell = (note, said) => {
  note.querySelector("p").textContent = said;
  note.hidden = false;
};

const asked = async (form, note) => {
  const { _csrf_token, ...fields } = Object.fromEntries(new FormData(form));
  const answer = await fetch(form.dataset.proves, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrftoken": _csrf_token },
    body: JSON.stringify(fields),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.said ?? note.dataset.stopped);
  const { response, ...key } = await navigator.credentials.get({
    publicKey: { ...said, challenge: bytes(said.challenge), allowCredentials: [] },
  }).then((key) => ({ id: key.id, rawId: text(key.rawId), type: key.type, response: key.response }));
  return JSON.stringify({
    ...key,
    response: {
      clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData),
      signature: text(response.signature), userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  });
};

for (const form of document.querySelectorAll("form[data-proves]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const note = noted(form);
    if (!window.PublicKeyCredential) return tell(note, note.dataset.none);
    note.hidden = true;
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = Object.assign(document.createElement("input"), { type: "hidden", name: "assertion" });
      answer.value = await asked(form, note);
      form.append(answer);
      form.submit();
    } catch (error) {
      tell(note, error.name === "Error" ? error.message : note.dataset.stopped);
      button.disabled = false;
    }
  });
}
