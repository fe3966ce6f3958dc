import { topLevel } from "../../../base/dotted-path.ts";
import type { Span } from "../../../base/spans.ts";
import type { Expr, Operation } from "../../facts.ts";
import type { Block, ImportItem, Statement } from "../syntax/ast.ts";
import { bindElements } from "./shape-expression.ts";
import { augmentTarget, bindName, bindTarget, deleteTarget } from "./shape-target.ts";
import { evaluate, type Operations, type Shaping, uncertainly } from "./shaping.ts";

type Kind = Statement["kind"];
type Handlers = {
  readonly [K in Kind]: (shaping: Shaping, statement: Extract<Statement, { kind: K }>, into: Operations) => void;
};

const handlers: Handlers = {
  assign: (shaping, { targets, value }, into) => {
    const shaped = shaping.expression(value, into);
    for (const target of targets) bindTarget(shaping, target, shaped, into);
  },
  annotated: (shaping, { target, value }, into) => {
    if (value !== null) bindTarget(shaping, target, shaping.expression(value, into), into);
  },
  augmented: shapeAugmented,
  expression: (shaping, { value, span }, into) => {
    const shaped = shaping.expression(value, into);
    if (shaped.kind === "operation" && shaped.operator === "yield") return;
    into.list.push({ op: "evaluate", value: shaped, certain: into.certain, span });
  },
  return: (shaping, { value, span }, into) => {
    const shaped: Expr = value === null ? { kind: "literal", type: "none", span } : shaping.expression(value, into);
    into.list.push({ op: "return", value: shaped, certain: into.certain, span });
  },
  raise: (shaping, { parts }, into) => {
    for (const part of parts) evaluate(shaping.expression(part, into), into);
  },
  assert: (shaping, { test, message }, into) => {
    evaluate(shaping.expression(test, into), into);
    if (message !== null) uncertainly(into, () => evaluate(shaping.expression(message, into), into));
  },
  delete: (shaping, { targets }, into) => {
    for (const target of targets) deleteTarget(shaping, target, into);
  },
  import: (_, { items }, into) => {
    for (const item of items) shapeImport(item, into);
  },
  global: () => {},
  if: (shaping, { branches, otherwise }, into) => {
    for (const { test, body } of branches) {
      evaluate(shaping.expression(test, into), into);
      block(shaping, body, into);
    }
    block(shaping, otherwise, into);
  },
  for: (shaping, { target, iterable, body, otherwise, span }, into) => {
    again(into, span, () => {
      uncertainly(into, () => bindElements(shaping, target, iterable, into));
      block(shaping, body, into);
    });
    block(shaping, otherwise, into);
  },
  while: (shaping, { test, body, otherwise, span }, into) => {
    again(into, span, () => {
      evaluate(shaping.expression(test, into), into);
      block(shaping, body, into);
    });
    block(shaping, otherwise, into);
  },
  try: shapeTry,
  with: (shaping, { items, body }, into) => {
    for (const { value, target } of items) {
      const of = shaping.expression(value, into);
      const entered: Expr = { kind: "entered", of, span: of.span };
      if (target === null) evaluate(entered, into);
      else bindTarget(shaping, target, entered, into);
    }
    block(shaping, body, into);
  },
  match: shapeMatch,
  function: (shaping, { function: node, span }, into) => {
    const facts = shaping.functionFacts(node, into);
    const { name = facts.name, local: isLocal = false } = node.name ?? {};
    const local = isLocal ? { local: true } : {};
    into.list.push({ op: "define", name, ...local, function: facts, certain: into.certain, span });
  },
  class: (shaping, { class: node, span }, into) => {
    const facts = shaping.classFacts(node, into);
    const local = node.name.local ? { local: true } : {};
    into.list.push({ op: "define", name: facts.name, ...local, class: facts, certain: into.certain, span });
  },
  typeAlias: (_, { target, span }, into) =>
    bindName(target, { kind: "operation", operator: "type", parts: [], span }, into),
  break: () => {},
  continue: () => {},
  pass: () => {},
};

/** Brings a statement into operations; code that can't run gives none. */
export function shapeStatement(shaping: Shaping, statement: Statement, into: Operations): void {
  if (statement.dead) {
    into.unreachable?.push(statement.span);
    return;
  }
  const outer = into.certain;
  into.certain = statement.certain;
  const handler = handlers[statement.kind] as (shaping: Shaping, statement: Statement, into: Operations) => void;
  handler(shaping, statement, into);
  into.certain = outer;
}

/** Runs `work` as the body of a loop. */
function again(into: Operations, span: Span, work: () => void): void {
  const from = into.list.length;
  work();
  if (into.list.length > from) into.list.push({ op: "again", from, certain: false, span });
}

function block(shaping: Shaping, body: Block | null, into: Operations): void {
  if (body !== null) shaping.statements(body.statements, into);
}

function shapeAugmented(
  shaping: Shaping,
  statement: Extract<Statement, { kind: "augmented" }>,
  into: Operations,
): void {
  const { target, operator, value, span } = statement;
  const shaped = shaping.expression(value, into);
  if (target.kind !== "name") {
    augmentTarget(shaping, target, shaped, into);
    return;
  }
  const before = shaping.expression(target, into);
  const result: Expr = { kind: "operation", operator: operator.slice(0, -1), parts: [before, shaped], span };
  const local = target.local ? { local: true } : {};
  into.list.push({
    op: "bind",
    name: target.name,
    ...local,
    value: result,
    augmented: true,
    certain: into.certain,
    span,
  });
}

/** An import is shaped as a call of `__import__`, with the member that is taken from the module. */
function shapeImport({ module, member, target, span }: ImportItem, into: Operations): void {
  if (target === null) return;
  const isWhole = member === undefined && topLevel(module) === target.name;
  const value = isWhole ? target.name : module;
  const imported: Expr = {
    kind: "call",
    of: { kind: "name", name: "__import__", span },
    arguments: [{ value: { kind: "literal", type: "str", value, span } }],
    span,
  };
  bindName(target, member === undefined ? imported : { kind: "member", of: imported, name: member, span }, into);
}

function shapeTry(shaping: Shaping, statement: Extract<Statement, { kind: "try" }>, into: Operations): void {
  block(shaping, statement.body, into);
  for (const { type, target, body, span } of statement.handlers) {
    const caught = type === null ? null : uncertainly(into, () => shaping.expression(type, into));
    if (target !== null && caught !== null) {
      const value: Expr = { kind: "call", of: caught, arguments: [], span: target.span };
      uncertainly(into, () => bindName(target, value, into));
    }
    block(shaping, body, into);
    if (target === null) continue;
    const local = target.local ? { local: true } : {};
    into.list.push({ op: "delete", name: target.name, ...local, certain: false, span } satisfies Operation);
  }
  block(shaping, statement.otherwise, into);
  block(shaping, statement.finally, into);
}

function shapeMatch(
  shaping: Shaping,
  { subject, cases }: Extract<Statement, { kind: "match" }>,
  into: Operations,
): void {
  const of = shaping.expression(subject, into);
  evaluate(of, into);
  for (const { captures, guard, body } of cases) {
    uncertainly(into, () => {
      for (const { target, whole } of captures)
        bindName(target, whole ? of : { kind: "element", of, span: of.span }, into);
      if (guard !== null) evaluate(shaping.expression(guard, into), into);
    });
    block(shaping, body, into);
  }
}

/** The value of an expression that stands alone as a statement; `null` for other statements. */
export function shownValue(shaping: Shaping, statement: Statement): Expr | null {
  if (statement.kind !== "expression") return null;
  return shaping.expression(statement.value, { list: [], certain: true });
}
