import type { DefinitionKind } from "../../facts.ts";
import type { Comprehension, Expression, Target } from "../syntax/ast.ts";
import { walrusScope } from "../syntax/scope.ts";
import { noteCallSite } from "./call-sites.ts";
import { flowRest } from "./conditions.ts";
import { noteDynamicCall } from "./dynamic-calls.ts";
import { branch, type Flow, inScope, isCertain, maybe } from "./flow.ts";
import { fork, join } from "./flow-state.ts";
import { bindName, readLater, readName } from "./names.ts";
import { noteNamesInText } from "./names-in-text.ts";

type Kind = Expression["kind"];
type Handlers = { readonly [K in Kind]: (flow: Flow, expression: Extract<Expression, { kind: K }>) => void };

const handlers: Handlers = {
  name: readName,
  attribute: (flow, { of }) => flow.expression(of),
  subscript: (flow, { of, key }) => all(flow, [of, key]),
  call: (flow, call) => {
    noteDynamicCall(flow, call);
    flow.expression(call.of);
    for (const argument of call.arguments) flow.expression(argument.value);
    noteCallSite(flow, call);
    noteNamesInText(flow, call);
  },
  literal: () => {},
  collection: (flow, { parts }) => all(flow, parts),
  starred: (flow, { of }) => flow.expression(of),
  operation: (flow, { operator, parts, span }) => {
    if (operator === "spelled") flow.recorder.spelled(span);
    all(flow, parts);
  },
  boolean: (flow, test) => {
    flow.expression(test.parts[0] as Expression);
    flowRest(flow, test, test.parts.slice(1));
  },
  comparison: (flow, { parts }) => {
    all(flow, parts.slice(0, 2));
    if (parts.length > 2) maybe(flow, () => all(flow, parts.slice(2)));
  },
  conditional: flowConditional,
  lambda: (flow, { function: node }) => {
    flow.header(node);
    flow.body(node);
  },
  comprehension: flowComprehension,
  walrus: (flow, walrus) => {
    flow.expression(walrus.value);
    bindName(flow, walrus.target, "variable", walrusScope(flow.scope));
    walrus.certain = isCertain(flow);
  },
  await: (flow, { of }) => {
    flow.expression(of);
    noteAwait(flow);
  },
  yield: (flow, { of }) => {
    flow.frame.generator = true;
    if (of !== null) flow.expression(of);
  },
};

/** Analyses an expression in the order in which Python evaluates it. */
export function flowExpression(flow: Flow, expression: Expression): void {
  const handler = handlers[expression.kind] as (flow: Flow, expression: Expression) => void;
  handler(flow, expression);
}

function all(flow: Flow, parts: readonly Expression[]): void {
  for (const part of parts) flow.expression(part);
}

/** Something was awaited: of interest when the notebook itself does it. */
export function noteAwait(flow: Flow): void {
  if (flow.frame.outer === null) flow.recorder.awaits();
}

function flowConditional(flow: Flow, { test, body, otherwise }: Extract<Expression, { kind: "conditional" }>): void {
  const { whenTrue, whenFalse } = flow.test(test);
  const one = branch(flow, () => flow.expression(body), whenTrue());
  const other = branch(flow, () => flow.expression(otherwise), whenFalse());
  join(flow.state, [one, other]);
}

function flowComprehension(flow: Flow, comprehension: Comprehension): void {
  const [first, ...others] = comprehension.clauses;
  if (first === undefined) return;
  flow.expression(first.iterable);
  const isLazy = comprehension.type === "generator" && !comprehension.consumed;
  const outerLog = flow.readLog;
  if (isLazy) flow.readLog = new Map();
  const inner = branch(flow, () => {
    inScope(flow, comprehension.scope, () => {
      flow.target(first.target, "loop");
      narrow(flow, first.conditions);
      for (const clause of others) {
        flow.expression(clause.iterable);
        flow.target(clause.target, "loop");
        narrow(flow, clause.conditions);
      }
      all(flow, comprehension.elements);
    });
  });
  join(flow.state, [inner, fork(flow.state)]);
  if (comprehension.type !== "generator" && comprehension.clauses.some((clause) => clause.async)) noteAwait(flow);
  if (!isLazy) return;
  const read = flow.readLog ?? new Map();
  flow.readLog = outerLog;
  for (const [name, span] of read) outerLog?.set(name, span);
  readLater(flow, read, flow.frame.tried === 0 ? new Set(read.keys()) : new Set());
}

/** What follows a condition of a comprehension runs only when it holds. */
function narrow(flow: Flow, conditions: readonly Expression[]): void {
  for (const condition of conditions) flow.state = flow.test(condition).whenTrue();
}

type TargetKind = Target["kind"];
type TargetHandlers = {
  readonly [K in TargetKind]: (flow: Flow, target: Extract<Target, { kind: K }>, kind: DefinitionKind) => void;
};

const targetHandlers: TargetHandlers = {
  name: (flow, target, kind) => bindName(flow, target, kind),
  attribute: (flow, { of }) => flow.expression(of),
  subscript: (flow, { of, key }) => all(flow, [of, key]),
  collection: (flow, { parts }, kind) => {
    for (const part of parts) flow.target(part as Target, kind);
  },
  starred: (flow, { of }, kind) => flow.target(of as Target, kind),
};

/** Analyses what is assigned to: binds its names, reads what else is in it. */
export function flowTarget(flow: Flow, target: Target, kind: DefinitionKind): void {
  const handler = targetHandlers[target.kind] as (flow: Flow, target: Target, kind: DefinitionKind) => void;
  handler(flow, target, kind);
}
