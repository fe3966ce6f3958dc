import type { Compared } from "./evidence.ts";

/** A line of a cell in a traceback: index of the cell, line from 1. */
export interface CellFrame {
  readonly cell: number;
  readonly line: number;
}

/** An error that a cell raised. */
export interface CellError {
  /** `ZeroDivisionError`. */
  readonly name: string;
  readonly text: string;
  /** Outermost first. */
  readonly frames: readonly CellFrame[];
  /** Memory was used up. */
  readonly memory: boolean;
}

/** How a run ended before the notebook's end. */
export interface RunStop {
  readonly kind: "error" | "timeout" | "died";
  /** Null: before the first cell. */
  readonly cell: number | null;
  readonly frames: readonly CellFrame[];
  readonly memory: boolean;
  /** Of a timeout: whose time was up, and how much it was. */
  readonly limit?: "cell" | "total";
  readonly seconds?: number;
  /** Of a kernel that died: negative for a signal, null when it is not known; and what it said last. */
  readonly exitCode?: number | null;
  readonly said?: string;
}

/** One run of the notebook. */
export interface CheckedRun {
  readonly seconds: number;
  /** Cells that ran, to their end or to an error. */
  readonly cells: readonly {
    readonly cell: number;
    readonly seconds: number;
    readonly error: CellError | null;
    /** It showed more than is kept. */
    readonly cut: boolean;
  }[];
  readonly failure: RunStop | null;
}

/** How one thing compares between runs. */
export interface RunComparison {
  /** The first run with the first other one that differs; `left` is the first run. Null when there was one run only. */
  readonly own: Compared | null;
  /** A run with the hash seed of the first and the threads of the second, with the first and with the second; null when there was none. */
  readonly sameSeed: Compared | null;
  readonly sameThreads: Compared | null;
}

/** A part of what a cell shows: what it prints, one shown value or picture, or its error. */
export interface OutputPart extends RunComparison {
  readonly cell: number;
  readonly kind: "printed" | "display" | "error";
  /** Among the parts of this kind, from 0. */
  readonly index: number;
  /** What is saved (`left`) with the first run; null when nothing is. */
  readonly saved: Compared | null;
}

/** Everything that runs of a notebook showed; written by `python/notebook_check`. */
export interface CheckEvidence {
  readonly runs: readonly CheckedRun[];
  readonly parts: {
    readonly outputs: readonly OutputPart[];
    /** Files that a run wrote. */
    readonly files: readonly (RunComparison & { readonly name: string })[];
    /** Cells after which random generators are in another state in the second run. */
    readonly random: readonly { readonly cell: number; readonly generators: readonly string[] }[];
  };
}

/** The Python side's answer. */
export type CheckResult =
  | CheckEvidence
  | { readonly cannot: { readonly code: string; readonly message: string; readonly hint: string | null } };
