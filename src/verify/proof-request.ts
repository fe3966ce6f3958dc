import type { Analysis } from "../analysis/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { StepGraph } from "../plan/types.ts";
import { type CellToRun, cellsToRun } from "./cells-to-run.ts";
import {
  type Checkpoint,
  cellsOfSteps,
  checkpointsOf,
  type Question,
  questionsOf,
  type TableStep,
} from "./questions.ts";
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
  /** Also describe what the pipeline stores, for the test in the project. */
  readonly references: boolean;
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
  readonly notebookName: string;
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

/** Composes the request; with what is needed to judge the answer. Cells that are tagged `skip` do not run. */
export function proofRequest(
  { notebook, graph }: Planned,
  table: ProjectTable,
  subject: VerificationSubject,
  limits: ProofLimits,
): {
  readonly request: ProofRequest;
  readonly questions: readonly Question[];
  readonly cellsByStep: ReadonlyMap<string, readonly number[]>;
} {
  const cells = cellsToRun(notebook, limits.allowErrors);
  const indices = cells.map((cell) => cell.index);
  const cellsByStep = cellsOfSteps(graph.steps, indices);
  const questions = questionsOf(table.steps, cellsByStep, indices);
  const request: ProofRequest = {
    ...limits,
    project: subject.project,
    package: table.package,
    filesWorkdir: table.workdir,
    workdir: table.workdir.replace(/^files\/?/, ""),
    notebookName: notebook.path.split(/[\\/]/).at(-1) ?? "",
    inProcess: subject.inProcess,
    rtol: subject.tolerance.relative,
    atol: subject.tolerance.absolute,
    cells,
    checkpoints: checkpointsOf(questions),
    questions,
    steps: graph.steps.map(({ name }) => ({ name, cells: cellsByStep.get(name) ?? [] })),
  };
  return { request, questions, cellsByStep };
}
