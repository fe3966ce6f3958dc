import { isPercentMarker, isPromptMarker, type Marker, parseMarker } from "./percent-marker.ts";
import type { ScriptSyntax } from "./script-syntax.ts";

/** A cell of a script as lines. */
export interface ScriptChunk {
  /** Null for what stands above the first marker. */
  readonly markerLine: number | null;
  readonly marker: Marker;
  /** First line of the content. */
  readonly start: number;
  /** First line behind the content; blank lines that belong to the layout lie behind it. */
  readonly end: number;
}

const noMarker = parseMarker("");

/** Splits the lines from `from` on at their `# %%` markers. Markers inside strings and fenced blocks do not count. */
export function splitPercent(lines: readonly string[], from: number, syntax: ScriptSyntax): ScriptChunk[] {
  const chunks: ScriptChunk[] = [];
  let start = from;
  while (start < lines.length) {
    const line = lines[start] as string;
    const hasMarker = isPercentMarker(line, syntax) || isPromptMarker(line, syntax);
    const marker = isPercentMarker(line, syntax) ? parseMarker(line) : noMarker;
    const next = nextMarker(lines, start, marker.kind !== "code", syntax);
    const first = hasMarker ? start + 1 : start;
    const end = Math.max(first, contentEnd(lines, start, next));
    const isBlank = !hasMarker && lines.slice(first, end).every((text) => text.trim() === "");
    if (!isBlank) chunks.push({ markerLine: hasMarker ? start : null, marker, start: first, end });
    start = next;
  }
  return chunks;
}

/** Line of the next marker after `start`, or the number of lines. */
function nextMarker(lines: readonly string[], start: number, isText: boolean, syntax: ScriptSyntax): number {
  let state: string | null = null;
  let at = start;
  while (at < lines.length) {
    const line = lines[at] as string;
    const wasPlain = state === null;
    state = syntax.stringAfter(line, state);
    const fenceEnd = wasPlain && isText ? closingFence(lines, at, syntax) : null;
    if (fenceEnd !== null) {
      at = fenceEnd + 1;
      continue;
    }
    if (wasPlain && at > start && (isPercentMarker(line, syntax) || isPromptMarker(line, syntax))) return at;
    at++;
  }
  return lines.length;
}

/** Farthest that a fenced block is followed: keeps a file of opening fences from taking quadratic time. */
const longestFence = 2_000;

/** Line that closes the Markdown fence that opens on line `at`, or null. */
function closingFence(lines: readonly string[], at: number, { comment }: ScriptSyntax): number | null {
  const open = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(uncommented(lines[at] as string, comment));
  if (open === null) return null;
  const [, fence = "", info = ""] = open;
  if (fence.startsWith("`") && info.includes("`")) return null;
  for (let below = at + 1; below < Math.min(lines.length, at + longestFence); below++) {
    const close = /^ {0,3}(`{3,}|~{3,})\s*$/.exec(uncommented(lines[below] as string, comment))?.[1] ?? "";
    if (close.startsWith(fence)) return below;
  }
  return null;
}

/** One blank line separates cells; two do, when jupytext put them there for PEP 8. */
function contentEnd(lines: readonly string[], start: number, next: number): number {
  const [third, second, last] = [lines[next - 3], lines[next - 2], lines[next - 1]];
  if (next - start >= 3 && third?.trim() !== "" && second?.trim() === "" && last?.trim() === "") return next - 2;
  return next > start && last === "" ? next - 1 : next;
}

/** The line without one comment sign and the space behind it. */
export function uncommented(line: string, comment: string): string {
  if (line.startsWith(`${comment} `)) return line.slice(comment.length + 1);
  return line.startsWith(comment) ? line.slice(comment.length) : line;
}
