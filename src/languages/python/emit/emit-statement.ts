import type { Span } from "../../../base/spans.ts";
import type { CellFacts, StatementFacts } from "../../facts.ts";
import { type CodeLine, codeLines, plainLines, type TextEdit } from "./code-lines.ts";

/** How a statement is written out. */
export interface EmitOptions {
  /** The function that shows the value of the statement as a notebook would, `show(...)`; null when it is not shown. */
  readonly show: string | null;
  /** The statement stands in the body of a function: names of the notebook are that function's locals. */
  readonly inFunction: boolean;
}

/** A top-level statement as plain Python with its comments, not indented; IPython syntax is the caller's to replace. */
export function emitStatement(
  cell: CellFacts,
  statement: StatementFacts,
  options: EmitOptions,
  replacements: readonly TextEdit[] = [],
): readonly CodeLine[] {
  const { code } = cell;
  const edits: TextEdit[] = [...mainNameEdits(statement), ...replacements];
  if (options.inFunction) edits.push(...globalEdits(code, statement));
  const body = [...codeLines(code, statement.span, edits, statement.multilineStrings)];
  const shown = options.show !== null && statement.display !== null;
  if (shown && statement.kind === "expression") wrapInShow(body, code, statement, options.show);
  const beside = statement.commentBeside;
  const last = body.at(-1);
  if (beside && last) body[body.length - 1] = { ...last, text: `${last.text}  ${slice(code, beside)}` };
  if (shown && statement.kind === "assignment" && statement.display.kind === "name")
    body.push(...plainLines(`${options.show}(${statement.display.name})`));
  return [...statement.commentsAbove.flatMap((span) => plainLines(slice(code, span))), ...body];
}

function wrapInShow(body: CodeLine[], code: string, statement: StatementFacts, show: string): void {
  const first = body[0] as CodeLine;
  const isBareTuple =
    statement.display?.kind === "collection" &&
    statement.display.type === "tuple" &&
    !isParenthesised(slice(code, statement.span));
  body[0] = { ...first, text: `${show}(${isBareTuple ? "(" : ""}${first.text}` };
  const last = body.at(-1) as CodeLine;
  body[body.length - 1] = { ...last, text: `${last.text}${isBareTuple ? ")" : ""})` };
}

/** Whether one pair of parentheses encloses the whole text. */
function isParenthesised(text: string): boolean {
  if (!text.startsWith("(") || !text.endsWith(")")) return false;
  let depth = 0;
  for (let at = 0; at < text.length - 1; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    if (depth === 0) return false;
  }
  return true;
}

/** What a notebook's namespace holds under these names; a module has its own. */
const NOTEBOOK_VALUES: Readonly<Record<string, string>> = {
  __name__: '"__main__"',
  __doc__: '"Automatically created module for IPython interactive environment"',
};

/** Reads of names that a notebook's namespace holds from the start. */
function mainNameEdits(statement: StatementFacts): TextEdit[] {
  return statement.tokens.flatMap(({ name, role, span }) => {
    const text = role === "load" && Object.hasOwn(NOTEBOOK_VALUES, name) ? NOTEBOOK_VALUES[name] : undefined;
    return text === undefined ? [] : [{ span, text }];
  });
}

/** `global x` inside a function means the step's own `x`; at the top level it means nothing. */
function globalEdits(code: string, statement: StatementFacts): readonly TextEdit[] {
  const edits = new Map<number, TextEdit>();
  for (const token of statement.tokens) {
    if (token.role !== "global") continue;
    const start = code.lastIndexOf("global", token.span.start);
    if (start === -1) continue;
    const keyword = { start, end: start + "global".length };
    if (token.deferred) edits.set(start, { span: keyword, text: "nonlocal" });
    else edits.set(start, { span: { start, end: endOfSimpleStatement(code, token.span.end) }, text: "pass" });
  }
  return [...edits.values()];
}

function endOfSimpleStatement(code: string, from: number): number {
  const match = /[;\n#]/.exec(code.slice(from));
  return match ? from + match.index : code.length;
}

function slice(code: string, span: Span): string {
  return code.slice(span.start, span.end);
}
