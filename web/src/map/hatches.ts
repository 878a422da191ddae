// The hatches, as images that tile: dense, wide, dots, and what is not shown.
import type { Colours } from "./colours";

const RATIO = 2;

type Image = { data: ImageData; ratio: number };

export function hatches(tints: Colours): [string, Image][] {
  return [
    ["zone-0", lines(8, 3.6, tints["zone-0"])],
    ["zone-1", lines(12, 1.8, tints["zone-1"], tints.halo)],
    ["zone-2", dots(9, 1.1, tints["zone-2"], tints.halo)],
    ["hidden", lines(6, 0.8, tints.edge)],
  ];
}

/** Lines from the lower left to the upper right, so far apart and so wide, in pixels; a halo keeps them legible. */
function lines(apart: number, wide: number, colour: string, halo?: string): Image {
  const strokes: [string, number][] = halo ? [[halo, wide + 1.2], [colour, wide]] : [[colour, wide]];
  return image(apart, (canvas) => {
    for (const [tint, width] of strokes) {
      canvas.strokeStyle = tint;
      canvas.lineWidth = width;
      for (const shift of [-apart, 0, apart]) {
        canvas.beginPath();
        canvas.moveTo(shift - width, apart + width);
        canvas.lineTo(shift + apart + width, -width);
        canvas.stroke();
      }
    }
  });
}

function dots(apart: number, radius: number, colour: string, halo: string): Image {
  return image(apart, (canvas) => {
    for (const [tint, size] of [[halo, radius + 0.7], [colour, radius]] as const) {
      canvas.fillStyle = tint;
      canvas.beginPath();
      canvas.arc(apart / 2, apart / 2, size, 0, 2 * Math.PI);
      canvas.fill();
    }
  });
}

function image(side: number, draw: (canvas: CanvasRenderingContext2D) => void): Image {
  const element = document.createElement("canvas");
  element.width = element.height = side * RATIO;
  const canvas = element.getContext("2d")!;
  canvas.scale(RATIO, RATIO);
  draw(canvas);
  return { data: canvas.getImageData(0, 0, side * RATIO, side * RATIO), ratio: RATIO };
}
