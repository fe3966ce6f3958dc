import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./tools.ts";

/** One sample, and what is known about the project that it becomes. */
export interface Sample {
  /** Folder in `samples/`. */
  readonly name: string;
  /** The file to convert, in that folder. */
  readonly file: string;
  /** Figures that the notebook shows. */
  readonly figures: number;
  readonly steps: readonly string[];
  /** A parameter's other value (for `--patch`), and the steps that depend on it. */
  readonly patch: { readonly change: string; readonly reruns: readonly string[] } | null;
  /** Variables of the notebook that are no variable of any step. All others must be there and be equal. */
  readonly notCompared: readonly string[];
  /** Variables that may differ in memory that holds nothing (the gaps in an array of records). */
  readonly close?: readonly string[];
  /** Variables that differ where no result is, with the place. */
  readonly different?: Readonly<Record<string, string>>;
}

interface Cell {
  cell_type: "code" | "markdown";
  source: string;
  metadata: { tags?: string[] };
}

/** A folder with the sample as the converter gets it. */
export function copySample(sample: Sample, target: string): string {
  cpSync(path.join(root, "samples", sample.name), target, { recursive: true });
  return path.join(target, sample.file);
}

/**
 * A folder with the sample as a kernel can run it, and the notebook's name in it: a script becomes a notebook, and
 * cells with the tag `skip`, which are no part of the pipeline, are empty.
 */
export function copyForKernel(sample: Sample, target: string): string {
  rmSync(target, { recursive: true, force: true });
  const file = copySample(sample, target);
  const text = readFileSync(file, "utf8");
  const isScript = file.endsWith(".py");
  const notebook = isScript ? { cells: cellsOfScript(text) } : (JSON.parse(text) as { cells: Cell[] });
  for (const cell of notebook.cells) if (cell.metadata.tags?.includes("skip")) cell.source = "";
  const name = `${path.parse(file).name}.ipynb`;
  if (isScript) rmSync(file);
  const code = notebook.cells.map((cell) => (cell.cell_type === "code" ? { execution_count: null, outputs: [] } : {}));
  const cells = notebook.cells.map((cell, index) => ({ ...cell, ...code[index] }));
  mkdirSync(target, { recursive: true });
  writeFileSync(
    path.join(target, name),
    JSON.stringify({ metadata: {}, nbformat: 4, nbformat_minor: 4, ...notebook, cells }),
  );
  return name;
}

/** The cells of a percent script: written apart from the converter's reader, so that the two check each other. */
function cellsOfScript(text: string): Cell[] {
  const [, ...parts] = text.split(/^# %%/m);
  return parts.map((part) => {
    const [marker = "", ...lines] = part.trimEnd().split("\n");
    const isMarkdown = marker.includes("[markdown]");
    const comment = isMarkdown ? /^# ?/ : /^# (?=%|! )/;
    const source = lines.map((line) => line.replace(comment, "")).join("\n");
    return { cell_type: isMarkdown ? "markdown" : "code", source, metadata: {} };
  });
}

/** Folders of `samples/` that hold something to convert. */
export function sampleFolders(): readonly string[] {
  const entries = readdirSync(path.join(root, "samples"), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
