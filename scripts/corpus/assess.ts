import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { converterCommand } from "./converter-command.ts";
import { type CorpusEntry, fixedEnvironment } from "./environment.ts";
import type { CorpusOptions } from "./options.ts";
import type { Assessment, Comparison, OwnRuns, ProjectRun } from "./outcome.ts";
import { classify, conversionProblem } from "./outcome.ts";
import { cutAtRandom } from "./random-cuts.ts";
import { type Finished, runProcess } from "./run-process.ts";
import { judged, type VerificationReport } from "./verification.ts";

/** Where the programs of a corpus run are. */
export interface Tools {
  /** The repository's folder. */
  readonly root: string;
  readonly python: string;
  /** Interpreter of the projects under test. */
  readonly projectPython: string;
}

/** Converts one notebook, runs the project and compares it with the notebook's own runs. */
export async function assess(entry: CorpusEntry, options: CorpusOptions, tools: Tools): Promise<Assessment> {
  if (options.verify) return verifyEntry(entry, options, tools);
  const reference = await runReference(entry, options, tools);
  const notebook = path.join(entry.tree, entry.notebook);
  const own = (await compareRuns(["--reference", reference, "--notebook", notebook], options, tools)).own;
  if (options.referenceOnly || own.failure !== null) return classify(entry.id, { own });
  const work = workFolder(entry, options);
  const converted = await convert(entry, work, options, tools);
  if (converted.code !== 0) return classify(entry.id, { own, converted });
  const run = await runProject(work, options, tools);
  if (run.status !== "ok") return classify(entry.id, { own, converted, run });
  const candidate = ["--candidate", path.join(work, "run"), "--package", run.package];
  const compared = async (folder: string) => {
    const found = await compareRuns(["--reference", folder, "--notebook", notebook, ...candidate], options, tools);
    return classify(entry.id, { own: found.own, converted, run, compared: found });
  };
  const first = await compared(reference);
  if (first.outcome !== "differs") return first;
  // Values may hold the date: runs of another day say nothing then.
  const ofToday = await runReference(entry, options, tools, ["--of-today"]);
  return compared(ofToday);
}

/** Converts one notebook and has `cellwright verify` run and judge both. */
async function verifyEntry(entry: CorpusEntry, options: CorpusOptions, tools: Tools): Promise<Assessment> {
  const work = workFolder(entry, options);
  const converted = await convert(entry, work, options, tools);
  if (converted.code !== 0) return { id: entry.id, stable: true, ...conversionProblem(converted) };
  const report = path.join(work, "verification.json");
  const args = [path.join(work, "project"), "--notebook", path.join(work, "tree", entry.notebook), "--format", "json"];
  if (options.inProcess) args.push("--in-process");
  const limits = ["--timeout", String(options.timeout), "-o", report, "--python", tools.projectPython];
  const done = await cellwright(["verify", ...args, ...limits], options, tools, 4 * options.timeout);
  if (done.code !== 0 && done.code !== 1)
    return { id: entry.id, stable: false, outcome: "reference-fails", detail: done.stderr.trim().split("\n")[0] ?? "" };
  return judged(entry.id, JSON.parse(readFileSync(report, "utf8")) as VerificationReport);
}

function cellwright(args: readonly string[], options: CorpusOptions, tools: Tools, timeout: number): Promise<Finished> {
  const [command, ...first] = converterCommand(tools.root, options.fromSource);
  return runProcess(command, [...first, ...args], { cwd: tools.root, env: fixedEnvironment(options.venv), timeout });
}

function helper(tools: Tools, name: string): string {
  return path.join(tools.root, "scripts", "corpus", name);
}

async function runReference(
  entry: CorpusEntry,
  options: CorpusOptions,
  tools: Tools,
  more: readonly string[] = [],
): Promise<string> {
  const store = path.join(options.cache, "reference", entry.id);
  const args = [
    "--tree",
    entry.tree,
    "--notebook",
    entry.notebook,
    "--store",
    store,
    "--timeout",
    String(options.timeout),
    ...more,
  ];
  const done = await runProcess(tools.python, [helper(tools, "reference.py"), ...args], {
    env: fixedEnvironment(options.venv),
    timeout: 3 * options.timeout + 120,
  });
  return (lastJson(done, "reference.py") as { readonly folder: string }).folder;
}

async function compareRuns(args: readonly string[], options: CorpusOptions, tools: Tools): Promise<Comparison> {
  const env = fixedEnvironment(options.venv);
  const done = await runProcess(tools.python, [helper(tools, "compare_runs.py"), ...args], { env, timeout: 600 });
  return lastJson(done, "compare_runs.py") as Comparison & { readonly own: OwnRuns };
}

/** An empty folder for this notebook, with a copy of its tree; the notebook in it is cut if the options say so. */
function workFolder(entry: CorpusEntry, options: CorpusOptions): string {
  const kind = options.randomCuts === null ? options.by : `cuts-${options.randomCuts}`;
  const work = path.join(options.cache, "work", kind, entry.id);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(path.join(work, "run"), { recursive: true });
  cpSync(entry.tree, path.join(work, "tree"), { recursive: true });
  if (options.randomCuts !== null) {
    const notebook = path.join(work, "tree", entry.notebook);
    writeFileSync(notebook, cutAtRandom(readFileSync(notebook, "utf8"), options.randomCuts, entry.id));
  }
  return work;
}

async function convert(entry: CorpusEntry, work: string, options: CorpusOptions, tools: Tools): Promise<Finished> {
  const by = options.randomCuts === null ? options.by : "tags";
  const notebook = path.join(work, "tree", entry.notebook);
  const target = ["-o", path.join(work, "project"), "--python", tools.projectPython, "--json"];
  if (options.trace) {
    const trace = path.join(work, "trace.json");
    const limits = ["--timeout", String(options.timeout), "--python", tools.projectPython];
    const traced = await cellwright(["trace", notebook, "-o", trace, ...limits], options, tools, 2 * options.timeout);
    // A notebook that does not run to its end is told of by its own run.
    if (traced.code === 0) target.push("--trace", trace);
  }
  return cellwright(["convert", notebook, "--by", by, ...target], options, tools, options.timeout);
}

async function runProject(work: string, options: CorpusOptions, tools: Tools): Promise<ProjectRun> {
  const folders = ["--project", path.join(work, "project"), "--out", path.join(work, "run")];
  const args = [helper(tools, "run_project.py"), ...folders, "--timeout", String(options.timeout)];
  const env = fixedEnvironment(options.venv);
  const done = await runProcess(tools.projectPython, args, { env, timeout: options.timeout + 120 });
  return lastJson(done, "run_project.py") as ProjectRun;
}

function lastJson(done: Finished, name: string): unknown {
  if (done.code !== 0) throw new Error(`${name} failed:\n${done.stderr.trim().slice(-3000)}`);
  return JSON.parse(done.stdout.trim().split("\n").at(-1) ?? "null");
}
