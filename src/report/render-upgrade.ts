import type { LeftFile, UpgradedProject } from "../disk/upgrade-project.ts";
import type { Style } from "../project/style.ts";
import { nextLines } from "./next-lines.ts";
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
  /** Lines that a `pyproject.toml` which was left as it is lacks. */
  readonly lacking: readonly string[];
}

/** So many files of the runner are told one by one. */
const MOST_MODULES = 10;

/** What `cellwright upgrade` did, in words. */
export function renderUpgrade(upgraded: UpgradedProject, { dryRun, hasPlan, style, lacking }: Circumstances): string {
  const { left, target } = upgraded;
  const lines = [...changedFileLines(upgraded, dryRun)];
  const isChanged = lines.length > 1;
  if (left.length > 0) lines.push("Left as it is:", ...left.map(({ path, why }) => `  ${path} ${LEFT_BECAUSE[why]}`));
  if (!hasPlan)
    lines.push(
      "Left out: what is written about the steps (README.md, the notebook to explore), since they are no longer those of the notebook.",
    );
  if (lacking.length > 0)
    lines.push(
      "",
      "pyproject.toml lacks what other files need. Put into it:",
      ...lacking.map((line) => `  ${line}`.trimEnd()),
    );
  else if (!dryRun && isChanged && style === "production") lines.push("", ...nextLines(target, "make"));
  return `${lines.map((line) => plainText(line)).join("\n")}\n`;
}

/** The files that were written, or would be, a line for each. */
export function changedFileLines(
  { created, replaced, removed }: Pick<UpgradedProject, "created" | "replaced" | "removed">,
  dryRun: boolean,
): readonly string[] {
  const changed = [
    ...shortened(created).map((path) => `  + ${path}`),
    ...shortened(replaced).map((path) => `  ~ ${path}`),
    ...shortened(removed).map((path) => `  - ${path}`),
  ].filter((line) => !line.endsWith(" .cellwright.json"));
  if (changed.length === 0) return ["Nothing to write: all of it is there."];
  return [dryRun ? "Would write:" : "Wrote:", ...changed];
}

/** Many modules of the runner as their folder. */
function shortened(paths: readonly string[]): readonly string[] {
  const isModule = (path: string) => /^src\/[^/]+\/runtime\//.test(path);
  const modules = paths.filter(isModule);
  if (modules.length <= MOST_MODULES) return paths;
  const folder = (modules[0] as string).split("/").slice(0, 3).join("/");
  const line = `${folder}/ (${modules.length} files)`;
  return paths.flatMap((path) => (path === modules[0] ? [line] : isModule(path) ? [] : [path]));
}
