import type { UpgradedProject } from "../disk/upgrade-project.ts";
import type { RunTables } from "../trace/read-run-tables.ts";
import { counted } from "./counted.ts";
import { plainText } from "./plain-text.ts";

interface Circumstances extends RunTables {
  /** Paths in the project. */
  readonly schemas: string;
  readonly pyproject: string;
}

/** What `cellwright schemas` did, in words. */
export function renderSchemas({ created, replaced, left }: UpgradedProject, told: Circumstances): string {
  const changed = new Set([...created, ...replaced]);
  const isLeft = (path: string) => left.some((one) => one.path === path);
  const lines = [`${counted(told.tables.length, "table")} of run ${told.run}`];
  if (isLeft(told.schemas))
    lines.push(
      `Nothing is written: ${told.schemas} was edited. See the new one with --dry-run, or write it with --force.`,
    );
  else lines.push(changed.has(told.schemas) ? `Wrote ${told.schemas}` : `${told.schemas} is up to date.`);
  for (const { name, why } of told.left) lines.push(`Left out: ${name} could not be read. ${why}`);
  if (isLeft(told.pyproject)) lines.push(`Add pandera to the dependencies: ${told.pyproject} was edited.`);
  if (changed.has(told.pyproject))
    lines.push(`Wrote ${told.pyproject}, which asks for pandera now.`, "", "Next: uv sync");
  return `${lines.map((line) => plainText(line)).join("\n")}\n`;
}
