import { counted } from "./counted.ts";
import { plainText } from "./plain-text.ts";
import type { PlanReport, StepReport } from "./plan-report.ts";
import { textWidth } from "./text-width.ts";

/** The plan as a table for people: steps, what crosses their borders, and the lines that cause it. */
export function renderPlan(report: PlanReport): string {
  const lines = [`${plainText(report.title)}: ${counted(report.steps.length, "step")} by ${report.grouping}`, ""];
  if (report.parameters.length > 0)
    lines.push(
      `parameters  ${report.parameters.map((one) => `${one.name} = ${plainText(oneLine(one.default))}`).join(", ")}`,
      "",
    );
  lines.push(...table(report.steps));
  const edges = report.steps.flatMap((step) => step.inputs.map((input) => ({ step, input })));
  if (edges.length > 0 || report.steps.some((step) => step.after.length > 0)) lines.push("", "edges");
  for (const { step, input } of edges) {
    lines.push(`  ${input.from} -> ${step.name}: ${input.name} (${input.certainty})`);
    lines.push(`      from cell ${input.defined.cell}:${input.defined.line}  ${plainText(input.defined.text)}`);
    lines.push(`      to   cell ${input.used.cell}:${input.used.line}  ${plainText(input.used.text)}`);
  }
  for (const step of report.steps)
    for (const { step: before, because } of step.after)
      lines.push(`  ${before} -> ${step.name}: order only (${plainText(because)})`);
  if (report.lifted.length > 0) lines.push("", `shared code  ${report.lifted.flatMap((one) => one.names).join(", ")}`);
  for (const { name, lines: own } of report.settings)
    lines.push("", `${name}`, ...own.map((one) => `  cell ${one.cell}:${one.line}  ${plainText(one.text)}`));
  for (const merge of report.merges)
    lines.push(
      "",
      `merged into ${merge.steps[0]}: ${merge.steps.slice(1).map(plainText).join(", ")}, because ${plainText(merge.because)}`,
    );
  for (const { cell, because } of report.left) lines.push("", `left out: cell ${cell}, ${because}`);
  if (report.modules.length + report.files.reads.length + report.files.writes.length > 0) lines.push("");
  if (report.modules.length > 0) lines.push(`imports  ${report.modules.join(", ")}`);
  if (report.files.reads.length > 0) lines.push(`reads    ${report.files.reads.map(plainText).join(", ")}`);
  if (report.files.writes.length > 0) lines.push(`writes   ${report.files.writes.map(plainText).join(", ")}`);
  return `${lines.join("\n")}\n`;
}

/** Longer values are cut: the plan is read as a whole. */
const LONGEST_VALUE = 60;

/** Python source on one line; the line ends of a text are shown, those of a list mean nothing. */
function oneLine(source: string): string {
  const isText = /^\w{0,2}("""|''')/.test(source);
  const line = isText ? source.replace(/\n/g, "\\n") : source.replace(/\s*(#[^"'\n]*)?\n\s*/g, " ");
  return line.length <= LONGEST_VALUE ? line : `${line.slice(0, LONGEST_VALUE - 1)}…`;
}

/** What tags ask of a step. */
function optionsOf({ options }: StepReport): readonly string[] {
  return Object.entries(options).map(([name, value]) => plainText(`${name} ${value}`));
}

const COLUMNS = ["step", "cells", "takes", "parameters", "gives", ""] as const;

function table(steps: readonly StepReport[]): readonly string[] {
  const rows = [COLUMNS, ...steps.map(row)];
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((cells) => textWidth(cells[at] ?? ""))));
  return rows.map((cells) =>
    cells
      .map((cell, at) => cell + " ".repeat((widths[at] ?? 0) - textWidth(cell)))
      .join("  ")
      .trimEnd(),
  );
}

function row(step: StepReport): readonly string[] {
  const notes = [
    step.draws ? "random state" : "",
    step.settings.length > 0 ? `after ${step.settings.join(", ")}` : "",
    ...optionsOf(step),
  ].filter((note) => note !== "");
  return [
    step.name,
    ranges(step.cells),
    step.inputs.map((one) => one.name).join(" "),
    step.parameters.join(" "),
    step.outputs.map((one) => one.name).join(" "),
    notes.join("; "),
  ];
}

/** `1 2 3 5` as `1-3 5`. */
function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < numbers.length; at++) {
    const start = at;
    while ((numbers[at + 1] ?? -1) === (numbers[at] ?? 0) + 1) at++;
    parts.push(start === at ? `${numbers[at]}` : `${numbers[start]}-${numbers[at]}`);
  }
  return parts.join(" ");
}
