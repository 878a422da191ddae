// Which point lies under a point of the screen.
import type { Graph } from "./graph";
import { HIDDEN } from "./sieve";
import type { View } from "./view";

const REACH = 9;

export function at(graph: Graph, view: View, shown: Uint8Array, x: number, y: number): number {
  if (x < view.left) return -1;
  const middle = view.row(y), around = Math.max(REACH / view.down, 0.6), wide = REACH / view.across, minute = view.minute(x);
  let found = -1, least = REACH * REACH;
  for (let row = Math.max(Math.floor(middle - around), 0); row <= middle + around; row++) {
    const points = graph.byRow[row] ?? new Int32Array();
    for (let nth = from(points, graph.at, minute - wide); nth < points.length; nth++) {
      const point = points[nth]!;
      if (graph.at[point]! > minute + wide) break;
      const far = (view.atX(graph.at[point]!) - x) ** 2 + (view.atY(row + 0.5) - y) ** 2;
      if (shown[point] !== HIDDEN && far < least) { least = far; found = point; }
    }
  }
  return found;
}

// The first of a row that is not before a minute.
function from(points: Int32Array, at: Int32Array, minute: number): number {
  let low = 0, high = points.length;
  while (low < high) { const middle = (low + high) >> 1; if (at[points[middle]!]! < minute) low = middle + 1; else high = middle; }
  return low;
}
