import type { Span } from "../../base/spans.ts";
import type { Expr, Operation, StatementFacts, StatementKind } from "../facts.ts";
import { columnsGiven } from "./columns-given.ts";
import { analyzeFlow } from "./flow/analyze-flow.ts";
import type { MaskedCell } from "./mask-cell.ts";
import type { PythonParser } from "./python-parser.ts";
import { shape } from "./shape/shape.ts";
import type { Statement } from "./syntax/ast.ts";
import { lower } from "./syntax/lower.ts";
import type { SyntaxNode } from "./syntax/syntax-node.ts";

/** What is known of a cell when its statements are read. */
export interface CellReading {
  readonly parser: PythonParser;
  readonly mask: MaskedCell;
  readonly postponesAnnotations: boolean;
}

/** A statement with what its cell wants to know of it. */
export interface ReadStatement {
  readonly facts: StatementFacts;
  /** The value of an expression statement, shown when it is the last one of the cell. */
  readonly value: Expr | null;
  /** Where the statement is nested more deeply than can be read. */
  readonly tooDeep: Span | null;
}

const kinds: Readonly<Record<Statement["kind"], StatementKind>> = {
  ...{ import: "import", function: "function", class: "class", delete: "delete", expression: "expression" },
  ...{ assign: "assignment", annotated: "assignment", augmented: "assignment" },
  ...{ if: "compound", for: "compound", while: "compound", try: "compound", with: "compound", match: "compound" },
  ...{ return: "other", raise: "other", assert: "other", global: "other", typeAlias: "other" },
  ...{ break: "other", continue: "other", pass: "other" },
};

/** Reads the facts of one top-level statement; comments and what concerns magics come later. */
export function readStatement(reading: CellReading, node: SyntaxNode, index: number): ReadStatement {
  const { code } = reading.mask;
  const lowered = lower({ code, isMasked: (offset) => isMasked(reading.mask, offset) }, node);
  const { statement } = lowered;
  const names = analyzeFlow(lowered, reading.postponesAnnotations);
  const { operations, value, unreachable } = shape(statement);
  const isMagic =
    statement.kind === "expression" && statement.value.kind === "operation" && statement.value.operator === "magic";
  const kind = isMagic ? "magic" : kinds[statement.kind];
  const facts: StatementFacts = {
    ...{ index, kind, span: { start: node.start, end: node.end }, commentsAbove: [], commentBeside: null, ...names },
    ...{ operations, ...definedBy(kind, operations) },
    ...{ magics: [], display: null, multilineStrings: lowered.multilineStrings },
    ...(unreachable.length > 0 ? { unreachable } : {}),
    ...columnsGiven(kind, operations),
  };
  return { facts, value, tooDeep: lowered.tooDeep ? facts.span : null };
}

function definedBy(kind: StatementKind, operations: readonly Operation[]): Pick<StatementFacts, "function" | "class"> {
  const [first] = operations;
  if (operations.length === 1 && first?.op === "bind" && first.value.kind === "function")
    return { function: first.value.function };
  const definition = operations.find((operation) => operation.op === "define");
  if (definition === undefined) return {};
  if (kind === "function" && definition.function !== undefined) return { function: definition.function };
  return kind === "class" && definition.class !== undefined ? { class: definition.class } : {};
}

/** A magic stands as a `0` at the start of its span. */
function isMasked({ magics, cellMagics }: MaskedCell, offset: number): boolean {
  return magics.some(({ span }) => span.start === offset) || cellMagics.some(({ span }) => span.start === offset);
}
