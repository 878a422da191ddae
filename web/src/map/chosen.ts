// What is shown, as the form has it: the fill, the axis of the hatch, how finely, and which unit.

export class Chosen {
  fill: string;
  axis: string;
  grain: number;
  unit: string;
  readonly layers: string;

  constructor(place: HTMLElement) {
    const said = place.dataset;
    this.fill = said["fill"] ?? "";
    this.axis = said["axis"] ?? "";
    this.grain = Number(said["grain"] ?? 0);
    this.unit = said["unit"] ?? "";
    this.layers = said["layers"] ?? "";
  }

  /** Reads the form. */
  read(form: HTMLFormElement): void {
    const said = new FormData(form);
    this.fill = String(said.get("fill") ?? this.fill);
    this.axis = String(said.get("axis") ?? this.axis);
    this.grain = Number(said.get("grain") ?? this.grain);
  }
}
