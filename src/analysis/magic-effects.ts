import { topLevel } from "../base/dotted-path.ts";
import type { CellFacts, ImportedName, Magic } from "../languages/facts.ts";
import { normalPath } from "./file-path.ts";
import type { Machine } from "./machine.ts";

/** Magics that change settings of the process, and which. */
const SETTINGS: Readonly<Record<string, string>> = {
  env: "environment",
  set_env: "environment",
  cd: "directory",
  pushd: "directory",
  popd: "directory",
};

/** Records what magics do to the world: commands read and write files, some set the environment. */
export function recordMagics(machine: Machine, magics: readonly Magic[]): void {
  for (const { form, name, arguments: text, target, foreignBody, span } of magics) {
    if (name === "timeit" && target !== undefined) machine.effect("touches", "clock", span);
    if (
      form === "shell" ||
      (foreignBody !== undefined && !["html", "markdown", "latex", "javascript", "svg"].includes(name ?? ""))
    )
      machine.effect("touches", "process", span);
    const written = writtenFile({ form, name, arguments: text });
    if (written !== undefined) machine.effect("writes", written, span);
    if (name === "config" && /^InlineBackend\.figure_format/.test(text)) machine.effect("sets", "matplotlib", span);
    const setting = form === "line" && name !== undefined ? SETTINGS[name] : undefined;
    if (setting !== undefined && text !== "") machine.effect("sets", setting, span);
  }
}

/** Records that a statement reads modules that the notebook wrote itself (`%%writefile tools.py`). */
export function recordOwnModules(
  machine: Machine,
  imports: readonly ImportedName[],
  written: ReadonlySet<string>,
): void {
  for (const { module, span } of imports) {
    const file = `${topLevel(module)}.py`;
    if (written.has(file)) machine.effect("reads", file, span);
  }
}

/** Files that cells of the notebook write whole. */
export function writtenFiles(cells: readonly CellFacts[]): ReadonlySet<string> {
  return new Set(cells.flatMap((cell) => cell.cellMagics).flatMap((magic) => writtenFile(magic) ?? []));
}

/** The file that a whole cell is written to (`%%writefile -a notes.txt`). */
function writtenFile({
  form,
  name,
  arguments: text,
}: Pick<Magic, "form" | "arguments"> & { readonly name?: string | undefined }): string | undefined {
  const path =
    form === "cell" && (name === "writefile" || name === "file") ? text.trim().split(/\s+/).at(-1) : undefined;
  return path === undefined ? undefined : normalPath(path);
}
