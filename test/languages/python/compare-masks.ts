/**
 * Says for every code cell of the notebooks below some folders whether our mask and IPython's own transformer agree on
 * its being valid Python: `npx tsx test/languages/python/compare-masks.ts FOLDER...`
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { maskCell } from "../../../src/languages/python/mask-cell.ts";
import { askPython } from "./test-python.ts";

interface SomeCell {
  readonly cell_type?: string;
  readonly source?: string | readonly string[];
}

interface SomeNotebook {
  readonly cells?: readonly SomeCell[];
  readonly metadata?: { readonly kernelspec?: { readonly language?: string } };
}

/** Code cells of a Python notebook; none for another file. */
function sourcesOf(file: string): readonly string[] {
  const notebook = readNotebook(file);
  if ((notebook?.metadata?.kernelspec?.language ?? "python").toLowerCase() !== "python") return [];
  const cells = (notebook?.cells ?? []).filter((cell) => cell.cell_type === "code");
  return cells.map(({ source = "" }) => [source].flat().join("").replace(/\r\n?/g, "\n"));
}

function readNotebook(file: string): SomeNotebook | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as SomeNotebook;
  } catch {
    return null;
  }
}

const files = process.argv.slice(2).flatMap((folder) => {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ipynb"))
    .map((entry) => path.join(entry.parentPath, entry.name));
});
const sources = files.sort().flatMap(sourcesOf);
const started = performance.now();
const masked = sources.map((source) => maskCell(source).code);
const seconds = (performance.now() - started) / 1000;
const answers = askPython<[boolean, boolean][]>(
  ["transform_cells.py"],
  sources.map((source, index) => [source, masked[index]]),
);
const count = (theirs: boolean, ours: boolean) =>
  answers.filter((each) => each[0] === theirs && each[1] === ours).length;

console.log(`${files.length} notebooks, ${sources.length} code cells, masked in ${seconds.toFixed(2)} s`);
console.log(`valid for both ${count(true, true)}, for neither ${count(false, false)}`);
console.log(`for IPython only ${count(true, false)}, for the mask only ${count(false, true)}`);
answers.forEach(([theirs, ours], index) => {
  if (theirs !== ours) console.log(JSON.stringify({ source: sources[index], masked: masked[index] }));
});
process.exitCode = answers.every(([theirs, ours]) => theirs === ours) ? 0 : 1;
