/**
 * `npm run quickstart`: from a sample notebook to the results of a pipeline, and what to try next.
 * Writes `quickstart-out` (made anew each time) and keeps its Python environment in `.quickstart-venv`.
 * With `--built` it takes `dist` as it is.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureVenv, root, runMain, SetupError } from "./python-env.mjs";

const sample = path.join("samples", "energy-forecast", "energy-forecast.ipynb");
const target = "quickstart-out";
const venv = ".quickstart-venv";
const command = path.join("dist", "cli", "main.js");
const treeDepth = 5;

function heading(text) {
  console.log(`\n── ${text} ${"─".repeat(Math.max(2, 76 - text.length))}`);
}

/** Runs a program in `folder`, shows what it prints, and returns that when `quiet`; ends the quick start if it fails. */
function run(program, args, { folder = ".", env = {}, quiet = false, accept = [0] } = {}) {
  const done = spawnSync(program, args, {
    cwd: path.join(root, folder),
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", quiet ? "pipe" : "inherit", "inherit"],
  });
  if (done.error) throw new SetupError(`Could not start ${program}: ${done.error.message}`);
  if (!accept.includes(done.status)) throw new SetupError(`This failed: ${[program, ...args].join(" ")}`);
  return done.stdout ?? "";
}

/** Only what an earlier quick start made is removed. */
function removeOldProject() {
  const folder = path.join(root, target);
  if (!existsSync(folder)) return;
  if (!existsSync(path.join(folder, "pyproject.toml"))) {
    throw new SetupError(`${target} is not from a quick start. Move it away, then try again.`);
  }
  rmSync(folder, { recursive: true });
}

function packageName() {
  const source = path.join(root, target, "src");
  const name = readdirSync(source).find((each) => existsSync(path.join(source, each, "pipeline.py")));
  if (name === undefined) throw new SetupError(`${target}/src holds no package with a pipeline.py.`);
  return name;
}

function printTree(folder, indent = "", depth = treeDepth) {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !["__pycache__", "runs"].includes(entry.name))
    .sort((a, b) => a.name.localeCompare(b.name, "en"));
  entries.forEach((entry, at) => {
    const isLast = at === entries.length - 1;
    console.log(`${indent}${isLast ? "└── " : "├── "}${entry.name}${entry.isDirectory() ? "/" : ""}`);
    if (entry.isDirectory() && depth > 1) {
      printTree(path.join(folder, entry.name), indent + (isLast ? "    " : "│   "), depth - 1);
    }
  });
}

/** What the steps of a run printed and displayed, as text, in the order of the step table. */
function printResults(runs, run, name) {
  const table = readFileSync(path.join(root, target, "src", name, "pipeline.py"), "utf8");
  for (const [, step] of table.matchAll(/\bStep\(\s*"(\w+)"/g)) {
    const { log } = JSON.parse(readFileSync(path.join(runs, run, "steps", `${step}.json`), "utf8"));
    console.log(`[${step}]`);
    for (const line of readFileSync(path.join(runs, log.file), "utf8").split("\n").filter(Boolean)) {
      console.log(textOf(JSON.parse(line)).replace(/^/gm, "  "));
    }
  }
}

function textOf(record) {
  if (record.kind === "figure") return "(a figure, see the report)";
  const plain = record.text ?? record.data?.["text/plain"] ?? `(${record.kind}, see the report)`;
  return String(Array.isArray(plain) ? plain.join("") : plain).trimEnd();
}

function printNextSteps(name, report) {
  const python = path.join("..", venv, process.platform === "win32" ? "Scripts\\python" : "bin/python");
  const start = `PYTHONPATH=src ${python} -m ${name}`;
  console.log(`Look at the report, it reads like the executed notebook:
  ${report}

In ${target}:
  cd ${target}
  ${start} run                        # again: nothing has changed, so nothing runs
  ${start} run --patch horizon=14     # another parameter: only what depends on it runs
  ${start} run --from train           # run a step again, and all that depends on it
  ${start} --help

Your own notebook:
  node ${command} plan NOTEBOOK.ipynb
  node ${command} convert NOTEBOOK.ipynb -o FOLDER

More notebooks to try: samples/README.md`);
}

await runMain(() => {
  if (!process.argv.includes("--built")) {
    heading("build");
    run(process.execPath, [path.join("scripts", "build.mjs"), "--no-types"]);
  }
  const python = ensureVenv(path.join(root, venv), path.join(root, "samples", "requirements.txt"));

  heading(`cellwright convert ${sample}`);
  removeOldProject();
  run(process.execPath, [command, "convert", sample, "-o", target, "--python", python]);
  const name = packageName();

  heading(`python -m ${name} run`);
  run(python, ["-m", name, "run"], { folder: target, env: { PYTHONPATH: "src" } });

  heading(`what was made: ${target}`);
  printTree(path.join(root, target));

  heading(`the steps: cellwright plan ${sample}`);
  run(process.execPath, [command, "plan", sample], { accept: [0, 1] });

  const runs = path.join(root, target, "runs");
  const ids = readdirSync(runs).filter((id) => existsSync(path.join(runs, id, "report.html")));
  const last = ids.sort().at(-1);
  if (last === undefined) throw new SetupError(`${target}/runs holds no finished run.`);
  heading("the results");
  printResults(runs, last, name);

  heading("what to try next");
  printNextSteps(name, path.join(target, "runs", last, "report.html"));
});
