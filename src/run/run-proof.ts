import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";

/** How the Python side is started. */
export interface ProofCall {
  /** Path of the interpreter. */
  readonly python: string;
  /** The folder that holds our Python packages. */
  readonly packages: string;
  /** The program; `run_proof.py` unless given. */
  readonly program?: "run_proof.py" | "run_trace.py" | "run_check.py" | "run_schemas.py";
  /** `verify REQUEST` or `read-project PROJECT`; of `run_schemas.py` project and run; of the others the request. */
  readonly args: readonly string[];
  /** Ends it, with all that it started. */
  readonly signal?: AbortSignal;
  /** Called with each line that it prints. */
  readonly onLine?: (line: string) => void;
}

const NAMES = {
  "run_proof.py": "comparison",
  "run_trace.py": "traced run",
  "run_check.py": "run",
  "run_schemas.py": "look at the run",
};

/**
 * Runs a program of our Python packages to its end; gives its standard output. It has a process group of its own, and ends
 * itself when its standard input does, so that nothing is left even when we are killed. Failures: `interrupted`,
 * `proof-failed` (with what it said).
 */
export function runProof({
  python,
  packages,
  program = "run_proof.py",
  args,
  signal,
  onLine,
}: ProofCall): Promise<string> {
  return new Promise((resolve, reject) => {
    const path = [dirname(python), process.env.PATH ?? ""].join(delimiter);
    const child = spawn(python, [join(packages, program), ...args], {
      env: { ...process.env, PATH: path },
      stdio: "pipe",
      detached: true,
    });
    let [output, errors, rest] = ["", "", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine?.(line);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.stdin.on("error", () => {});
    const stop = () => child.kill("SIGTERM");
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
    child.on("error", (error) => reject(new Failure("no-interpreter", `${python} cannot be run: ${error.message}`)));
    child.on("close", (code) => {
      signal?.removeEventListener("abort", stop);
      if (signal?.aborted) return reject(new Failure("interrupted", "Stopped; everything that was started has ended."));
      if (code === 0) return resolve(output);
      const said = errors.trim().split("\n").slice(-12).join("\n");
      reject(new Failure("proof-failed", `The ${NAMES[program]} ended with exit code ${code}.\n${said}`));
    });
  });
}
