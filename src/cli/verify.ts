import { dirname, join, resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { packageRoot } from "../disk/package-files.ts";
import { readText } from "../disk/read-file.ts";
import { type GeneratedProject, readGenerated } from "../disk/read-generated.ts";
import { withWorkFolder, writeOwnFile } from "../disk/work-folder.ts";
import { writeText } from "../disk/write-text.ts";
import { verdictText } from "../report/verification-words.ts";
import { runProof } from "../run/run-proof.ts";
import type { NotebookFailure, ProofResult } from "../verify/evidence.ts";
import { jointRequest } from "../verify/joint-request.ts";
import type { GroupingWish } from "../verify/matching-plan.ts";
import { type ProjectTable, type ProofLimits, partRequest } from "../verify/proof-request.ts";
import type { MadeReferences } from "../verify/references.ts";
import type { Verification } from "../verify/types.ts";
import { verifyNotebooks } from "../verify/verify-notebooks.ts";
import { chooseInterpreter } from "./choose-interpreter.ts";
import { keepReferences, writeDescriber } from "./keep-references.ts";
import { loadPython } from "./load-python.ts";
import { findPlans, type ProjectPart } from "./notebooks/find-plans.ts";
import { renderVerificationAs, type VerificationFormat } from "./render-verification-as.ts";
import { withInterrupts } from "./with-interrupts.ts";

/** Options of `cellwright verify`. */
export interface VerifyOptions {
  readonly notebook?: string;
  readonly python?: string;
  readonly by?: GroupingWish;
  readonly inProcess?: boolean;
  readonly allowErrors?: boolean;
  readonly rtol?: number;
  readonly atol?: number;
  /** Seconds for each run. */
  readonly timeout?: number;
  /** Gigabytes for each process. */
  readonly memory?: number;
  /** False with `--no-network`. */
  readonly network?: boolean;
  readonly format?: VerificationFormat;
  readonly output?: string;
  /** Write what the pipeline gives into the project, for its own test, if that is what the notebook gives. */
  readonly writeReferences?: boolean;
  /** False with `--no-samples`. */
  readonly samples?: boolean;
}

const DEFAULT_TIMEOUT = 3600;

/** `cellwright verify`: 0 when the pipeline gives what the notebook gives, 1 when it does not, 2 when it could not be asked. */
export async function runVerify(path: string, options: VerifyOptions): Promise<number> {
  const project = readGenerated(path);
  const python = await chooseInterpreter(options.python, [project.folder, folderOf(options)]);
  const { verifications, rendered, references } = await withWorkFolder((folder) =>
    withInterrupts((signal) => verifyIn(folder, project, { ...options, python }, signal)),
  );
  if (options.writeReferences === true)
    await keepReferences(project, verifications, references, options.samples !== false);
  if (options.output === undefined) process.stdout.write(rendered);
  else {
    writeText(options.output, rendered);
    for (const one of verifications)
      process.stdout.write(`${one.verdict}: ${verdictText(one)} Report: ${options.output}\n`);
  }
  return verifications.every(({ verdict }) => verdict === "equal" || verdict === "unstable") ? 0 : 1;
}

function folderOf({ notebook }: VerifyOptions): string {
  return notebook === undefined ? "." : dirname(resolve(notebook));
}

async function verifyIn(
  folder: string,
  project: GeneratedProject,
  options: VerifyOptions & { readonly python: string },
  signal: AbortSignal,
): Promise<{
  readonly verifications: readonly Verification[];
  readonly rendered: string;
  readonly references: MadeReferences | null;
}> {
  const packages = join(packageRoot(), "python");
  const call = { python: options.python, packages, signal };
  const table = JSON.parse(await runProof({ ...call, args: ["read-project", project.folder] })) as ProjectTable | null;
  if (table === null) throw new Failure("not-a-project", `${project.folder} holds no step table.`);
  const parts = findPlans(table, project, options, await loadPython());
  const subject = {
    project: project.folder,
    package: table.package,
    python: options.python,
    inProcess: options.inProcess === true,
    tolerance: { relative: options.rtol ?? 0, absolute: options.atol ?? 0 },
  };
  const limits = limitsOf(folder, options);
  const asked = parts.map((part) => partRequest(part, part.rows, limits));
  const { request, ranges } = jointRequest(asked, { table, subject, limits });
  const file = writeOwnFile(folder, "request.json", JSON.stringify(request));
  await runProof({ ...call, args: ["verify", file], onLine: tellProgress });
  const result = JSON.parse(readText(join(folder, "result.json"))) as ProofResult;
  if ("failure" in result)
    throw new Failure(result.failure.code, result.failure.message, result.failure.hint ?? undefined);
  if (result.notebookFailure !== null) throw notebookFailure(result.notebookFailure, parts, options);
  const hasOwnSteps = table.steps.length > parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const verifications = verifyNotebooks(parts, asked, ranges, { subject, evidence: result, hasOwnSteps });
  const rendered = await renderVerificationAs(verifications, options.format ?? "text");
  return { verifications, rendered, references: result.references };
}

function limitsOf(folder: string, options: VerifyOptions): ProofLimits {
  return {
    sockets: join(folder, "s"),
    folder: options.notebook === undefined ? null : folderOf(options),
    timeout: options.timeout ?? DEFAULT_TIMEOUT,
    memory: options.memory === undefined ? null : Math.round(options.memory * 1e9),
    noNetwork: options.network === false,
    allowErrors: options.allowErrors === true,
    references: options.writeReferences === true ? writeDescriber(folder) : null,
  };
}

function notebookFailure(
  { kind, cell, text, run }: NotebookFailure,
  parts: readonly ProjectPart[],
  options: VerifyOptions,
): Failure {
  const place = cell === null ? "" : ` in ${cellWords(cell, parts)}`;
  const times = run === 1 ? "" : " when it is run a second time";
  const hints = {
    error: `To go on after such a cell: --allow-errors.${options.notebook === undefined ? " If a file is missing: --notebook." : ""}`,
    timeout: "Allow more time with --timeout.",
    died: options.memory === undefined ? undefined : "Allow more memory with --memory.",
  };
  return new Failure(`notebook-${kind}`, `The notebook does not run to its end${times}${place}: ${text}`, hints[kind]);
}

/** `cell 3`, and of which notebook where there are several, whose cells are counted through. */
function cellWords(cell: number, parts: readonly ProjectPart[]): string {
  let before = 0;
  for (const { notebook } of parts) {
    const own = cell - before;
    if (own < notebook.cells.length)
      return parts.length === 1 ? `cell ${own + 1}` : `cell ${own + 1} of ${notebook.path}`;
    before += notebook.cells.length;
  }
  return `cell ${cell + 1}`;
}

const PHASES: Readonly<Record<string, string>> = {
  notebook: "running the notebook",
  project: "running the pipeline",
  references: "running the pipeline again, for the references",
  compare: "comparing",
};

function tellProgress(line: string): void {
  if (!process.stderr.isTTY) return;
  const { event, run } = JSON.parse(line) as { event: string; run: number | null };
  process.stderr.write(`${PHASES[event] ?? event}${run === null ? "" : ` (run ${run})`} ...\n`);
}
