import type { MadeReferences } from "./references.ts";

/** How two runs compare in one part; what the Python side found, before any judgement. */
export interface Compared {
  readonly status: "equal" | "close" | "different" | "absent" | "otherCode";
  readonly path?: string;
  readonly left?: string;
  readonly right?: string;
  readonly column?: string | null;
  readonly row?: number | null;
  readonly label?: string | null;
  /** Some part could not be looked into. */
  readonly partly?: boolean;
  /** Paths that differ between the notebook's own runs without being results: clocks, private attributes. */
  readonly ignored?: readonly string[];
  /** Equal but for readings of the clock, which the words and `left` and `right` are of. */
  readonly clock?: boolean;
  /** Index of the notebook's cell (text only). */
  readonly cell?: number | null;
  readonly what?: string;
  readonly pixels?: number;
  readonly likeness?: number | null;
  readonly box?: readonly number[] | null;
}

/** A part of the comparison: the notebook with itself, and with the project (null when that did not run). */
export interface ComparedPart {
  readonly own: Compared;
  readonly candidate: Compared | null;
}

/** Everything that was found; written by `python/notebook_proof`. */
export interface Evidence {
  readonly project: {
    readonly status: "ok" | "fails" | "timeout";
    readonly error: { readonly step: string | null; readonly text: string } | null;
    readonly described: boolean;
    readonly describeError: string | null;
  };
  readonly seconds: {
    readonly notebook1: number;
    readonly notebook2: number;
    readonly pipeline: number;
    readonly total: number;
  };
  readonly parts: {
    /** By {@link Question.id}. */
    readonly values: readonly (ComparedPart & { readonly id: number })[];
    readonly text: readonly ComparedText[];
    readonly figures: readonly (ComparedPart & FigurePlace)[];
    readonly files: readonly (ComparedPart & { readonly name: string })[];
    /** For each notebook, from when on the process's random generators differ between its own runs. */
    readonly random: readonly (RandomDifference | null)[];
  };
  /** Null when not asked for, or when the pipeline did not run to its end. */
  readonly references: MadeReferences | null;
}

/** The process's random generators differ between a notebook's own runs, from this cell on. */
export interface RandomDifference {
  readonly cell: number;
  readonly generators: readonly string[];
}

/** What a step prints and shows. `candidate` is about the lines that are the same in the notebook's own two runs. */
export interface ComparedText extends ComparedPart {
  readonly step: string;
  readonly lines: number;
  /** Those lines could be told apart. */
  readonly asked?: boolean;
  /** How all lines compare with the project's. */
  readonly whole?: Compared["status"];
}

/** Which figure, and its two pictures as paths. */
export interface FigurePlace {
  readonly step: string;
  readonly index: number;
  readonly cell: number | null;
  readonly left: string | null;
  readonly right: string | null;
}

/** How a notebook's own run ended before its end. */
export interface NotebookFailure {
  readonly kind: "error" | "timeout" | "died";
  readonly cell: number | null;
  readonly text: string;
  readonly run: number;
}

/** The Python side's answer. */
export type ProofResult =
  | { readonly failure: { readonly code: string; readonly message: string; readonly hint: string | null } }
  | { readonly notebookFailure: NotebookFailure }
  | (Evidence & { readonly notebookFailure: null });
