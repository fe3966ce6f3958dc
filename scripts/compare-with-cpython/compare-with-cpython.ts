/**
 * Compares the facts that we read from Python's syntax with those that CPython's own compiler shows in its bytecode, for
 * every statement of every code cell of the given notebooks (and of Python files, each taken as one cell).
 *
 *   npm run compare-with-cpython -- --python PATH --notebooks FOLDER [--show N]
 *
 * Needs CPython 3.11, whose bytecode the second opinion reads. Exit code 1 when less than 99.95 % of the cells agree.
 */
import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readPythonFacts } from "../../src/languages/python/read-python-cell.ts";
import { loadPythonParser } from "../../test/harness/python-parser.ts";
import { type CPythonStatement, differencesOf } from "./differences.ts";

const required = 0.9995;

interface Input {
  readonly path: string;
  readonly cells: readonly string[];
}

const { values } = parseArgs({
  options: { python: { type: "string" }, notebooks: { type: "string" }, show: { type: "string", default: "40" } },
});
if (values.python === undefined || values.notebooks === undefined)
  throw new Error("--python and --notebooks are needed");

const second = startPython(values.python);
const parser = await loadPythonParser();
const counts = { cells: 0, lines: 0, agreeing: 0, invalid: 0, missed: 0, wronglyInvalid: 0, statements: 0 };
const byCategory = new Map<string, number>();
let milliseconds = 0;
let left = Number(values.show);

for await (const path of filesIn(values.notebooks)) {
  const input = await readInput(path);
  if (input !== null && input.cells.length > 0) await compareInput(input);
}
second.end();
report();

async function compareInput({ path, cells }: Input): Promise<void> {
  const start = process.cpuUsage();
  const facts = readPythonFacts(
    parser,
    cells.map((source, index) => ({ index, source })),
  );
  const { user, system } = process.cpuUsage(start);
  milliseconds += (user + system) / 1000;
  const answers = await second.ask(facts.map(({ code }) => code));
  for (const [index, cell] of facts.entries()) {
    const answer = answers[index] ?? null;
    const isInvalid = cell.diagnostics.length > 0;
    counts.lines += cell.code.split("\n").length;
    if (answer === null || isInvalid) {
      if (answer === null) counts.invalid += 1;
      if (answer === null && !isInvalid) counts.missed += 1;
      if (answer !== null) {
        counts.wronglyInvalid += 1;
        show(`${path} [${index}]: valid, but ${cell.diagnostics[0]?.message}`);
      }
      continue;
    }
    counts.cells += 1;
    counts.statements += cell.statements.length;
    const found = differencesOf(cell, answer);
    if (found.length === 0) counts.agreeing += 1;
    for (const category of new Set(found.map((difference) => difference.category))) {
      byCategory.set(category, (byCategory.get(category) ?? 0) + 1);
    }
    for (const { category, text, line } of found) show(`${path} [${index}] line ${line}: ${category}: ${text}`);
  }
}

function show(text: string): void {
  if (left-- > 0) console.log(text);
}

function report(): void {
  const share = counts.agreeing / Math.max(counts.cells, 1);
  console.log(
    `${counts.agreeing} of ${counts.cells} cells agree (${(share * 100).toFixed(3)} %), ${counts.statements} statements`,
  );
  for (const [category, count] of byCategory) console.log(`  differ in ${category}: ${count} cells`);
  console.log(`invalid for CPython: ${counts.invalid} cells, of which ${counts.missed} without a diagnostic of ours`);
  console.log(`valid for CPython, but with a diagnostic of ours: ${counts.wronglyInvalid}`);
  console.log(
    `${((milliseconds / counts.lines) * 1000).toFixed(1)} ms of CPU time per 1,000 lines (${counts.lines} lines)`,
  );
  process.exitCode = share >= required ? 0 : 1;
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries)
    if (entry.isFile() && /\.(?:ipynb|py)$/.test(entry.name)) yield join(entry.parentPath, entry.name);
}

async function readInput(path: string): Promise<Input | null> {
  const text = (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
  if (path.endsWith(".py")) return { path, cells: [text.replace(/\r\n?/g, "\n")] };
  try {
    const { cells = [] } = JSON.parse(text) as { cells?: { cell_type: string; source: string | string[] }[] };
    const code = cells.filter((cell) => cell.cell_type === "code");
    return {
      path,
      cells: code.map(({ source }) => (Array.isArray(source) ? source.join("") : source).replace(/\r\n?/g, "\n")),
    };
  } catch {
    return null;
  }
}

function startPython(python: string) {
  const script = fileURLToPath(new URL("names_by_bytecode.py", import.meta.url));
  const child = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(cells: readonly string[]): Promise<readonly (readonly CPythonStatement[] | null)[]> {
      child.stdin.write(`${JSON.stringify({ cells })}\n`);
      const { value } = await lines.next();
      return (JSON.parse(value) as { cells: (readonly CPythonStatement[] | null)[] }).cells;
    },
    end: () => child.stdin.end(),
  };
}
