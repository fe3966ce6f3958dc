import { isObject, type JsonObject } from "../base/json.ts";
import type { DiagnosticList } from "./diagnostic-list.ts";
import { tagsOf } from "./ipynb-cell.ts";
import { kernelLanguage, kernelName } from "./kernel-language.ts";
import { isPercentMarker } from "./percent-marker.ts";
import { type ChunkContent, chunkContent } from "./percent-source.ts";
import { readScriptHeader } from "./script-header.ts";
import type { ScriptSyntax } from "./script-syntax.ts";
import { splitExported } from "./split-exported.ts";
import { type ScriptChunk, splitPercent } from "./split-script.ts";
import type { Cell, Notebook } from "./types.ts";

/** A script's lines, and its cells as ranges of lines. */
export interface ScriptLayout {
  readonly format: "percent" | "script";
  readonly lines: readonly string[];
  /** A raw cell made of the YAML header, which has no lines of its own; it comes before the chunks. */
  readonly headerCell: string | null;
  readonly metadata: JsonObject;
  readonly chunks: readonly ScriptChunk[];
  /** First line of the header that was not understood. */
  readonly unread: string | null;
}

/**
 * Finds the cells of a script: by `# %%` markers (`percent`), by the `# In[1]:` marks of an nbconvert export, or else
 * the whole text is one cell (both `script`).
 */
export function layOutScript(text: string, syntax: ScriptSyntax): ScriptLayout {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  const header = readScriptHeader(lines, syntax);
  const percent = splitPercent(lines, header.end, syntax);
  const { metadata, unread, raw: headerCell } = header;
  const isMarked = percent.some(({ markerLine }) => {
    return markerLine !== null && isPercentMarker(lines[markerLine] as string, syntax);
  });
  if (isMarked || isObject(metadata.jupytext)) {
    return { format: "percent", lines, headerCell, metadata, chunks: percent, unread };
  }
  const chunks = splitExported(lines, header.end, percent, syntax);
  return { format: "script", lines, headerCell, metadata, chunks, unread };
}

/** Reads a percent script or a plain script. */
export function readScript(text: string, path: string, syntax: ScriptSyntax, diagnostics: DiagnosticList): Notebook {
  const layout = layOutScript(text, syntax);
  if (layout.unread !== null) {
    const message = `The header of the script has a line that was not understood: ${JSON.stringify(layout.unread)}.`;
    diagnostics.add("CW421", "warning", message, { hint: "Keep to plain `key: value` lines." });
  }
  const named = { ...layout.metadata };
  if (named.kernelspec === undefined) named.language_info = { name: syntax.language };
  return {
    path,
    format: layout.format,
    nbformat: [4, 5],
    language: kernelLanguage(named),
    kernel: kernelName(named),
    metadata: layout.metadata,
    cells: cellsOf(layout, syntax, diagnostics),
  };
}

function cellsOf(layout: ScriptLayout, syntax: ScriptSyntax, diagnostics: DiagnosticList): Cell[] {
  const contents: ChunkContent[] = [];
  if (layout.headerCell !== null) contents.push({ kind: "raw", metadata: {}, source: layout.headerCell });
  const byJupytext = isObject(layout.metadata.jupytext) || layout.metadata.kernelspec !== undefined;
  for (const chunk of layout.chunks) {
    warnOfMarker(chunk, contents.length, diagnostics);
    if (layout.format === "percent") contents.push(chunkContent(layout.lines, chunk, syntax, byJupytext));
    else contents.push(plainContent(layout.lines, chunk, syntax));
  }
  return contents.map((content, index) => cellOf(content, index, diagnostics));
}

function plainContent(lines: readonly string[], chunk: ScriptChunk, { comment }: ScriptSyntax): ChunkContent {
  const content = lines.slice(chunk.start, chunk.end);
  const isText = chunk.marker.kind === "markdown";
  const prefix = new RegExp(`^${comment} ?`);
  const source = isText ? content.map((line) => line.replace(prefix, "")) : content;
  return { kind: chunk.marker.kind, metadata: {}, source: source.join("\n") };
}

function cellOf({ kind, metadata, source }: ChunkContent, index: number, diagnostics: DiagnosticList): Cell {
  const zero = source.indexOf("\0");
  if (zero !== -1) {
    const message = `Cell ${index + 1} has a NUL character, which no kernel accepts in code.`;
    diagnostics.add("CW415", "warning", message, { cell: index, start: zero, end: zero + 1 });
  }
  const formed = source.replaceAll(/\p{Surrogate}/gu, "\ufffd");
  return {
    id: `cell-${index}`,
    index,
    kind,
    source: formed,
    tags: tagsOf(metadata),
    metadata,
    executionCount: null,
    outputs: [],
  };
}

function warnOfMarker(chunk: ScriptChunk, cell: number, diagnostics: DiagnosticList): void {
  const { unread } = chunk.marker;
  if (unread === null || chunk.markerLine === null) return;
  const message = `Line ${chunk.markerLine + 1}: ${JSON.stringify(unread)} in the cell marker is no metadata.`;
  diagnostics.add("CW420", "warning", message, { cell, hint: 'Write metadata as key=value, such as tags=["a"].' });
}
