import type { Analysis } from "../analysis/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { StepGraph } from "../plan/types.ts";
import { type CellToRun, cellsToRun } from "./cells-to-run.ts";
import { type Checkpoint, cellsOfSteps, type Question, questionsOf, type TableStep } from "./questions.ts";
import type { VerificationSubject } from "./verify-project.ts";

/** A project's step table, as `python/notebook_proof/read_project.py` gives it. */
export interface ProjectTable {
  readonly package: string;
  /** Folder of the project in which steps work: `files`. */
  readonly workdir: string;
  readonly steps: readonly TableStep[];
}

/** Limits and places of a verification. */
export interface ProofLimits {
  /** A folder with a short name, for the kernel's sockets. */
  readonly sockets: string;
  /** The notebook's own folder, whose files it is to see; null: those that the project has copies of. */
  readonly folder: string | null;
  /** Seconds for each run. */
  readonly timeout: number;
  /** Bytes for each process; null: no limit. */
  readonly memory: number | null;
  readonly noNetwork: boolean;
  /** Also describe what the pipeline stores, for the test in the project, with this program where it has none; null: do not. */
  readonly references: string | null;
  /** Go on after cells that stop with an error, as if each was tagged so. */
  readonly allowErrors: boolean;
}

/** What the Python side is asked to do; `python/notebook_proof/verify.py` reads it. */
export interface ProofRequest extends ProofLimits {
  readonly project: string;
  readonly package: string;
  /** The working directory in a copy of the project, and in a copy of its files. */
  readonly filesWorkdir: string;
  readonly workdir: string;
  /** File names of the notebooks; what they write to files of these names is not compared. */
  readonly notebookNames: readonly string[];
  readonly inProcess: boolean;
  readonly rtol: number;
  readonly atol: number;
  readonly cells: readonly CellToRun[];
  readonly checkpoints: readonly Checkpoint[];
  readonly questions: readonly Question[];
  readonly steps: readonly { readonly name: string; readonly cells: readonly number[] }[];
}

interface Planned {
  readonly notebook: Notebook;
  readonly analysis: Analysis;
  readonly graph: StepGraph;
}

/** The part of a request that is about one notebook. */
export type PartRequest = Pick<ProofRequest, "cells" | "questions" | "steps" | "notebookNames"> & {
  /** Number of the notebook's cells, others than code included. */
  readonly length: number;
  readonly cellsByStep: ReadonlyMap<string, readonly number[]>;
};

/** What is to be asked of a notebook; `rows` are those of the step table that come from it. Cells that are tagged `skip` do not run. */
export function partRequest(
  { notebook, graph }: Planned,
  rows: readonly TableStep[],
  { allowErrors }: Pick<ProofLimits, "allowErrors">,
): PartRequest {
  const cells = cellsToRun(notebook, allowErrors);
  const indices = cells.map((cell) => cell.index);
  const cellsByStep = cellsOfSteps(graph.steps, indices);
  return {
    cells,
    questions: questionsOf(rows, cellsByStep, indices),
    steps: graph.steps.map(({ name }) => ({ name, cells: cellsByStep.get(name) ?? [] })),
    notebookNames: [notebook.path.split(/[\\/]/).at(-1) ?? ""],
    length: notebook.cells.length,
    cellsByStep,
  };
}

/** The request, with what does not depend on the notebooks. */
export function wholeRequest(
  parts: Pick<ProofRequest, "cells" | "questions" | "steps" | "notebookNames" | "checkpoints">,
  {
    table,
    subject,
    limits,
  }: {
    readonly table: ProjectTable;
    readonly subject: Omit<VerificationSubject, "notebook">;
    readonly limits: ProofLimits;
  },
): ProofRequest {
  return {
    ...limits,
    ...parts,
    project: subject.project,
    package: table.package,
    filesWorkdir: table.workdir,
    workdir: table.workdir.replace(/^files\/?/, ""),
    inProcess: subject.inProcess,
    rtol: subject.tolerance.relative,
    atol: subject.tolerance.absolute,
  };
}
