import type { Analysis } from "../analysis/types.ts";
import type { Cell, Notebook } from "../notebook/types.ts";
import { type CellToRun, cellsToRun } from "./cells-to-run.ts";
import { withParameters } from "./parameter-cell.ts";
import { reachedCells, readsClock } from "./reached-cells.ts";

/** Limits and places of the runs. */
export interface CheckLimits {
  /** The notebook's own folder; copies of it are worked in. */
  readonly folder: string;
  /** A folder with files from around the notebook's folder; null when it needs none. */
  readonly around: string | null;
  /** Where the copy of `folder` lies among the copies of `around`. */
  readonly workdir: string;
  /** Modules from elsewhere that it finds beside it: files and folders. */
  readonly modules?: readonly string[];
  /** A folder with a short name, for the kernel's sockets. */
  readonly sockets: string;
  /** Seconds for each run, and for each cell. */
  readonly timeout: number;
  readonly cellTimeout: number;
  /** Bytes for each process; null: no limit. */
  readonly memory: number | null;
  /** Characters of output that are kept of each cell. */
  readonly outputLimit: number;
  readonly noNetwork: boolean;
  /** How often the notebook runs; from 2 on its runs are compared with each other. */
  readonly repeat: number;
  /** How close floats in what is shown must be. */
  readonly rtol: number;
  readonly atol: number;
}

/** What the Python side is asked to do; `python/notebook_check/check.py` reads it. */
export interface CheckRequest extends CheckLimits {
  readonly cells: readonly CheckedCell[];
}

/** A cell that is run. */
export interface CheckedCell extends CellToRun {
  /** Outputs that are saved in the notebook; null when there is nothing to compare with. */
  readonly saved: Cell["outputs"] | null;
  /** What it shows may hold readings of the clock. */
  readonly clocked: boolean;
}

/**
 * Composes the request. With other parameters a run shows something else than what is saved, so that nothing is compared with
 * it then. Failures as of {@link withParameters}.
 */
export function checkRequest(
  notebook: Notebook,
  analysis: Pick<Analysis, "statements">,
  limits: CheckLimits,
  { allowErrors, set }: { readonly allowErrors: boolean; readonly set: ReadonlyMap<string, string> },
): CheckRequest {
  const clocked = reachedCells(analysis.statements, readsClock);
  const hasOutputs = set.size === 0 && notebook.cells.some(({ outputs }) => outputs.length > 0);
  const cells = withParameters(cellsToRun(notebook, allowErrors), set, notebook, analysis);
  return {
    ...limits,
    cells: cells.map((cell) => ({
      ...cell,
      saved: hasOutputs ? savedOutputs(notebook.cells[cell.index]) : null,
      clocked: clocked.has(cell.index),
    })),
  };
}

/** IPython's help is shown beside a notebook; some programs save it as an output. */
const HELP = /^\s*\?{1,2}[\w.%]+\s*$|^\s*%{0,2}[A-Za-z_][\w.]*\?{1,2}\s*$/m;

/** A cell that was never run has saved nothing; one that was run and shows nothing has saved that. */
function savedOutputs(cell: Cell | undefined): Cell["outputs"] | null {
  if (cell === undefined || HELP.test(cell.source)) return null;
  return cell.outputs.length === 0 && cell.executionCount === null ? null : cell.outputs;
}
