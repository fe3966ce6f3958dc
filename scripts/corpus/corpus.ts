/**
 * Converts the notebooks of the corpus, runs the projects, and says for each whether the project gives what the
 * notebook gives: printed text, final values, figures. `npm run corpus -- --help` lists the options.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { assess, type Tools } from "./assess.ts";
import { type CorpusEntry, ensureEnvironment, ensureNotebooks, hasCorpus } from "./environment.ts";
import { type CorpusOptions, parseOptions } from "./options.ts";
import type { Assessment } from "./outcome.ts";
import { formatLine, formatTotals } from "./report-table.ts";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2), root);
  if (typeof options === "string") {
    console.log(options);
    return options.includes("\n\n  --only") && process.argv.includes("--help") ? 0 : 2;
  }
  if (!hasCorpus(options.corpus)) {
    console.log(`Skipped: there is no corpus at ${options.corpus} (--corpus DIR names another place).`);
    return 0;
  }
  const entries = await ensureNotebooks(options.corpus, options.cache, options.only);
  const python = await ensureEnvironment(options.corpus, options.venv, options.cache);
  const tools: Tools = { root, python, projectPython: options.python ?? python };
  const runs = runsOf(options);
  const all: Assessment[] = [];
  for (const run of runs) all.push(...(await assessAll(entries, run, tools)));
  console.log(`\n${formatTotals(all)}\n* own two runs differ: only what agrees in them was compared`);
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify({ options, notebooks: all }, null, 1)}\n`);
  return all.some((one) => one.outcome === "crash" || one.outcome === "harness-fails") ? 1 : 0;
}

/** One run over the corpus for each cut that was asked for. */
function runsOf(options: CorpusOptions): readonly CorpusOptions[] {
  const { randomCuts, cuts } = options;
  if (randomCuts === null) return [options];
  return Array.from({ length: cuts }, (_, index) => ({ ...options, randomCuts: randomCuts + index }));
}

/** Assesses the notebooks, several at a time, printing a line for each as it is done; results in the corpus' order. */
async function assessAll(
  entries: readonly CorpusEntry[],
  options: CorpusOptions,
  tools: Tools,
): Promise<readonly Assessment[]> {
  const results: Assessment[] = [];
  const waiting = entries.entries();
  const work = async (): Promise<void> => {
    for (const [index, entry] of waiting) {
      const result = await assess(entry, options, tools).catch((error: Error): Assessment => {
        return { id: entry.id, outcome: "harness-fails", stable: false, detail: error.message };
      });
      results[index] = result;
      console.log(formatLine(result));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.jobs) }, work));
  return results;
}

process.exitCode = await main();
