import type { Span } from "../../../base/spans.ts";
import type { Block, Expression, Statement } from "./ast.ts";
import { lowerArguments, lowerExpression } from "./lower-expression.ts";
import { lowerStatement } from "./lower-statement.ts";
import { lowerTarget } from "./lower-target.ts";
import { type Lowering, type LoweringInput, trackScopes } from "./lowering.ts";
import { newScope, type Scope } from "./scope.ts";
import type { SyntaxNode } from "./syntax-node.ts";

/** A top-level statement in abstract syntax. */
export interface LoweredStatement {
  readonly statement: Statement;
  readonly scope: Scope;
  readonly multilineStrings: readonly Span[];
  /** Something in it was nested too deeply (see {@link depthLimit}) and is missing. */
  readonly tooDeep: boolean;
}

/** How deep expressions and blocks may be nested, in nodes. CPython itself gives up at 200 brackets or 100 blocks. */
export const depthLimit = 500;

/** Lowers a top-level statement of the concrete tree. Never throws, whatever the tree looks like. */
export function lower(input: LoweringInput, node: SyntaxNode): LoweredStatement {
  const scope = newScope("module", null, 0);
  const context = createLowering(input, scope);
  const statement = lowerStatement(context, node);
  return { statement, scope, multilineStrings: context.multilineStrings, tooDeep: context.tooDeep };
}

function createLowering(input: LoweringInput, module: Scope): Lowering {
  let depth = 0;
  const guarded = <T>(
    node: SyntaxNode,
    work: (context: Lowering, node: SyntaxNode) => T,
    instead: (node: SyntaxNode) => T,
  ): T => {
    if (depth >= depthLimit) {
      context.tooDeep = true;
      return instead(node);
    }
    depth += 1;
    const result = work(context, node);
    depth -= 1;
    return result;
  };
  const context: Lowering = {
    code: input.code,
    isMasked: input.isMasked,
    scopes: trackScopes(module),
    multilineStrings: [],
    tooDeep: false,
    expression: (node) => guarded(node, lowerExpression, missing),
    target: (node) => guarded(node, lowerTarget, missing),
    statements: (node) => guarded(node, lowerAll, () => []),
    block: (node) => lowerBlock(context, node),
    arguments: (list) => lowerArguments(context, list),
  };
  return context;
}

function missing(node: SyntaxNode) {
  return {
    kind: "collection",
    type: "tuple",
    parts: [],
    span: { start: node.start, end: node.end },
  } satisfies Expression;
}

function lowerAll(context: Lowering, node: SyntaxNode): readonly Statement[] {
  return node.children.map((child) => lowerStatement(context, child));
}

function lowerBlock(context: Lowering, node: SyntaxNode | undefined): Block {
  if (node === undefined) return { statements: [], unbound: [] };
  const [statements, unbound] = context.scopes.collectUnbound(() => context.statements(node));
  return { statements, unbound };
}
