import type { Diagnostic } from "../diagnostics/types.ts";
import { readBytes } from "../disk/read-file.ts";
import { readNotebook } from "../notebook/read-notebook.ts";
import type { Notebook } from "../notebook/types.ts";

/** A notebook file with its text; `notebook` is null when nothing of it can be read. */
export interface NotebookInput {
  readonly notebook: Notebook | null;
  readonly bytes: Uint8Array;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a notebook from disk. */
export function readInput(path: string): NotebookInput {
  const bytes = readBytes(path);
  return { ...readNotebook(bytes, path), bytes };
}
