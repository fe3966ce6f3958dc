import type { Span } from "../../../base/spans.ts";
import type { Operation, StatementFacts } from "../../facts.ts";
import type { TextEdit } from "./code-lines.ts";

const SHOWS = new Set(["print", "display"]);

/** Takes the magics out of an import among branches (`except ImportError: !pip install x`): a project declares what it needs. */
export function withoutMagics(code: string, { magics }: StatementFacts): readonly TextEdit[] {
  return magics.flatMap(({ span }) => withoutStatement(code, span));
}

/**
 * Takes out what an import among branches says (`try: import x; print(x.__version__)`): it stands in each module that needs
 * the name, and the notebook says it once.
 */
export function withoutWords(code: string, { operations, uses }: StatementFacts): readonly TextEdit[] {
  const isNotebooks = (name: string) => uses.some((use) => use.name === name);
  return operations.flatMap((operation) => {
    const name = shownBy(operation);
    return name !== null && isNotebooks(name) ? withoutStatement(code, operation.span) : [];
  });
}

function shownBy(operation: Operation): string | null {
  if (operation.op !== "evaluate" || operation.value.kind !== "call") return null;
  const { of } = operation.value;
  return of.kind === "name" && !of.local && SHOWS.has(of.name) ? of.name : null;
}

/** The statement's lines go, if it has them for itself and is not all that its block holds. */
function withoutStatement(code: string, { start, end }: Span): readonly TextEdit[] {
  const lineStart = code.lastIndexOf("\n", start - 1) + 1;
  const indentation = code.slice(lineStart, start);
  const rest = /^[^\n]*/.exec(code.slice(end))?.[0] ?? "";
  if (indentation.trim() !== "" || !/^\s*;?\s*(#.*)?$/.test(rest)) return [];
  const above = code.slice(0, lineStart).trimEnd();
  const below = /^\s*\n([ \t]*)[^\s#]/.exec(code.slice(end + rest.length))?.[1];
  const lineAbove = above.slice(above.lastIndexOf("\n") + 1);
  const isAmongOthers = [/^\s*/.exec(lineAbove)?.[0], below].includes(indentation) && !/^\s*#/.test(lineAbove);
  return isAmongOthers && indentation !== ""
    ? [{ span: { start: above.length, end: end + rest.length }, text: "" }]
    : [{ span: { start, end }, text: "pass" }];
}
