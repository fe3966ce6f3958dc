import type { ExecutionCount, IOutput } from "@jupyterlab/nbformat";
import type { JsonObject } from "../base/json.ts";

/** How the notebook file is written. */
export type NotebookFormat = "ipynb" | "percent" | "script";

/** One cell, the same whatever the file format. */
export interface Cell {
  /** nbformat's id where there is one, else `cell-<index>`; unique in the notebook. */
  readonly id: string;
  /** Position among all cells of the notebook, first is 0. */
  readonly index: number;
  readonly kind: "code" | "markdown" | "raw";
  /** Lines end with `\n`. */
  readonly source: string;
  readonly tags: readonly string[];
  readonly metadata: JsonObject;
  /** Null when the cell was not run, or the format does not say. */
  readonly executionCount: ExecutionCount;
  /** In the form of nbformat 4. Of a file that breaks the format (CW409), fields may be missing or of another type. */
  readonly outputs: readonly IOutput[];
}

/** A notebook as data, the same whatever the file format. */
export interface Notebook {
  /** File path as the user gave it; only for messages and names. */
  readonly path: string;
  readonly format: NotebookFormat;
  /** `[major, minor]` as the file says; `[4, 5]` for text formats. */
  readonly nbformat: readonly [number, number];
  /** Kernel language in lower case: `python`, `typescript`, `javascript`, ... */
  readonly language: string;
  /** Name of the kernel spec, when the file names one. */
  readonly kernel: string | null;
  readonly metadata: JsonObject;
  readonly cells: readonly Cell[];
}
