import type { Span } from "../../../base/spans.ts";
import type { Operation, StatementFacts } from "../../facts.ts";
import type { TextEdit } from "./code-lines.ts";

const SHOWS = new Set(["print", "display"]);

/**
 * Takes the magics out of an import among branches (`except ImportError: !pip install x`), as a project declares what it
 * needs; and if it is `silent`, what it says (`try: import x; print(x.__version__)`): it stands in each module that needs the
 * name, and the notebook says it once.
 */
export function guardedImportEdits(code: string, facts: StatementFacts, silent: boolean): readonly TextEdit[] {
  const { magics, operations, uses } = facts;
  const isNotebooks = (name: string) => uses.some((use) => use.name === name);
  const said = operations.filter((one) => silent && isNotebooks(shownBy(one) ?? "")).map(({ span }) => span);
  const spans = [...magics.map(({ span }) => span), ...said].sort((a, b) => a.start - b.start);
  return runsOf(
    code,
    spans.filter((span) => indentationOf(code, span) !== null),
  ).flatMap((run) => withoutRun(code, run));
}

function shownBy(operation: Operation): string | null {
  if (operation.op !== "evaluate" || operation.value.kind !== "call") return null;
  const { of } = operation.value;
  return of.kind === "name" && !of.local && SHOWS.has(of.name) ? of.name : null;
}

/** The blanks before a statement that has its lines for itself; null for any other. */
function indentationOf(code: string, { start, end }: Span): string | null {
  const indentation = code.slice(code.lastIndexOf("\n", start - 1) + 1, start);
  return indentation.trim() === "" && /^\s*;?\s*(#.*)?$/.test(restOfLine(code, end)) ? indentation : null;
}

/** The spans in groups, with nothing but comments between those of a group, which stand in one block. */
function runsOf(code: string, spans: readonly Span[]): readonly (readonly Span[])[] {
  const runs: Span[][] = [];
  for (const span of spans) {
    const last = runs.at(-1)?.at(-1);
    const between = last && code.slice(last.end + restOfLine(code, last.end).length, span.start);
    const isNext = between !== undefined && /^(\s*(#.*)?\n)*[ \t]*$/.test(between);
    if (last && isNext && indentationOf(code, last) === indentationOf(code, span)) runs.at(-1)?.push(span);
    else runs.push([span]);
  }
  return runs;
}

/** They go with their lines; if they are all that a block holds, a `pass` stays. */
function withoutRun(code: string, run: readonly Span[]): readonly TextEdit[] {
  const [first, last] = [run[0] as Span, run.at(-1) as Span];
  const indentation = indentationOf(code, first);
  const above = code.slice(0, code.lastIndexOf("\n", first.start - 1) + 1).trimEnd();
  const lineAbove = above.slice(above.lastIndexOf("\n") + 1);
  const end = last.end + restOfLine(code, last.end).length;
  const below = /^\s*\n([ \t]*)[^\s#]/.exec(code.slice(end))?.[1];
  const isBelowAnother = /^\s*/.exec(lineAbove)?.[0] === indentation && !/^\s*#/.test(lineAbove);
  if (indentation !== "" && (isBelowAnother || below === indentation))
    return [{ span: { start: above.length, end }, text: "" }];
  return [{ span: { start: first.start, end }, text: "pass" }];
}

function restOfLine(code: string, from: number): string {
  return /^[^\n]*/.exec(code.slice(from))?.[0] ?? "";
}
