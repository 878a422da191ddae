// Which points are shown, and which a point leads to: the same rules as the server's, so that picture and table agree.
import { CASE, of, type Graph, type Near } from "./graph";

export const HIDDEN = 0, NEAR = 1, MATCHES = 2;
export type Asked = { ring: string; class: string; reached: string; since: string; until: string };

export function sieve(graph: Graph, asked: Asked): Uint8Array {
  const unseen = graph.kinds.length - 1, ring = graph.kinds.indexOf(asked.ring), word = graph.codes.indexOf(asked.class);
  const minutes = (text: string) => (Date.parse(text) / 1000 - graph.begins) / 60;
  const since = asked.since ? minutes(asked.since) : -Infinity, until = asked.until ? minutes(asked.until) : Infinity;
  const theirs = asked.class ? classed(graph, word) : null;
  const shown = new Uint8Array(graph.points);
  for (let point = 0; point < graph.points; point++) {
    const kind = graph.kind[point]!, case_ = kind === CASE || kind === unseen;
    if (graph.nodes.near[point]) continue;
    if (asked.ring && !case_ && kind !== ring) continue;
    if (theirs && !theirs[point]) continue;
    if (asked.reached && !graph.nodes.unreached[point]) continue;
    if (graph.last[point]! >= since && graph.first[point]! < until) shown[point] = MATCHES;
  }
  for (let line = 0; line < graph.lines; line++) {
    const from = graph.from[line]!;
    if (shown[graph.to[line]!] === MATCHES && !shown[from]) shown[from] = NEAR;
  }
  return shown;
}

// Cases of a class, and who is a contact of one.
function classed(graph: Graph, word: number): Uint8Array {
  const found = new Uint8Array(graph.points);
  for (let point = 0; point < graph.points; point++) if (graph.kind[point] === CASE && graph.nodes.word[point] === word) found[point] = 1;
  const contacts = new Uint8Array(graph.points);
  graph.edges.case.forEach((case_, line) => { if (found[case_] && graph.kind[graph.to[line]!] !== CASE) contacts[graph.to[line]!] = 1; });
  return found.map((each, point) => each | contacts[point]!);
}

export function reached(graph: Graph, start: number, steps: number): Uint8Array {
  const found = new Uint8Array(graph.points);
  found[start] = 1;
  const go = (near: Near, ends: Int32Array) => {
    for (let step = 0, here = [start]; step < steps; step++) {
      const next = new Set<number>();
      for (const point of here) for (const line of of(near, point)) if (!graph.edges.back[line]) next.add(ends[line]!);
      for (const point of next) found[point] = 1;
      here = [...next];
    }
  };
  go(graph.outOf, graph.to);
  go(graph.into, graph.from);
  return found;
}
