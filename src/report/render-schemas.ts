import type { UpgradedProject } from "../disk/upgrade-project.ts";
import type { RunTables } from "../trace/read-run-tables.ts";
import { counted } from "./counted.ts";
import { plainText } from "./plain-text.ts";

interface Circumstances extends RunTables {
  /** Nothing is written where the file was `edited`, or holds a part of the tables only; `forced`: it was all the same. */
  readonly state: "usual" | "edited" | "partial" | "forced";
  /** Paths in the project. */
  readonly schemas: string;
  readonly pyproject: string;
}

/** What `cellwright schemas` did, in words. */
export function renderSchemas({ created, replaced, left }: UpgradedProject, told: Circumstances): string {
  const { state, schemas, pyproject } = told;
  const changed = new Set([...created, ...replaced]);
  const lines = [`${counted(told.tables.length, "table")} of run ${told.run}`];
  for (const { name, why } of told.left) lines.push(`Left out: ${name} could not be read. ${why}`);
  if (state === "edited") lines.push(`Nothing is written: ${schemas} was edited.`);
  else if (state === "partial") lines.push("Nothing is written: schemas of what could not be read would be lost.");
  else if (state === "forced" || changed.has(schemas)) lines.push(`Wrote ${schemas}`);
  else lines.push(`${schemas} is up to date.`);
  if (state === "edited" || state === "partial")
    lines.push("See the new file with --dry-run, or write it with --force.");
  if (left.some((one) => one.path === pyproject))
    lines.push(`${pyproject} was edited: add pandera to its dependencies.`);
  if (changed.has(pyproject)) lines.push(`Wrote ${pyproject}, which asks for pandera now.`, "", "Next: uv sync");
  return `${lines.map((line) => plainText(line)).join("\n")}\n`;
}
