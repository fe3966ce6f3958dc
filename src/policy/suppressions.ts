import { groupedBy } from "../base/grouped-by.ts";
import { type Location, lineOf, lineStarts, type Span } from "../base/spans.ts";
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

/** What is meant as such a comment, however it is written. */
const MEANT = /(?:#|\/\/)\s*cell-?wright\b\s*[:=]?\s*(?<word>[\w-]*)/i;

/** A comment that is meant to allow something, and is not understood. */
export interface MisspeltSuppression {
  readonly cell: number;
  readonly span: Span;
  readonly text: string;
}

/** Comments that speak to this program, and say nothing that it knows: `# cellwright: alow CW212`. */
export function misspeltSuppressions(cells: readonly Cell[]): readonly MisspeltSuppression[] {
  return cells
    .filter(({ kind, source }) => kind === "code" && /cell-?wright/i.test(source))
    .flatMap(({ index, source }) => {
      const lines = source.split("\n");
      const starts = lineStarts(source);
      const isTextAt = insideTexts(lines);
      return lines.flatMap((text, number): readonly MisspeltSuppression[] => {
        const match = MEANT.exec(text);
        if (match === null || !isMeant(match[0], match.groups?.word ?? "") || COMMENT.test(text)) return [];
        if (isTextAt(number, match.index)) return [];
        const start = (starts[number] as number) + match.index;
        const end = (starts[number] as number) + text.trimEnd().length;
        return [{ cell: index, span: { start, end }, text: source.slice(start, end) }];
      });
    });
}

/** Prose may begin with the name; a colon, or the word that allows, is for the program. */
function isMeant(text: string, word: string): boolean {
  return /[:=]/.test(text) || /^(allow|ignore|disable|noqa|skip)/i.test(word);
}

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
  const next = nextLinesOfCode(lines);
  const isTextAt = insideTexts(lines);
  return lines.flatMap((text, number): readonly Suppression[] => {
    const match = COMMENT.exec(text);
    if (match?.groups === undefined || isTextAt(number, match.index)) return [];
    const { scope, codes = "", reason = "" } = match.groups;
    const start = starts[number] as number;
    const isAlone = text.slice(0, match.index).trim() === "";
    return [
      {
        cell,
        span: { start: start + match.index, end: start + text.length },
        scope: scope === "-cell" ? "cell" : scope === "-file" ? "file" : "line",
        selectors: codes.split(",").map((one) => one.trim()),
        reason: reason.trim(),
        line: isAlone ? (next[number] ?? number) : number,
      },
    ];
  });
}

/** For each line the next one below it that holds code; null where there is none. */
function nextLinesOfCode(lines: readonly string[]): readonly (number | null)[] {
  let next: number | null = null;
  const found = lines.map((text, index) => ({ text, index })).toReversed();
  return found
    .map(({ text, index }) => {
      const below = next;
      if (text.trim() !== "" && !/^\s*(#|\/\/)/.test(text)) next = index;
      return below;
    })
    .toReversed();
}

const LINE_TEXT = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g;

/** Tells whether a place is inside a string, as far as the quotes before it tell: what stands there is no comment. Asked from line to line. */
function insideTexts(lines: readonly string[]): (line: number, column: number) => boolean {
  let counted = 0;
  let [doubles, singles] = [0, 0];
  return (line, column) => {
    for (; counted < line; counted++) {
      doubles += times(lines[counted] as string, '"""');
      singles += times(lines[counted] as string, "'''");
    }
    const before = (lines[line] ?? "").slice(0, column);
    const isOdd = (count: number) => count % 2 === 1;
    if (isOdd(doubles + times(before, '"""')) || isOdd(singles + times(before, "'''"))) return true;
    return /["']/.test(before.replaceAll(/"""|'''/g, "").replaceAll(LINE_TEXT, ""));
  };
}

function times(text: string, part: string): number {
  return text.includes(part) ? text.split(part).length - 1 : 0;
}

/** Finds the suppressions that allow a diagnostic. What is about a whole cell (its outputs) is allowed by any line of the cell. */
export class SuppressionIndex {
  readonly #ofFile: readonly Suppression[];
  readonly #byCell: ReadonlyMap<number, readonly Suppression[]>;
  readonly #byLine: ReadonlyMap<string, readonly Suppression[]>;
  readonly #starts: (cell: number) => readonly number[];

  constructor(suppressions: readonly Suppression[], cells: readonly Cell[]) {
    this.#ofFile = suppressions.filter(({ scope }) => scope === "file");
    const others = suppressions.filter(({ scope }) => scope !== "file");
    this.#byCell = groupedBy(others, ({ cell }) => cell);
    this.#byLine = groupedBy(others, ({ cell, scope, line }) => (scope === "cell" ? `${cell}` : `${cell}:${line}`));
    const starts = new Map<number, readonly number[]>();
    this.#starts = (cell) => {
      const known = starts.get(cell) ?? lineStarts(cells[cell]?.source ?? "");
      starts.set(cell, known);
      return known;
    };
  }

  /** Those that name the rule and are about the place of the diagnostic. */
  allowing({ location }: Diagnostic, rule: Selectable): readonly Suppression[] {
    const near = location === undefined ? [] : this.#near(location);
    return [...this.#ofFile, ...near].filter(({ selectors }) => selectors.some((one) => isSelectedBy(rule, one)));
  }

  #near({ cell, span }: Location): readonly Suppression[] {
    if (span.end === 0) return this.#byCell.get(cell) ?? [];
    if (!this.#byCell.has(cell)) return [];
    const starts = this.#starts(cell);
    const lines = [lineOf(starts, span.start), lineOf(starts, Math.max(0, span.end - 1))];
    const keys = new Set([`${cell}`, ...lines.map((line) => `${cell}:${line}`)]);
    return [...keys].flatMap((key) => this.#byLine.get(key) ?? []);
  }
}
