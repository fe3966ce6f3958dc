import { lineOf, lineStarts, type Span } from "../base/spans.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { Cell } from "../notebook/types.ts";
import { isSelectedBy, type Selectable } from "./selection.ts";

/** A comment that allows what it names: `# cellwright: allow CW212 the path of the shared disk`. */
export interface Suppression {
  readonly cell: number;
  readonly span: Span;
  readonly scope: "line" | "cell" | "file";
  /** Codes, families or names. */
  readonly selectors: readonly string[];
  /** Why; empty when nothing is said. */
  readonly reason: string;
  /** Line of the cell, from 0, that it is about; only for the scope `line`. */
  readonly line: number;
}

const COMMENT =
  /(?:#|\/\/)\s*cellwright:\s*allow(?<scope>-cell|-file)?\s+(?<codes>(?:CW\d{1,3}|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)\b(?:\s*,\s*(?:CW\d{1,3}|[a-z][a-z0-9]*(?:-[a-z0-9]+)+)\b)*)(?<reason>.*)$/;

/**
 * The comments of code cells that allow something. `allow` is about the line on which it stands, or, alone on its line, about
 * the next line of code; `allow-cell` and `allow-file` are about the whole cell and the whole notebook.
 */
export function suppressionsIn(cells: readonly Cell[]): readonly Suppression[] {
  return cells
    .filter(({ kind, source }) => kind === "code" && source.includes("cellwright:"))
    .flatMap(({ index, source }) => suppressionsOf(index, source));
}

function suppressionsOf(cell: number, source: string): readonly Suppression[] {
  const lines = source.split("\n");
  const starts = lineStarts(source);
  return lines.flatMap((text, number): readonly Suppression[] => {
    const match = COMMENT.exec(text);
    if (match?.groups === undefined || isInText(source, (starts[number] as number) + match.index)) return [];
    const { scope, codes = "", reason = "" } = match.groups;
    const start = (starts[number] as number) + match.index;
    const isAlone = text.slice(0, match.index).trim() === "";
    const next = lines.findIndex((line, at) => at > number && line.trim() !== "" && !/^\s*(#|\/\/)/.test(line));
    return [
      {
        cell,
        span: { start, end: (starts[number] as number) + text.length },
        scope: scope === "-cell" ? "cell" : scope === "-file" ? "file" : "line",
        selectors: codes.split(",").map((one) => one.trim()),
        reason: reason.trim(),
        line: isAlone && next !== -1 ? next : number,
      },
    ];
  });
}

const LINE_TEXT = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g;

/** Whether a place is inside a string, as far as the quotes before it tell: what stands there is no comment. */
function isInText(source: string, offset: number): boolean {
  const before = source.slice(0, offset);
  const isOdd = (quotes: string) => before.split(quotes).length % 2 === 0;
  if (isOdd('"""') || isOdd("'''")) return true;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return /["']/.test(line.replaceAll(/"""|'''/g, "").replaceAll(LINE_TEXT, ""));
}

/** Whether a suppression allows a diagnostic. What is about a whole cell (its outputs) is allowed by any line of the cell. */
export function allows(one: Suppression, diagnostic: Diagnostic, rule: Selectable, cells: readonly Cell[]): boolean {
  if (!one.selectors.some((selector) => isSelectedBy(rule, selector))) return false;
  if (one.scope === "file") return true;
  const { location } = diagnostic;
  if (location === undefined || location.cell !== one.cell) return false;
  if (one.scope === "cell" || location.span.end === 0) return true;
  const starts = lineStarts(cells[one.cell]?.source ?? "");
  const [first, last] = [lineOf(starts, location.span.start), lineOf(starts, Math.max(0, location.span.end - 1))];
  return first === one.line || last === one.line;
}
