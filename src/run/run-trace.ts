import { type ProofCall, runProof } from "./run-proof.ts";

/** What the Python side is asked to do; `python/notebook_probe/trace.py` reads it. */
export interface TraceRequest {
  readonly cells: readonly { readonly index: number; readonly source: string; readonly mayRaise: boolean }[];
  /** The notebook's own folder; a copy of it is worked in. */
  readonly folder: string;
  /** A folder with files from around the notebook's folder; null when it needs none. */
  readonly around: string | null;
  /** Where the copy of `folder` lies among the copies of `around`. */
  readonly workdir: string;
  /** Modules from elsewhere that it finds beside it: files and folders. */
  readonly modules?: readonly string[];
  /** Short samples of values are asked for. */
  readonly samples: boolean;
  /** A folder with a short name, for the kernel's sockets. */
  readonly sockets: string;
  /** Seconds for the run. */
  readonly timeout: number;
  /** Bytes for each process; null: no limit. */
  readonly memory: number | null;
  readonly noNetwork: boolean;
  /** Run without the probe: for measuring what the probe costs. */
  readonly plain?: boolean;
}

/** Runs the request in a file to its end; its result stands beside it then. Failures as of {@link runProof}. */
export async function runTrace(
  call: Pick<ProofCall, "python" | "packages" | "signal">,
  request: string,
): Promise<void> {
  await runProof({ ...call, program: "run_trace.py", args: [request] });
}
