import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Diagnostic } from "../../src/diagnostics/types.ts";
import { checkExample } from "../harness/checked.ts";

/** The folder of all cases: a folder for each rule, in it one for each case. */
export const root = import.meta.dirname;

/** What is wrong with the defect of a case. */
export interface Expected {
  readonly code: string;
  /** First is 1; absent when it is about the whole file. */
  readonly cell?: number;
}

/** The folders in a folder, sorted. */
export function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** What `check` says of the defect of a case, or of its clean look-alike. */
export function checkFile(folder: string, name: "defect" | "clean"): readonly Diagnostic[] {
  const read = (file: string) => readFileSync(path.join(folder, file), "utf8");
  const own = [`${name}.py`, `${name}.ipynb`].find((file) => existsSync(path.join(folder, file))) as string;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
  const others = files.filter((file) => !/^((defect|clean)\.(py|ipynb)|expect\.json|options\.json)$/.test(file));
  // A file of the defect's own or of the clean one's own is named so: `defect.requirements.txt`.
  const beside = others
    .filter((file) => !file.startsWith(name === "defect" ? "clean." : "defect."))
    .map((file) => [file.replace(/^(defect|clean)\./, ""), read(file)] as const);
  const options = files.includes("options.json") ? (JSON.parse(read("options.json")) as object) : {};
  return checkExample({ notebook: read(own), beside: Object.fromEntries(beside), ...options });
}

/** What the case expects. */
export function expectedOf(folder: string): Expected {
  return JSON.parse(readFileSync(path.join(folder, "expect.json"), "utf8")) as Expected;
}

/** Whether a check would fail for it. */
export function matters(one: Diagnostic): boolean {
  return one.severity !== "info";
}
