// One picture: lanes, days, lines, points, names. Marks of one kind are one path, else 25,000 of them are slow.
import { CASE, type Graph } from "./graph";
import { HIDDEN } from "./sieve";
import { TOP, type View } from "./view";

export type Shown = { shown: Uint8Array; chosen: number; round: Uint8Array | null };
type Ink = Record<"paper" | "ink" | "ink2" | "ink3" | "rule" | "unsure" | "focus", string>;
const NAMED = 7, FAINT = 0.12, MOST = 6000;

export function ink(): Ink {
  const style = getComputedStyle(document.documentElement), of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { paper: of("sheet"), ink: of("ink"), ink2: of("ink-2"), ink3: of("ink-3"), rule: of("rule"), unsure: of("unsure"), focus: of("focus") };
}

export function draw(pen: CanvasRenderingContext2D, graph: Graph, view: View, what: Shown, colours: Ink, moving: boolean) {
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, view.width, view.height);
  pen.save();
  pen.beginPath();
  pen.rect(view.left, TOP, view.width - view.left, view.height - TOP);
  pen.clip();
  lanes(pen, graph, view, colours);
  lines(pen, graph, view, what, colours, moving);
  points(pen, graph, view, what, colours);
  pen.restore();
  names(pen, graph, view, colours);
}

function lanes(pen: CanvasRenderingContext2D, graph: Graph, view: View, colours: Ink) {
  pen.beginPath();
  for (const lane of graph.lanes) { const y = Math.round(view.atY(lane.top + lane.rows)) + 0.5; pen.moveTo(0, y); pen.lineTo(view.width, y); }
  for (const [at] of graph.days) { const x = Math.round(view.atX(at)) + 0.5; pen.moveTo(x, TOP); pen.lineTo(x, view.height); }
  pen.strokeStyle = colours.rule; pen.lineWidth = 1;
  pen.stroke();
}

// Who met whom is drawn from nearer, where there are very many: a grey sheet says nothing, and takes long.
function lines(pen: CanvasRenderingContext2D, graph: Graph, view: View, what: Shown, colours: Ink, moving: boolean) {
  const met = new Path2D(), link = new Path2D(), doubted = new Path2D(), far = new Path2D();
  const { link: isLink, sure } = graph.edges, right = view.width, low = view.height, all = graph.lines <= MOST || view.zoom > 3;
  for (let line = 0; line < graph.lines; line++) {
    const from = graph.from[line]!, to = graph.to[line]!;
    if (what.shown[from] === HIDDEN || what.shown[to] !== 2) continue;
    const inRound = !what.round || (what.round[from] && what.round[to]);
    if (!isLink[line] && !(what.round ? inRound : all && !(moving && graph.lines > MOST))) continue;
    const x1 = view.atX(graph.at[from]!), y1 = view.atY(graph.row[from]! + 0.5), x2 = view.atX(graph.at[to]!), y2 = view.atY(graph.row[to]! + 0.5);
    if ((x1 < view.left && x2 < view.left) || (x1 > right && x2 > right) || (y1 < TOP && y2 < TOP) || (y1 > low && y2 > low)) continue;
    const path = !inRound ? far : !sure[line] ? doubted : isLink[line] ? link : met;
    path.moveTo(x1, y1); path.lineTo(x2, y2);
  }
  const stroke = (path: Path2D, colour: string, width: number, alpha = 1, dash: number[] = []) => {
    pen.strokeStyle = colour; pen.lineWidth = width; pen.globalAlpha = alpha; pen.setLineDash(dash); pen.stroke(path);
    pen.setLineDash([]); pen.globalAlpha = 1;
  };
  const many = graph.lines > MOST && !what.round;
  if (!what.round || !moving) stroke(far, colours.rule, 1, 0.35);
  stroke(met, what.round ? colours.ink2 : colours.rule, 1, many ? 0.5 : 1);
  stroke(link, colours.ink, many ? 0.75 : 1.5, many ? 0.45 : 1);
  stroke(doubted, colours.unsure, many ? 1 : 1.5, many ? 0.6 : 1, [5, 4]);
}

function points(pen: CanvasRenderingContext2D, graph: Graph, view: View, what: Shown, colours: Ink) {
  const size = Math.min(Math.max(view.down * 0.78, 1.6), 9), half = size / 2, unseen = graph.kinds.length - 1;
  const marks = [new Path2D(), new Path2D(), new Path2D(), new Path2D(), new Path2D(), new Path2D()];
  const faint = marks.map(() => new Path2D()), doubts = new Path2D();
  for (let point = 0; point < graph.points; point++) {
    if (what.shown[point] === HIDDEN) continue;
    const x = view.atX(graph.at[point]!), y = view.atY(graph.row[point]! + 0.5), kind = graph.kind[point]!;
    if (x < view.left - 9 || x > view.width + 9 || y < TOP - 9 || y > view.height + 9) continue;
    mark((what.round && !what.round[point] ? faint : marks)[kind]!, kind, unseen, x, y, half);
    if (kind === CASE && size > 4 && !(what.round && !what.round[point])) doubt(doubts, graph, view, point, x, y, half);
  }
  pen.lineWidth = 1.5; pen.strokeStyle = colours.unsure; pen.setLineDash([3, 2]); pen.stroke(doubts); pen.setLineDash([]);
  for (const [paths, alpha] of [[faint, FAINT], [marks, 1]] as const) {
    pen.globalAlpha = alpha;
    paths.forEach((path, kind) => {
      if (size <= 4 && kind !== CASE) { pen.fillStyle = kind === 1 ? colours.ink2 : colours.ink3; pen.fill(path); return; }
      if (kind === CASE) { pen.fillStyle = colours.ink; pen.fill(path); return; }
      const hollow = kind !== 2; // of a secondary contact a stroke
      pen.strokeStyle = kind === 1 ? colours.ink : colours.ink3; pen.lineWidth = size > 4 ? 1.3 : 0.9;
      if (hollow && size > 3) { pen.fillStyle = colours.paper; pen.fill(path); }
      pen.stroke(path);
    });
  }
  pen.globalAlpha = 1;
  if (what.chosen >= 0) ring(pen, graph, view, what.chosen, half, colours);
  if (size > NAMED) numbers(pen, graph, view, what, colours, half);
}

function mark(path: Path2D, kind: number, unseen: number, x: number, y: number, half: number) {
  if (half <= 2) { const wide = kind === CASE ? half * 1.2 : half; path.rect(x - wide, y - half, wide * 2, kind === 2 ? half : half * 2); return; }
  if (kind === CASE || kind === unseen) { path.moveTo(x + half * 1.15, y); path.arc(x, y, half * 1.15, 0, 7); }
  else if (kind === 1) path.rect(x - half, y - half, half * 2, half * 2);
  else if (kind === 2) { path.moveTo(x - half, y); path.lineTo(x + half, y); }
  else { path.moveTo(x, y - half); path.lineTo(x + half, y); path.lineTo(x, y + half); path.lineTo(x - half, y); path.closePath(); }
}

// A moment is as wide as it is known; a ring: nobody has shown who infected them.
function doubt(path: Path2D, graph: Graph, view: View, point: number, x: number, y: number, half: number) {
  const first = view.atX(graph.first[point]!), last = view.atX(graph.last[point]!);
  if (last - first > half) { path.moveTo(first, y); path.lineTo(last, y); }
  if (!graph.nodes.sourced[point]) { path.moveTo(x + half + 4, y); path.arc(x, y, half + 4, 0, 7); }
}

function ring(pen: CanvasRenderingContext2D, graph: Graph, view: View, point: number, half: number, colours: Ink) {
  const x = view.atX(graph.at[point]!), y = view.atY(graph.row[point]! + 0.5), side = half + 5;
  pen.strokeStyle = colours.focus; pen.lineWidth = 2.5;
  pen.strokeRect(x - side, y - side, side * 2, side * 2);
}

function numbers(pen: CanvasRenderingContext2D, graph: Graph, view: View, what: Shown, colours: Ink, half: number) {
  pen.font = "11px ui-monospace, monospace"; pen.fillStyle = colours.ink; pen.textBaseline = "middle";
  for (let point = 0; point < graph.points; point++) {
    if (graph.kind[point] !== CASE || what.shown[point] === HIDDEN || (what.round && !what.round[point])) continue;
    const x = view.atX(graph.at[point]!), y = view.atY(graph.row[point]! + 0.5);
    if (x > view.left && x < view.width && y > TOP && y < view.height) pen.fillText(graph.nodes.number[point]!, x + half + 7, y);
  }
}

// The names stand still at the side and above, over whatever moves under them.
function names(pen: CanvasRenderingContext2D, graph: Graph, view: View, colours: Ink) {
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, view.left, view.height); pen.fillRect(0, 0, view.width, TOP);
  pen.textBaseline = "alphabetic"; pen.font = `12.5px ${getComputedStyle(document.body).fontFamily}`;
  let free = -Infinity;
  for (const [at, name] of graph.days) {
    const x = view.atX(at);
    if (!name || x < view.left || x < free || x > view.width - 40) continue;
    pen.fillStyle = colours.ink; pen.fillText(name, x + 3, 17); free = x + pen.measureText(name).width + 16;
  }
  let below = TOP - 4;
  for (const lane of graph.lanes) {
    const top = Math.max(view.atY(lane.top), TOP), end = view.atY(lane.top + lane.rows), y = top + 13;
    if (end < TOP + 4 || top > view.height - 4 || y - 12 < below || y > end + 4) continue;
    const many = lane.points.toLocaleString("en"), room = view.left - 16 - pen.measureText(many).width - 8;
    pen.fillStyle = colours.ink; pen.fillText(cut(pen, lane.name, room), 8, y);
    pen.fillStyle = colours.ink3; pen.textAlign = "right"; pen.fillText(many, view.left - 8, y); pen.textAlign = "left";
    below = y + 2;
  }
}

function cut(pen: CanvasRenderingContext2D, name: string, room: number): string {
  if (pen.measureText(name).width <= room) return name;
  let fits = name.length;
  while (fits > 1 && pen.measureText(`${name.slice(0, fits)}…`).width > room) fits--;
  return `${name.slice(0, fits)}…`;
}
