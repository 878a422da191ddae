// What is known of a point, in words: beside the pointer, and beside the picture of whom somebody chose.
import { CASE, of, type Graph } from "./graph";

const box = () => document.getElementById("chosen")!;

/** As every page says it: the day once where both ends lie on it, and a day ends at its 24:00. */
function moment(graph: Graph, first: number, last: number): string {
  const lang = graph.lang === "zh" ? "zh-CN" : "en-GB";
  const says = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(lang, { timeZone: graph.zone, ...options });
  const [days, hours] = [says({ month: graph.lang === "zh" ? "long" : "short", day: "numeric" }), says({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" })];
  const at = (minute: number) => new Date((graph.begins + minute * 60) * 1000);
  const [begins, day] = [at(first), days.format(at(first))];
  const begun = `${day} ${hours.format(begins)}`;
  if (first === last) return begun;
  const midnight = hours.format(at(last)) === "00:00";
  const [lastDay, ends] = [days.format(at(midnight ? last - 1 : last)), midnight ? "24:00" : hours.format(at(last))];
  return day === lastDay ? `${begun}–${ends}` : `${begun} – ${lastDay} ${ends}`;
}

const word = (graph: Graph, code: number | undefined) => (code === undefined || code < 0 ? "" : graph.words[code]!);
const what = (graph: Graph, point: number) => (graph.kind[point] === CASE ? `${graph.said.case} · ` : "") + word(graph, graph.nodes.word[point]);

function why(graph: Graph, line: number): string {
  const { edges } = graph, from = graph.nodes.number[graph.from[line]!]!;
  if (edges.link[line]) return [graph.said.known, word(graph, edges.basis[line]), edges.confidence[line]! >= 0 ? `${edges.confidence[line]}%` : "", "←", from].filter(Boolean).join(" ");
  const place = edges.place[line]! >= 0 ? graph.places[edges.place[line]!]! : "";
  return [word(graph, edges.setting[line]), place, "←", from].filter(Boolean).join(" ");
}

export function line(graph: Graph, point: number): string {
  const first = of(graph.into, point)[0];
  return [`${graph.nodes.number[point]} · ${what(graph, point)}`, moment(graph, graph.first[point]!, graph.last[point]!), first === undefined ? "" : why(graph, first)].filter(Boolean).join("\n");
}

export function chosen(graph: Graph, point: number) {
  box().hidden = point < 0;
  if (point < 0) return box().replaceChildren();
  const number = graph.nodes.number[point]!, into = [...of(graph.into, point)], { said } = graph;
  const rows: [string, string][] = [[said.when!, moment(graph, graph.first[point]!, graph.last[point]!)]];
  for (const each of into.slice(0, 6)) rows.push([said.because!, because(graph, each)]);
  if (!graph.nodes.sourced[point]) rows.push([said.because!, said.source!]);
  if (graph.nodes.unreached[point]) rows.push([said.reached!, said.not_yet!]);
  rows.push([said.leads!, leads(graph, point)]);
  box().replaceChildren(head(graph, point), table(rows), only(graph, number));
}

function because(graph: Graph, line: number): string {
  const long = graph.edges.long[line]!, when = graph.edges.link[line] ? "" : moment(graph, graph.edgeFirst[line]!, graph.edgeLast[line]!);
  return [why(graph, line), when, long >= 0 ? `${long} ${graph.said.minutes}` : ""].filter(Boolean).join(graph.lang === "zh" ? "，" : ", ");
}

// How many a point leads to, by ring; cases apart.
function leads(graph: Graph, point: number): string {
  const many = new Map<string, number>();
  for (const line of of(graph.outOf, point)) {
    const name = graph.edges.link[line] ? graph.said.case! : word(graph, graph.edges.ring[line]);
    many.set(name, (many.get(name) ?? 0) + 1);
  }
  return [...many].map(([name, each]) => `${each} ${name}`).join(graph.lang === "zh" ? "，" : ", ") || graph.said.nobody!;
}

function head(graph: Graph, point: number): HTMLElement {
  const head = make("div"), number = graph.nodes.number[point]!, link = make(graph.known(point) ? "a" : "span", number);
  link.className = "id";
  if (link instanceof HTMLAnchorElement) link.href = address("chains/person", { number });
  const title = make("h2");
  title.append(link, ` · ${what(graph, point)}`);
  head.append(Object.assign(make("p", graph.said.chosen), { className: "meta" }), title);
  return head;
}

function table(rows: [string, string][]): HTMLElement {
  const table = make("table"), body = make("tbody");
  for (const [name, text] of rows) {
    const row = make("tr"), title = make("th", name);
    title.setAttribute("scope", "row");
    row.append(title, make("td", text));
    body.append(row);
  }
  table.append(body);
  return table;
}

function only(graph: Graph, number: string): HTMLElement {
  const line = make("p"), link = make("a", graph.said.only) as HTMLAnchorElement;
  link.href = address("chains", { focus: number });
  link.dataset.only = "";
  line.append(link);
  return line;
}

// To the same incident and the same time.
function address(path: string, more: Record<string, string>): string {
  const here = new URLSearchParams(location.search), there = new URLSearchParams(more);
  for (const name of ["incident", "at"]) if (here.has(name)) there.set(name, here.get(name)!);
  return `/${path}${there.size ? `?${there}` : ""}`;
}

function make(name: string, text?: string): HTMLElement {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}
