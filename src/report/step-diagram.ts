import type { VerifiedStep } from "../verify/types.ts";
import { textWidth } from "./text-width.ts";
import { xmlText } from "./xml-text.ts";

const BOX = { height: 34, gapX: 46, gapY: 14, character: 7.6, padding: 24 } as const;

interface Box {
  readonly step: VerifiedStep;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** The step graph as an SVG drawing from left to right, each step in the colour of its verdict (by class). */
export function stepDiagram(steps: readonly VerifiedStep[]): string {
  const boxes = layOut(steps);
  const width = Math.max(0, ...[...boxes.values()].map((box) => box.x + box.width)) + 2;
  const height = Math.max(0, ...[...boxes.values()].map((box) => box.y)) + BOX.height + 2;
  const edges = steps.flatMap((step) => step.takesFrom.map((giver) => edge(boxes.get(giver), boxes.get(step.name))));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="steps">`,
    ...edges,
    ...[...boxes.values()].map(drawn),
    "</svg>",
  ].join("\n");
}

/** Columns by the longest way from a step that takes nothing; rows in the order of steps. */
function layOut(steps: readonly VerifiedStep[]): ReadonlyMap<string, Box> {
  const levels = new Map<string, number>();
  for (const { name, takesFrom } of steps)
    levels.set(name, Math.max(0, ...takesFrom.map((giver) => (levels.get(giver) ?? 0) + 1)));
  const widthOf = (step: VerifiedStep) => Math.round(textWidth(step.name) * BOX.character + BOX.padding);
  const boxes = new Map<string, Box>();
  let x = 1;
  for (let level = 0; level <= Math.max(0, ...levels.values()); level++) {
    const column = steps.filter((step) => levels.get(step.name) === level);
    for (const [row, step] of column.entries())
      boxes.set(step.name, { step, x, y: 1 + row * (BOX.height + BOX.gapY), width: widthOf(step) });
    x += Math.max(0, ...column.map(widthOf)) + BOX.gapX;
  }
  return boxes;
}

function edge(from: Box | undefined, to: Box | undefined): string {
  if (from === undefined || to === undefined) return "";
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + BOX.height / 2, to.x, to.y + BOX.height / 2];
  const bend = Math.max(20, (x2 - x1) / 2);
  return `<path class="edge" d="M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`;
}

function drawn({ step, x, y, width }: Box): string {
  const name = xmlText(step.name);
  return [
    `<g><title>${name}: ${step.verdict}</title>`,
    `<rect class="${step.verdict}" x="${x}" y="${y}" width="${width}" height="${BOX.height}"/>`,
    `<text x="${x + width / 2}" y="${y + BOX.height / 2 + 4.5}" text-anchor="middle">${name}</text></g>`,
  ].join("");
}
