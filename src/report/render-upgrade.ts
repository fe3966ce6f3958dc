import type { LeftFile, UpgradedProject } from "../disk/upgrade-project.ts";
import type { Style } from "../project/style.ts";
import { plainText } from "./plain-text.ts";

/** Why a file was left as it is. */
export const LEFT_BECAUSE: Readonly<Record<LeftFile["why"], string>> = {
  edited: "was edited",
  foreign: "is none of ours",
  removed: "was deleted",
  together: "fits only beside a file that was edited",
};

interface Circumstances {
  readonly dryRun: boolean;
  /** The project's steps are still those of its notebook. */
  readonly hasPlan: boolean;
  readonly style: Style;
}

/** What `cellwright upgrade` did, in words. */
export function renderUpgrade(upgraded: UpgradedProject, { dryRun, hasPlan, style }: Circumstances): string {
  const { left, target } = upgraded;
  const lines = [...changedFileLines(upgraded, dryRun)];
  const isChanged = lines.length > 1;
  if (left.length > 0) lines.push("Left as it is:", ...left.map(({ path, why }) => `  ${path} ${LEFT_BECAUSE[why]}`));
  if (!hasPlan)
    lines.push(
      "Left out: what is written about the steps (README.md, the notebook to explore), since they are no longer those of the notebook.",
    );
  if (!dryRun && isChanged && style === "production") lines.push("", "Next:", `  cd ${target}`, "  make");
  return `${lines.map((line) => plainText(line)).join("\n")}\n`;
}

/** The files that were written, or would be, a line for each. */
export function changedFileLines(
  { created, replaced, removed }: Pick<UpgradedProject, "created" | "replaced" | "removed">,
  dryRun: boolean,
): readonly string[] {
  const changed = [
    ...created.map((path) => `  + ${path}`),
    ...replaced.map((path) => `  ~ ${path}`),
    ...removed.map((path) => `  - ${path}`),
  ].filter((line) => !line.endsWith(" .cellwright.json"));
  if (changed.length === 0) return ["Nothing to write: all of it is there."];
  return [dryRun ? "Would write:" : "Wrote:", ...changed];
}
