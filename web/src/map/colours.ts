// The colours of the page, as its style has them now: light, dark, or as the system.

const NAMES = ["paper", "sheet", "rule", "edge", "ink", "halo", "step-1", "step-2", "step-3", "step-4", "step-5", "zone-0", "zone-1", "zone-2"] as const;

export type Colours = Record<(typeof NAMES)[number], string>;

export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colours;
}
