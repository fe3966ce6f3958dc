import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { type CachedReport, keepCheckCache, readCheckCache } from "../disk/check-cache.ts";
import { findNotebooks } from "../disk/find-notebooks.ts";
import { packageVersion } from "../disk/package-files.ts";
import { contentHash } from "../disk/project-files.ts";
import { writeText } from "../disk/write-text.ts";
import { baselineOf } from "../policy/baseline.ts";
import { isExcludedBy } from "../policy/exclusion.ts";
import { matters } from "../policy/matters.ts";
import { inShard } from "../policy/shard.ts";
import { tellOnce } from "../policy/tell-once.ts";
import type { CheckReport, NotebookReport } from "../policy/types.ts";
import { counted } from "../report/counted.ts";
import { plainText } from "../report/plain-text.ts";
import { changedFiles } from "../run/changed-files.ts";
import { checkFiles } from "./check/check-files.ts";
import type { CheckOptions } from "./check/check-options.ts";
import { type CheckSettings, checkSettings } from "./check/check-settings.ts";
import { fixFiles } from "./check/fix-files.ts";
import { giveReport } from "./check/give-report.ts";
import { pathFrom } from "./check/path-from.ts";
import { renderCheckAs } from "./check/render-check-as.ts";

/** From this number of notebooks on reports are kept for the next time. */
const ENOUGH_TO_KEEP = 20;
/** Seconds for checking one notebook; usual ones take milliseconds. */
const NOTEBOOK_TIMEOUT = 60;

/** `cellwright check`: 0 when nothing was found that matters, 1 when something was, 2 when it could not be asked. */
export async function runCheck(named: readonly string[], options: CheckOptions): Promise<number> {
  requireRunFor(options);
  const settings = await checkSettings(options);
  const paths = await chosenNotebooks(named, settings, options);
  if (options.fix || options.unsafeFixes) await fixFiles(paths, settings, options.unsafeFixes === true);
  const report = await (options.run ? runAll : checkAll)(paths, settings, options);
  if (options.writeBaseline) return writeBaseline(report, settings);
  const told = tellOnce(report);
  for (const { format, file } of options.report ?? []) writeText(file, await renderCheckAs(told, format, false));
  await giveReport(told, options);
  return matters(told, settings.failOn) ? 1 : 0;
}

/** What is said of a run must not be lost silently where there is none. */
function requireRunFor(options: CheckOptions): void {
  if (options.run) return;
  const { repeat, set, timeout, totalTimeout, memory, rtol, atol, network } = options;
  const given = { repeat, set, timeout, "total-timeout": totalTimeout, memory, rtol, atol };
  const [lost] = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const option = lost ?? (network === false ? "no-network" : null);
  if (option !== null)
    throw new Failure("needs-run", `--${option} says how notebooks are run, and nothing is run here.`, "add --run");
}

async function chosenNotebooks(
  named: readonly string[],
  { exclude, forceExclude, root }: CheckSettings,
  { changedSince, shard, allowEmpty = false }: CheckOptions,
): Promise<readonly string[]> {
  const isExcluded = isExcludedBy(exclude);
  let leftOut = 0;
  const found = findNotebooks(named.length === 0 ? ["."] : named, (path, isNamed) => {
    const isLeftOut = (forceExclude || !isNamed) && isExcluded(pathFrom(root, path));
    if (isLeftOut) leftOut++;
    return isLeftOut;
  });
  if (found.length === 0 && leftOut === 0 && !allowEmpty) requireNotebooks(named);
  const changed = changedSince === undefined ? null : await changedFiles(changedSince);
  const wanted = changed === null ? found : found.filter((path) => changed.has(resolve(path)));
  return shard === undefined ? wanted : wanted.filter((path) => inShard(path, shard.index, shard.count));
}

/** A path that is misspelt must not look like one where all is well. */
function requireNotebooks(named: readonly string[]): void {
  if (named.length > 0)
    throw new Failure(
      "no-notebooks",
      `There is no notebook in ${named.join(", ")}.`,
      "check the paths, or give --allow-empty",
    );
  process.stderr.write("There is no notebook in this folder or below it.\n");
}

async function checkAll(
  paths: readonly string[],
  settings: CheckSettings,
  { cache = true, jobs = availableParallelism(), notebookTimeout = NOTEBOOK_TIMEOUT }: CheckOptions,
): Promise<CheckReport> {
  const isKept = cache && paths.length >= ENOUGH_TO_KEEP;
  const key = contentHash(JSON.stringify([packageVersion(), PROGRAM, resolve("."), settings])).slice(0, 32);
  const cached = isKept ? readCheckCache(key) : null;
  const [notebooks, kept]: [NotebookReport[], Map<string, CachedReport>] = [[], new Map()];
  await checkFiles(paths, settings, cached, { jobs, limit: notebookTimeout }, ({ report, toKeep }) => {
    notebooks.push(report);
    if (toKeep !== null) kept.set(report.path, toKeep);
    if (process.stderr.isTTY && notebooks.length % 100 === 0)
      process.stderr.write(`\r${notebooks.length} of ${paths.length} notebooks`);
  });
  if (process.stderr.isTTY && notebooks.length >= 100) process.stderr.write("\r\u001b[K");
  if (cached !== null) keepCheckCache(key, new Map([...cached, ...kept]));
  return { notebooks: inOrder(notebooks) };
}

async function runAll(paths: readonly string[], settings: CheckSettings, options: CheckOptions): Promise<CheckReport> {
  const { runFiles } = await import("./check/run-files.ts");
  const notebooks: NotebookReport[] = [];
  await runFiles(paths, settings, options, ({ report }) => notebooks.push(report));
  return { notebooks: inOrder(notebooks) };
}

function inOrder(notebooks: readonly NotebookReport[]): readonly NotebookReport[] {
  return [...notebooks].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Put in by `start.ts` when it runs the built program: its hash. */
declare const programHash: string;
const PROGRAM = typeof programHash === "undefined" ? "source" : programHash;

function writeBaseline(report: CheckReport, { baselineFile }: CheckSettings): number {
  const file = baselineFile ?? "cellwright-baseline.json";
  writeText(file, `${JSON.stringify(baselineOf(report), null, 2)}\n`);
  const count = report.notebooks.reduce((sum, { problems }) => sum + problems.length, 0);
  process.stderr.write(`Wrote ${plainText(file)}: ${counted(count, "finding")} that will not be told again.\n`);
  return 0;
}
