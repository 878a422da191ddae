// Words stand in the page, in its language; a script asks for them by name.

/** @type {Map<string, string>} */
const words = new Map();
for (const each of document.querySelector("#words").content.querySelectorAll("[data-w]")) words.set(each.dataset.w, each.textContent);

export const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

/** A word, with what stands in it: {n}. */
export function w(name, said = {}) {
  return (words.get(name) ?? name).replace(/\{(\w+)\}/g, (whole, key) => `${said[key] ?? whole}`);
}

/** The word of a code, such as symptom.fever. */
export const code = (group, value) => w(`${group}.${value}`);

/** The codes of a group, in the order of the page. */
const codes = (group) => [...words.keys()].filter((name) => name.startsWith(`${group}.`)).map((name) => name.slice(group.length + 1));
/** Codes of a group, each with its word; all of them where none are named. */
export const worded = (group, named = codes(group)) => named.map((each) => [each, code(group, each)]);

/** Names are kept in both languages, Chinese first: the part that is read here. */
export function called(name) {
  const [, chinese, latin] = /^([^A-Za-z]*[^\x00-\x7f][^A-Za-z]*?)\s+([\x00-\x7f].*)$/.exec(name ?? "") ?? [];
  return (lang === "zh" ? chinese : latin) ?? name ?? "";
}

/** A person's number as it is read out: of a long one the end. */
export const short = (person) => (person.length > 12 ? `…${person.slice(-6)}` : person);
