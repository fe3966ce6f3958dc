import path from "node:path";
import { parseArgs } from "node:util";

/** What the user asked of the corpus run. */
export interface CorpusOptions {
  /** Folder with the list of notebooks and the script that fetches them. */
  readonly corpus: string;
  readonly cache: string;
  readonly venv: string;
  /** Interpreter that converts and runs; the one of `venv` by default. */
  readonly python: string | null;
  /** Only these notebooks; all when empty. */
  readonly only: readonly string[];
  readonly by: string;
  /** Cut notebooks into steps at random places instead, with this seed. */
  readonly randomCuts: number | null;
  /** Cuts of each notebook, with the seeds from `randomCuts` on. */
  readonly cuts: number;
  /** Trace each notebook first and plan with that. */
  readonly trace: boolean;
  /** Let `cellwright verify` judge, instead of the comparison here. */
  readonly verify: boolean;
  /** With `verify`: steps one after the other in one process. */
  readonly inProcess: boolean;
  readonly jobs: number;
  /** Seconds for a notebook's own run, for its conversion and for the project's run, each. */
  readonly timeout: number;
  readonly json: string | null;
  /** Stop after the notebooks' own two runs. */
  readonly referenceOnly: boolean;
  /** Convert with the sources instead of the build. */
  readonly fromSource: boolean;
}

export const usage = `npm run corpus -- [options]

  --only ID           this notebook only; may be given more than once
  --by HOW            headings (default) or auto
  --random-cuts SEED  cut each notebook into 2 to 6 steps at random places instead
  --cuts N            N such cuts of each, with the seeds from SEED on (default 1)
  --trace             trace each notebook first, and plan with the trace
  --verify            let \`cellwright verify\` judge; the notebook runs twice more for each project
  --in-process        with --verify: steps one after the other in one process
  --jobs N            notebooks at the same time (default 2)
  --python PY         interpreter that converts and runs (default: that of the environment)
  --json FILE         write all details there
  --timeout SECONDS   limit for each run (default 300)
  --reference-only    only run the notebooks themselves, twice
  --from-source       convert with the sources, without a build
  --corpus, --cache, --venv DIR   other places (default ../shared/corpus, .corpus-cache, .corpus-venv)

Example: npm run corpus -- --only emcee--quickstart --random-cuts 7`;

/** Options from the command line; a string is the message for a wrong one (or the help text). */
export function parseOptions(args: readonly string[], root: string): CorpusOptions | string {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { ...text, multiple: true },
        by: text,
        "random-cuts": text,
        cuts: text,
        trace: flag,
        verify: flag,
        "in-process": flag,
        jobs: text,
        python: text,
        json: text,
        timeout: text,
        corpus: text,
        cache: text,
        venv: text,
        "reference-only": flag,
        "from-source": flag,
        help: flag,
      },
      allowPositionals: false,
    });
    if (values.help) return usage;
    return {
      corpus: path.resolve(values.corpus ?? path.join(root, "..", "shared", "corpus")),
      cache: path.resolve(values.cache ?? path.join(root, ".corpus-cache")),
      venv: path.resolve(values.venv ?? path.join(root, ".corpus-venv")),
      python: values.python === undefined ? null : path.resolve(values.python),
      only: values.only ?? [],
      by: values.by ?? "headings",
      randomCuts: values["random-cuts"] === undefined ? null : numberOf(values["random-cuts"], "--random-cuts"),
      cuts: numberOf(values.cuts ?? "1", "--cuts"),
      trace: values.trace ?? false,
      verify: values.verify ?? false,
      inProcess: values["in-process"] ?? false,
      jobs: numberOf(values.jobs ?? "2", "--jobs"),
      timeout: numberOf(values.timeout ?? "300", "--timeout"),
      json: values.json === undefined ? null : path.resolve(values.json),
      fromSource: values["from-source"] ?? false,
      referenceOnly: values["reference-only"] ?? false,
    };
  } catch (error) {
    return `${(error as Error).message}\n\n${usage}`;
  }
}

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} takes a whole number, not '${text}'.`);
  return value;
}
