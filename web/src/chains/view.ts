// Where on the screen a minute and a row are, and what a zoom or a move makes of it.
import type { Graph } from "./graph";

export const TOP = 26, FOOT = 6, CLOSEST = 400, HIGHEST = 22;

export class View {
  width = 0; height = 0; left = 0; zoom = 1;
  private x = 0; private y = 0; // the minute and the row at the upper left corner

  constructor(readonly graph: Graph, readonly rows: number) {}

  fit() { this.zoom = 1; this.x = this.y = 0; }
  size(width: number, height: number) { this.width = width; this.height = height; this.left = Math.min(168, width * 0.34); }

  get across() { return ((this.width - this.left - 24) / this.graph.minutes) * this.zoom; } // pixels of a minute
  get down() { return Math.min((this.height - TOP - FOOT) / this.rows, HIGHEST) * this.zoom; } // pixels of a row
  atX(minute: number) { return this.left + (minute - this.x) * this.across; }
  atY(row: number) { return TOP + (row - this.y) * this.down; }
  minute(x: number) { return (x - this.left) / this.across + this.x; }
  row(y: number) { return (y - TOP) / this.down + this.y; }

  // Nearer or farther by a factor, so that what is under a point of the screen stays there.
  scale(factor: number, x: number, y: number) {
    const minute = this.minute(x), row = this.row(y);
    this.zoom = Math.min(Math.max(this.zoom * factor, 1), CLOSEST);
    this.x = minute - (x - this.left) / this.across;
    this.y = row - (y - TOP) / this.down;
    this.hold();
  }

  move(x: number, y: number) { this.x -= x / this.across; this.y -= y / this.down; this.hold(); }
  show(minute: number, row: number) {
    const x = this.atX(minute), y = this.atY(row);
    const inside = x > this.left + 8 && x < this.width - 8 && y > TOP + 4 && y < this.height - 4;
    if (!inside) this.move((this.left + this.width) / 2 - x, this.height / 2 - y);
  }

  private hold() {
    const end = (whole: number) => whole * (1 - 1 / this.zoom);
    this.x = Math.min(Math.max(this.x, 0), end(this.graph.minutes));
    this.y = Math.min(Math.max(this.y, 0), end(this.rows));
  }
}
