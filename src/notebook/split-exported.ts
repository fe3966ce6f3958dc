import { isPromptMarker, parseMarker } from "./percent-marker.ts";
import type { ScriptSyntax } from "./script-syntax.ts";
import type { ScriptChunk } from "./split-script.ts";

const code = parseMarker("");
const markdown = parseMarker("%% [markdown]");

/**
 * The cells of a script that has no `# %%` markers. An nbconvert export marks its code cells (`# In[3]:`) and has the
 * text cells as comments above them; other scripts are one cell.
 */
export function splitExported(
  lines: readonly string[],
  from: number,
  marked: readonly ScriptChunk[],
  syntax: ScriptSyntax,
): ScriptChunk[] {
  const isExport = marked.some((chunk) => isExportMarker(lines, chunk.markerLine, syntax));
  if (!isExport) {
    const whole = trimmed(lines, { markerLine: null, marker: code, start: from, end: lines.length });
    return [{ ...whole, start: from }];
  }
  return marked.flatMap((chunk) => exportedCells(lines, chunk, syntax));
}

/** nbconvert leaves two blank lines below its markers. */
function isExportMarker(lines: readonly string[], at: number | null, syntax: ScriptSyntax): boolean {
  return at !== null && isPromptMarker(lines[at] as string, syntax) && (lines[at + 1] ?? "").trim() === "";
}

/** What is behind a marker: the code, and the text cells that come before the next marker. */
function exportedCells(lines: readonly string[], chunk: ScriptChunk, syntax: ScriptSyntax): ScriptChunk[] {
  const texts: ScriptChunk[] = [];
  let { end } = chunk;
  for (;;) {
    const block = lastBlock(lines, chunk.start, end);
    // Comments at the very start of a code cell are code.
    const isCodeStart = chunk.markerLine !== null && block.start <= firstTold(lines, chunk.start, end);
    const isText = lines.slice(block.start, block.end).every((line) => line.startsWith(syntax.comment));
    if (block.start >= block.end || isCodeStart || !isText) break;
    texts.unshift({ markerLine: null, marker: markdown, start: block.start, end: block.end });
    end = block.start;
  }
  const rest = trimmed(lines, { ...chunk, marker: code, end });
  return rest.start < rest.end || chunk.markerLine !== null ? [rest, ...texts] : texts;
}

/** The last lines that two blank lines (or one, below another text) set apart. */
function lastBlock(lines: readonly string[], from: number, to: number): { start: number; end: number } {
  let end = to;
  while (end > from && (lines[end - 1] as string).trim() === "") end--;
  let start = end;
  while (start > from && (lines[start - 1] as string).trim() !== "") start--;
  return { start, end };
}

function firstTold(lines: readonly string[], from: number, to: number): number {
  let at = from;
  while (at < to && (lines[at] as string).trim() === "") at++;
  return at;
}

function trimmed(lines: readonly string[], chunk: ScriptChunk): ScriptChunk {
  const { end } = lastBlock(lines, chunk.start, chunk.end);
  return { ...chunk, start: Math.min(firstTold(lines, chunk.start, end), end), end };
}
