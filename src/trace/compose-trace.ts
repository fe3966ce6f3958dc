import { createHash } from "node:crypto";
import type { Trace, TracedCell, TraceFailure } from "./types.ts";

/** A run as the Python side (`python/notebook_probe/trace.py`) tells it: cells by index from 0, without hashes. */
export interface TracedRun extends Omit<Trace, "format" | "version" | "notebook" | "failure" | "cells"> {
  readonly failure: (Omit<TraceFailure, "cell"> & { readonly cell: number | null }) | null;
  readonly cells: readonly (Omit<TracedCell, "cell" | "hash"> & { readonly index: number })[];
}

/** The hash by which a cell is known again. */
export function cellHash(source: string): string {
  return createHash("sha256").update(source).digest("hex");
}

/** The trace of a run. `sources`: the text of each cell of the notebook. */
export function composeTrace(run: TracedRun, notebook: string, sources: readonly string[]): Trace {
  return {
    format: "cellwright-trace",
    version: 1,
    notebook,
    failure: run.failure && { ...run.failure, cell: run.failure.cell === null ? null : run.failure.cell + 1 },
    python: run.python,
    platform: run.platform,
    packages: run.packages,
    seconds: run.seconds,
    probing: run.probing,
    files: run.files,
    cells: run.cells.map(({ index, ...cell }) => ({ cell: index + 1, hash: cellHash(sources[index] ?? ""), ...cell })),
    values: run.values,
  };
}
