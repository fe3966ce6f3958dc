/**
 * `npm run bench:convert`: `convert` against soorgeon and nb2p on the same notebooks in the same run.
 * nb2p's conversion is `nb2p pipeline`, which also runs the notebook and the result, so it takes minutes here:
 * `-- --quick` leaves it out. `nb2p scaffold`, its part that only writes a layout, is shown beside it without a bar.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureVenv, programOf, pythonOf } from "../scripts/python-env.mjs";
import { generateNotebook } from "./generated-notebook.ts";
import {
  type Candidate,
  cacheFolder,
  cellwright,
  checkBar,
  measureInterleaved,
  medianOf,
  printMachine,
  printMeasurements,
  root,
  runsAsked,
} from "./measure.ts";

const timesFaster = 5;
const withoutBar = "nb2p scaffold";
const scratch = mkdtempSync(path.join(tmpdir(), "bench-convert-"));
const environments = Object.fromEntries(
  ["soorgeon", "notebook-to-pipeline"].map((name) => {
    const venv = path.join(cacheFolder, name);
    ensureVenv(venv, path.join(root, "bench", "requirements", `${name}.txt`));
    return [name, venv];
  }),
) as Readonly<Record<"soorgeon" | "notebook-to-pipeline", string>>;

/** The tools on the notebook `name.ipynb` in `folder`; each run gets a fresh copy of the folder. */
function candidatesFor(folder: string, name: string): readonly Candidate[] {
  const file = `${name}.ipynb`;
  const prepare = (): string => {
    const work = mkdtempSync(path.join(scratch, "run-"));
    cpSync(folder, work, { recursive: true });
    return work;
  };
  const nb2p = programOf(environments["notebook-to-pipeline"], "nb2p");
  const pipeline: readonly Candidate[] = process.argv.includes("--quick")
    ? []
    : [{ name: "nb2p pipeline", command: [nb2p, "pipeline", file, "-o", "out"], prepare, accept: [0, 1] }];
  return [
    {
      name: "cellwright convert",
      // The same interpreter for us and for nb2p; no environment near the notebook is looked for.
      command: [process.execPath, cellwright, "convert", file, "-o", "out", "--python", interpreter],
      prepare,
    },
    { name: withoutBar, command: [nb2p, "scaffold", file, "-o", "out", "--env", "pip"], prepare },
    ...pipeline,
    {
      name: "soorgeon refactor",
      command: [programOf(environments.soorgeon, "soorgeon"), "refactor", file],
      env: { PLOOMBER_STATS_ENABLED: "false", PLOOMBER_VERSION_CHECK_DISABLED: "true" },
      prepare,
    },
  ];
}

const interpreter = pythonOf(environments["notebook-to-pipeline"]);

function notebooks(): readonly { folder: string; name: string }[] {
  const generated = path.join(scratch, "generated");
  cpSync(path.join(root, "samples", "energy-forecast"), generated, { recursive: true });
  writeFileSync(path.join(generated, "generated.ipynb"), generateNotebook(60));
  const samples = path.join(root, "samples");
  const names = readdirSync(samples, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const ours = names.map(({ name }) => ({ folder: path.join(samples, name), name }));
  return [...ours.filter(({ name }) => name !== "percent-script"), { folder: generated, name: "generated" }];
}

const runs = runsAsked();
printMachine(runs);
const ratios = new Map<string, Map<string, number>>();
try {
  for (const { folder, name } of notebooks()) {
    const measurements = measureInterleaved(candidatesFor(folder, name), runs);
    printMeasurements(name, measurements);
    const [ours, ...others] = measurements;
    checkBar(`cellwright converts ${name}`, ours?.failure === null);
    for (const other of others.filter((each) => each.failure === null)) {
      const known = ratios.get(other.name) ?? new Map<string, number>();
      ratios.set(other.name, known.set(name, other.median / (ours?.median ?? Number.NaN)));
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log("\nOver the notebooks that a tool converts:");
for (const [name, byNotebook] of ratios) {
  const each = [...byNotebook.values()];
  const least = Math.min(...each);
  const shown = `${medianOf(each).toFixed(1)} times as long (least ${least.toFixed(1)})`;
  console.log(`  ${name} converts ${each.length} whole: ${[...byNotebook.keys()].join(", ")}`);
  if (name === withoutBar) console.log(`  ${name} takes ${shown}`);
  else checkBar(`${name} takes ${shown}; the bar is ${timesFaster}`, medianOf(each) >= timesFaster && each.length > 1);
}
