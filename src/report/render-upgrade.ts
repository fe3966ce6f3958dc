import type { LeftFile, UpgradedProject } from "../disk/upgrade-project.ts";
import type { Style } from "../project/style.ts";
import { plainText } from "./plain-text.ts";

const REASONS: Readonly<Record<LeftFile["why"], string>> = {
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
  const { created, replaced, removed, left, target } = upgraded;
  const changed = [
    ...created.map((path) => `  + ${path}`),
    ...replaced.map((path) => `  ~ ${path}`),
    ...removed.map((path) => `  - ${path}`),
  ].filter((line) => !line.endsWith(" .cellwright.json"));
  const lines = changed.length === 0 ? ["Nothing to write: all of it is there."] : [dryRun ? "Would write:" : "Wrote:"];
  lines.push(...changed);
  if (left.length > 0) lines.push("Left as it is:", ...left.map(({ path, why }) => `  ${path} ${REASONS[why]}`));
  if (!hasPlan)
    lines.push(
      "Left out: what is written about the steps (README.md, the notebook to explore), since they are no longer those of the notebook.",
    );
  if (!dryRun && changed.length > 0 && style === "production") lines.push("", "Next:", `  cd ${target}`, "  make");
  return `${lines.map((line) => plainText(line)).join("\n")}\n`;
}
