/**
 * `npm run broken-pipelines -- -o DIR [NAME ...]`: breaks pipelines on purpose, one line each, and shows what `verify` says of them: the
 * text, and a picture of the page where a browser is installed. Exit code 1 when a break is not found in its step.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { findBrowser, view } from "../test/e2e/browser.ts";
import { pythonOf, root } from "./python-env.mjs";

interface Break {
  readonly name: string;
  readonly sample: string;
  readonly step: string;
  readonly from: string;
  readonly to: string;
}

const breaks: readonly Break[] = [
  { name: "limit", sample: "sensor-cleaning", step: "limits_per_room", from: "[0.01, 0.99]", to: "[0.01, 0.98]" },
  { name: "file", sample: "sensor-cleaning", step: "one_tidy_table", from: "index=False", to: "index=True" },
  {
    name: "estimator",
    sample: "iris-exploration",
    step: "features",
    from: "scaler = StandardScaler()",
    to: "scaler = StandardScaler(copy=False)",
  },
  { name: "figure", sample: "energy-forecast", step: "forecast", from: "alpha=0.2", to: "alpha=0.25" },
  {
    name: "type",
    sample: "energy-forecast",
    step: "load",
    from: "pd.concat([temp, load], axis=1)",
    to: 'pd.concat([temp, load], axis=1).astype("float32")',
  },
];

const python = pythonOf(path.join(root, ".test-venv"));

function cellwright(...args: readonly string[]): { readonly code: number | null; readonly text: string } {
  const done = spawnSync(process.execPath, [path.join(root, "dist", "cli", "main.js"), ...args], { encoding: "utf8" });
  return { code: done.status, text: done.stdout + done.stderr };
}

/** A copy of the converted sample in which one line of a step is another one. */
function broken({ sample, step, from, to }: Break, scratch: string): string {
  const whole = path.join(scratch, sample);
  const notebook = path.join(root, "samples", sample, `${sample}.ipynb`);
  cellwright("convert", notebook, "-o", whole, "--runner", "full", "--python", python);
  const folder = mkdtempSync(path.join(scratch, "broken-"));
  cpSync(whole, folder, { recursive: true });
  const [name = ""] = readdirSync(path.join(folder, "src"));
  const file = path.join(folder, "src", name, "steps", `${step}.py`);
  const text = readFileSync(file, "utf8");
  if (text.split(from).length !== 2) throw new Error(`${file} has ${from} not exactly once`);
  writeFileSync(file, text.replace(from, to));
  return folder;
}

async function show(one: Break, scratch: string, output: string): Promise<boolean> {
  const folder = broken(one, scratch);
  const page = path.join(output, `${one.name}.html`);
  const told = cellwright("verify", folder, "--python", python);
  cellwright("verify", folder, "--python", python, "--format", "html", "-o", page);
  writeFileSync(path.join(output, `${one.name}.txt`), told.text);
  console.log(`--- ${one.sample}, step ${one.step}: ${one.from} became ${one.to}\n${told.text}`);
  const browser = findBrowser();
  if (browser !== null) {
    const { screenshot } = await view(browser, page, "document.title", scratch);
    writeFileSync(path.join(output, `${one.name}.png`), screenshot);
  }
  return told.code === 1 && told.text.includes(one.step);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { output: { type: "string", short: "o", default: "broken-pipelines" } },
});
const output = path.resolve(values.output);
const scratch = mkdtempSync(path.join(tmpdir(), "broken-pipelines-"));
mkdirSync(output, { recursive: true });
try {
  const missed: string[] = [];
  const chosen = breaks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  for (const one of chosen) if (!(await show(one, scratch, output))) missed.push(one.name);
  console.log(missed.length === 0 ? `All ${chosen.length} were found.` : `Not found: ${missed.join(", ")}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
