// The graph as the server tells it: columns of numbers, each difference from what is mostly the same.

export type Lane = { lane: string; name: string; top: number; rows: number; points: number };

export type Told = {
  minutes: number; begins: number; zone: string; lang: string;
  kinds: string[]; words: string[]; codes: string[]; places: string[]; lanes: Lane[]; days: [number, string][];
  said: Record<string, string>;
  nodes: Record<"kind" | "word" | "first" | "last" | "at" | "row" | "sourced" | "excluded" | "near" | "unreached", number[]> & { number: string[] };
  edges: Record<"from" | "to" | "case" | "link" | "sure" | "back" | "ring" | "setting" | "basis" | "place" | "first" | "last" | "long" | "confidence", number[]>;
};

export type Graph = Told & {
  points: number; lines: number;
  at: Int32Array; row: Int32Array; kind: Uint8Array; first: Int32Array; last: Int32Array;
  from: Int32Array; to: Int32Array; edgeFirst: Int32Array; edgeLast: Int32Array;
  into: Near; outOf: Near; byNumber: Map<string, number>; byRow: Int32Array[]; known(point: number): boolean;
};

// Which lines begin, or end, at each point: lines[starts[p]] to lines[starts[p + 1]].
export type Near = { starts: Int32Array; lines: Int32Array };

export const CASE = 0;

export function graph(told: Told): Graph {
  const { nodes, edges } = told, points = nodes.kind.length, lines = edges.to.length;
  const first = running(nodes.first), last = plus(nodes.last, first), at = plus(nodes.at, first);
  const to = running(edges.to), from = Int32Array.from(edges.from);
  const row = Int32Array.from(nodes.row), kind = Uint8Array.from(nodes.kind);
  return {
    ...told, points, lines, first, last, at, row, kind, from, to,
    edgeFirst: Int32Array.from(edges.first, (each, line) => first[to[line]!]! + each),
    edgeLast: Int32Array.from(edges.last, (each, line) => last[to[line]!]! + each),
    into: near(to, points), outOf: near(from, points),
    byNumber: new Map(nodes.number.map((each, point) => [each, point])),
    byRow: rows(row, at), known: (point) => kind[point] !== told.kinds.length - 1,
  };
}

const running = (steps: number[]) => { let sum = 0; return Int32Array.from(steps, (step) => (sum += step)); };
const plus = (some: number[], others: Int32Array) => Int32Array.from(some, (each, nth) => each + others[nth]!);

function near(ends: Int32Array, points: number): Near {
  const starts = new Int32Array(points + 1), lines = new Int32Array(ends.length);
  for (const end of ends) starts[end + 1]!++;
  for (let point = 0; point < points; point++) starts[point + 1]! += starts[point]!;
  const next = starts.slice();
  ends.forEach((end, line) => { lines[next[end]!++] = line; });
  return { starts, lines };
}

function rows(row: Int32Array, at: Int32Array): Int32Array[] {
  const found: number[][] = [];
  row.forEach((each, point) => (found[each] ??= []).push(point));
  return Array.from(found, (each) => Int32Array.from(each ?? []).sort((a, b) => at[a]! - at[b]!));
}

export const of = ({ starts, lines }: Near, point: number) => lines.subarray(starts[point]!, starts[point + 1]!);
