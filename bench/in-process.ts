/**
 * `npm run bench:in-process`: seconds that a pipeline takes in one process, everything stored, against seconds that the cells
 * of its notebook take; and a second run in which nothing changed. The bar holds for a notebook that computes for a while:
 * what a run costs once, as its report, is the same for a small one. With the full runner, or with the small one: `-- --small`.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pythonOf } from "../scripts/python-env.mjs";
import { cellwright, checkBar, medianOf, printMachine, root, runsAsked } from "./measure.ts";

const HIGHEST = 1.05;
const LONGEST_SECOND_RUN = 1;
const runner = process.argv.includes("--small") ? "small" : "full";
const python = pythonOf(path.join(root, ".test-venv"));
const samples = ["iris-exploration", "sensor-cleaning", "energy-forecast"];
/** Work of the kinds that notebooks do: tables, linear algebra, an estimator, plain Python. */
const heavy = [
  "# # Data\nimport numpy as np\nimport pandas as pd\nrng = np.random.default_rng(7)",
  'df = pd.DataFrame({"key": rng.integers(0, 5000, 2_000_000), "x": rng.normal(size=2_000_000)})',
  "# # Tables\nfor _ in range(12):\n    sums = df.groupby('key').x.agg(['mean', 'std', 'max'])",
  "# # Algebra\nmatrix = rng.normal(size=(1500, 1500))\nfor _ in range(3):\n    values = np.linalg.svd(matrix, compute_uv=False)",
  "# # Model\nfrom sklearn.ensemble import RandomForestRegressor\nX = rng.normal(size=(6000, 12))\ny = X[:, 0] * X[:, 1] + X[:, 2]",
  "model = RandomForestRegressor(n_estimators=60, random_state=0).fit(X, y)\nscore = model.score(X, y)\nscore",
  "# # Plain Python\ntotal = 0\nfor i in range(20_000_000):\n    total += i % 7\ntotal",
];

function run(program: string, args: readonly string[], cwd: string): string {
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", PYTHONHASHSEED: "0" };
  const done = spawnSync(program, args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

/** The notebook in a folder of its own, and its project beside it. */
function prepare(name: string, scratch: string): { readonly notebook: string; readonly project: string } {
  const folder = path.join(scratch, name);
  if (name === "heavy") writeHeavy(folder);
  else cpSync(path.join(root, "samples", name), folder, { recursive: true });
  const [file = ""] = readdirSync(folder).filter((one) => one.endsWith(".ipynb"));
  const notebook = path.join(folder, file);
  const project = path.join(scratch, `${name}-project`);
  run(
    process.execPath,
    [cellwright, "convert", notebook, "-o", project, "--runner", runner, "--python", python],
    scratch,
  );
  return { notebook, project };
}

function writeHeavy(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const cells = heavy.flatMap((text) => {
    const [, heading, code = text] = /^# (# .*)\n([\s\S]*)$/.exec(text) ?? [];
    const source = { metadata: {}, source: code };
    const cell = { cell_type: "code", execution_count: null, outputs: [], ...source };
    return heading === undefined ? [cell] : [{ cell_type: "markdown", metadata: {}, source: heading }, cell];
  });
  const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 4 };
  writeFileSync(path.join(folder, "heavy.ipynb"), JSON.stringify(notebook));
}

/** Seconds of a run of the project, from the moment its process has the code to the report. */
function pipelineSeconds(project: string, ...options: readonly string[]): number {
  const [name = ""] = readdirSync(path.join(project, "src"));
  const source = path.join(project, "src");
  const program = `import sys, time; sys.path.insert(0, ${JSON.stringify(source)}); from ${name}.runtime.cli import main
started = time.perf_counter(); code = main(["run", *sys.argv[1:]]); print(time.perf_counter() - started); sys.exit(code)`;
  const environment = path.join(project, "run.py");
  writeFileSync(environment, program);
  return Number(
    run(python, [environment, ...options], project)
      .trim()
      .split("\n")
      .at(-1),
  );
}

function main(): void {
  printMachine(runsAsked());
  const scratch = mkdtempSync(path.join(tmpdir(), "bench-in-process-"));
  try {
    for (const name of [...samples, "heavy"]) {
      const { notebook, project } = prepare(name, scratch);
      pipelineSeconds(project); // results of runs in one process are not checked, and serve no other run
      const times = Array.from({ length: runsAsked() }, () => ({
        cells: Number(run(python, [path.join(root, "bench", "time_cells.py"), notebook], scratch)),
        again: pipelineSeconds(project),
        inProcess: pipelineSeconds(project, "--in-process", "--fresh"),
      }));
      const [cells, inProcess, again] = (["cells", "inProcess", "again"] as const).map((which) =>
        medianOf(times.map((one) => one[which])),
      ) as [number, number, number];
      const told = [cells, inProcess, again].map((seconds) => seconds.toFixed(2).padStart(7)).join(" ");
      console.log(
        `${name.padEnd(20)} cells, in one process, second run: ${told} s  (${(inProcess / cells).toFixed(3)})`,
      );
      if (name === "heavy") checkBar(`at most ${HIGHEST} times the notebook's time`, inProcess / cells <= HIGHEST);
      checkBar(`${name}: a second run takes at most ${LONGEST_SECOND_RUN} s`, again <= LONGEST_SECOND_RUN);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main();
