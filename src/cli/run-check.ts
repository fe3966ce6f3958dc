import { dirname, join, resolve } from "node:path";
import type { Analysis } from "../analysis/types.ts";
import { Failure } from "../diagnostics/failure.ts";
import { packageRoot } from "../disk/package-files.ts";
import { readText } from "../disk/read-file.ts";
import { withWorkFolder, writeOwnFile } from "../disk/work-folder.ts";
import { otherLanguage } from "../notebook/other-language.ts";
import type { Notebook } from "../notebook/types.ts";
import { type CheckProgress, runCheck } from "../run/run-check.ts";
import type { CheckResult } from "../verify/check-evidence.ts";
import { type CheckOutcome, checkOutcome, notRun } from "../verify/check-outcome.ts";
import { checkRequest } from "../verify/check-request.ts";
import { chooseInterpreter } from "./choose-interpreter.ts";
import { filesAround } from "./files-around.ts";

/** How a notebook is run and compared. */
export interface RunOptions {
  /** Null: that of the `.venv` near the notebook, else the one on PATH. */
  readonly python: string | null;
  /** Seconds for each cell. */
  readonly timeout: number;
  /** Seconds for each run of the notebook. */
  readonly totalTimeout: number;
  /** Gigabytes for each process; null: no limit. */
  readonly memory: number | null;
  /** False: without network. */
  readonly network: boolean;
  /** How often it runs; from 2 on its runs are compared with each other. */
  readonly repeat: number;
  /** How close floats in what is shown must be; see {@link defaultTolerance}. */
  readonly rtol: number;
  readonly atol: number;
  /** Parameters to set, by name, as on the command line. */
  readonly set: ReadonlyMap<string, string>;
  /** Go on after cells that raise an error. */
  readonly allowErrors: boolean;
  readonly onProgress?: (progress: CheckProgress) => void;
}

/** Characters of output that are kept of each cell: more is nothing that people look at, and fills the memory. */
const MOST_OUTPUT = 20_000_000;

/** What printing and another order of summing may change in a number. */
export const defaultTolerance = { rtol: 1e-9, atol: 1e-12 } as const;

/**
 * Runs a notebook in copies of its folder, or of what its project keeps for it, and judges what that showed. Failures: `no-interpreter`, `no-kernel` (a package is
 * missing), `kernel-not-started`, `no-network-namespace`, `no-parameters`, `unknown-parameter`, `interrupted`.
 */
export async function runAndCompare(
  path: string,
  notebook: Notebook,
  analysis: Analysis,
  options: RunOptions,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  if (otherLanguage(notebook, "python") !== null) return { outcome: notRun, diagnostics: [] };
  const folder = dirname(resolve(path));
  const python = await chooseInterpreter(options.python, [folder]);
  return withWorkFolder(async (work) => {
    const limits = {
      folder,
      ...filesAround(work, notebook, analysis),
      sockets: join(work, "s"),
      timeout: options.totalTimeout,
      cellTimeout: options.timeout,
      memory: options.memory === null ? null : Math.round(options.memory * 1e9),
      outputLimit: MOST_OUTPUT,
      noNetwork: !options.network,
      repeat: options.repeat,
      rtol: options.rtol,
      atol: options.atol,
    };
    const request = checkRequest(notebook, analysis, limits, options);
    const file = writeOwnFile(work, "request.json", JSON.stringify(request));
    const packages = join(packageRoot(), "python");
    await runCheck({ python, packages, signal }, file, options.onProgress);
    const result = JSON.parse(readText(join(work, "result.json"))) as CheckResult;
    if ("cannot" in result)
      throw new Failure(result.cannot.code, result.cannot.message, result.cannot.hint ?? undefined);
    return checkOutcome(result, request, notebook, analysis);
  });
}
