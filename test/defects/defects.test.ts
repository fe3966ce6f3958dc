/**
 * Each case is a folder `<rule>/<case>`: a notebook with one defect, `defect.py` or `defect.ipynb`; one of the same shape
 * that is done right, `clean`; and `expect.json` with the code of the defect and the number of its cell. `options.json` says
 * what is installed. Other files lie beside the notebooks.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/types.ts";
import { checkExample } from "../harness/checked.ts";

const root = import.meta.dirname;

interface Expected {
  readonly code: string;
  /** First is 1; absent when it is about the whole file. */
  readonly cell?: number;
}

function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

function checkFile(folder: string, name: "defect" | "clean"): readonly Diagnostic[] {
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

const matters = (one: Diagnostic) => one.severity !== "info";

for (const rule of foldersIn(root)) {
  describe(rule, () => {
    test.each(foldersIn(path.join(root, rule)))("%s", (name) => {
      const folder = path.join(root, rule, name);
      const expected = JSON.parse(readFileSync(path.join(folder, "expect.json"), "utf8")) as Expected;
      const found = checkFile(folder, "defect");
      const cells = found.filter(({ code }) => code === expected.code).map(({ location }) => location);
      expect(cells.map((location) => (location ? location.cell + 1 : undefined))).toContain(expected.cell);
      expect(found.filter((one) => matters(one) && one.code !== expected.code)).toEqual([]);
      const clean = checkFile(folder, "clean");
      expect(clean.filter((one) => matters(one) || one.code === expected.code)).toEqual([]);
    });
  });
}
