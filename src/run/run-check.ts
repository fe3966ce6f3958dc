import { type ProofCall, runProof } from "./run-proof.ts";

/** What is told while a notebook is run, with numbers from 1. */
export type CheckProgress =
  | { readonly event: "run"; readonly run: number }
  /** A cell (by index) starts, or is done; it is cell `at` of `of` that are run. `seconds` is null for one that did not end. */
  | {
      readonly event: "cell" | "cellDone";
      readonly run: number;
      readonly cell: number;
      readonly at: number;
      readonly of: number;
      readonly seconds: number | null;
    }
  | { readonly event: "compare" };

/**
 * Runs the request in a file to its end; its result stands beside it then. An abort ends all that was started. Failures as of
 * {@link runProof}.
 */
export async function runCheck(
  call: Pick<ProofCall, "python" | "packages" | "signal">,
  request: string,
  onProgress?: (progress: CheckProgress) => void,
): Promise<void> {
  const onLine = (line: string) => {
    if (line.startsWith("{")) onProgress?.(JSON.parse(line) as CheckProgress);
  };
  await runProof({ ...call, program: "run_check.py", args: [request], onLine });
}
