import type { Analysis } from "../analysis/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { Evidence } from "./evidence.ts";
import { evidenceOf, type NotebookRange } from "./joint-request.ts";
import type { PartRequest } from "./proof-request.ts";
import type { TableStep } from "./questions.ts";
import type { Verification } from "./types.ts";
import { namesFile } from "./verified-items.ts";
import { type VerificationSubject, verifyProject } from "./verify-project.ts";

/** A notebook that was run, with its rows of the step table. */
export interface ProvedNotebook {
  readonly notebook: Notebook;
  readonly analysis: Pick<Analysis, "statements">;
  readonly rows: readonly TableStep[];
}

/** What all notebooks of a project have in common. */
interface Proof {
  readonly subject: Omit<VerificationSubject, "notebook">;
  readonly evidence: Evidence;
  /** Some steps of the project come from no notebook: files that they alone write are not asked for. */
  readonly hasOwnSteps: boolean;
}

/** Judges each notebook of a project by what was found of it. Files are told with the last notebook that writes them. */
export function verifyNotebooks(
  proved: readonly ProvedNotebook[],
  asked: readonly PartRequest[],
  ranges: readonly NotebookRange[],
  { subject, evidence, hasOwnSteps }: Proof,
): readonly Verification[] {
  const files = evidence.parts.files.filter((part) => !hasOwnSteps || !isOfPipelineOnly(part));
  const writers = new Map(files.map(({ name }) => [name, writerOf(name, proved)]));
  return proved.map(({ notebook, analysis, rows }, at) => {
    const range = ranges[at] as NotebookRange;
    const parts = evidenceOf(evidence, range, (name) => writers.get(name) === at);
    const { cellsByStep } = asked[at] as PartRequest;
    return verifyProject({
      subject: { ...subject, notebook: notebook.path },
      table: rows,
      questions: range.questions.map((one) => ({ ...one, cell: one.cell - range.firstCell })),
      evidence: { ...evidence, parts },
      context: { notebook, analysis, cellsByStep, random: parts.random[at] ?? null },
    });
  });
}

function isOfPipelineOnly({ own, candidate }: Evidence["parts"]["files"][number]): boolean {
  return own.status === "equal" && candidate?.left === "not written";
}

function writerOf(name: string, proved: readonly ProvedNotebook[]): number {
  const found = proved.findLastIndex(({ analysis }) =>
    analysis.statements.some(({ files }) => files.writes.some((path) => namesFile(path, name))),
  );
  return found === -1 ? proved.length - 1 : found;
}
