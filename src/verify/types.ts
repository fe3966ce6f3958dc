/**
 * What became of one thing that was compared: `equal`; `differs`; `unstable`: the notebook does not agree with itself, so
 * that nothing could be asked of the pipeline; `notCompared`: one side is missing, or cannot be looked into.
 */
export type ItemVerdict = "equal" | "differs" | "unstable" | "notCompared";

/** The whole: `failed` when the pipeline did not run to its end. */
export type Verdict = "equal" | "differs" | "unstable" | "failed";

/** A line of the notebook: cell and line count from 1. */
export interface SourceLine {
  readonly cell: number;
  readonly line: number;
  readonly text: string;
}

/** Where and how two values differ. */
export interface Difference {
  /** `pca.components_[0, 3]`; `line 4` for text; empty for a whole. */
  readonly path: string;
  /** Of a table: the column, the row by position (first is 0) and the row's label. */
  readonly column: string | null;
  readonly row: number | null;
  readonly label: string | null;
  readonly notebook: string;
  readonly pipeline: string;
}

/** Why a notebook does not agree with itself. */
export interface InstabilityCause {
  readonly name: "unseededDraw" | "setOrder" | "clock" | "address" | "unknown";
  readonly explanation: string;
  /** The line that brings it in, as far as that is known. */
  readonly at: SourceLine | null;
  /** A change of the notebook that would mend it, as text: lines with `-` and `+`. */
  readonly patch: string | null;
}

/** The pictures of a figure that differs. */
export interface FigurePair {
  /** Paths of picture files; null where there is none. */
  readonly notebook: string | null;
  readonly pipeline: string | null;
  /** Share of the pixels that differ. */
  readonly pixels: number | null;
  /** Structural similarity: 1 for what looks the same. */
  readonly likeness: number | null;
  /** Left, top, right, bottom of what differs, in pixels. */
  readonly box: readonly number[] | null;
}

/**
 * One thing that was compared. `output`: a variable as a step gave it, against the notebook after the step's last cell.
 * `input`: as a step takes it, against the notebook before the step's first cell. `final`: as the pipeline leaves it, against
 * the notebook at its end. `text`: what a step prints and shows. `figure`, `file`: one picture, one written file.
 */
export interface VerifiedItem {
  readonly kind: "input" | "output" | "text" | "figure" | "file" | "final";
  /** Null for what belongs to no step: final values, and files of which the code does not tell who writes them. */
  readonly step: string | null;
  /** The variable, `text`, `figure 2`, or the file's path. */
  readonly name: string;
  readonly verdict: ItemVerdict;
  /** Equal as far as could be seen: some part could not be looked into, or is a reading of the clock. */
  readonly partly: boolean;
  readonly difference: Difference | null;
  /** Set when the verdict is `unstable`. */
  readonly cause: InstabilityCause | null;
  /** Why it was not compared. */
  readonly reason: string | null;
  /** The line of the notebook that last changed the variable, or the start of the cell that shows the text or figure. */
  readonly changedAt: SourceLine | null;
  readonly figure: FigurePair | null;
}

/** One step with all that belongs to it. */
export interface VerifiedStep {
  readonly name: string;
  readonly title: string;
  /** From 1. */
  readonly cells: readonly number[];
  /** Steps whose values it takes. */
  readonly takesFrom: readonly string[];
  readonly verdict: Verdict;
  readonly items: readonly VerifiedItem[];
}

/** The first thing that differs, in the order of steps. */
export interface FirstDivergence {
  readonly item: VerifiedItem;
  /** All that the step takes is equal: what differs arises in the step itself. Null for what belongs to no step. */
  readonly arisesHere: boolean | null;
}

/** How the pipeline ended when it did not run to its end. */
export interface PipelineFailure {
  /** Null when it is not known. */
  readonly step: string | null;
  readonly text: string;
}

/** Whether a pipeline gives what its notebook gives; described by `docs/schemas/verification.schema.json`. */
export interface Verification {
  readonly version: 1;
  readonly project: string;
  readonly package: string;
  readonly notebook: string;
  readonly python: string;
  readonly inProcess: boolean;
  readonly tolerance: { readonly relative: number; readonly absolute: number };
  readonly verdict: Verdict;
  readonly pipelineFailure: PipelineFailure | null;
  readonly firstDivergence: FirstDivergence | null;
  readonly counts: { readonly [verdict in ItemVerdict]: number };
  readonly steps: readonly VerifiedStep[];
  /** Final values and files. */
  readonly rest: readonly VerifiedItem[];
  readonly seconds: {
    /** The notebook's own two runs, checkpoints included. */
    readonly notebook: readonly [number, number];
    readonly pipeline: number;
    readonly total: number;
  };
}
