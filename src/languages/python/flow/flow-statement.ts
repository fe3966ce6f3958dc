import type { Expression, Statement, Target } from "../syntax/ast.ts";
import { constantOutcome } from "./conditions.ts";
import { branch, type Flow, inFrame, isCertain } from "./flow.ts";
import { flowFor, flowIf, flowMatch, flowWhile, flowWith } from "./flow-compound.ts";
import { flowClass } from "./flow-definitions.ts";
import { flatten } from "./flow-state.ts";
import { flowTry } from "./flow-try.ts";
import { bindName, mentionName, readLater, readName, unbindName } from "./names.ts";

type Kind = Statement["kind"];
type Handlers = { readonly [K in Kind]: (flow: Flow, statement: Extract<Statement, { kind: K }>) => void };

const handlers: Handlers = {
  assign: flowAssign,
  annotated: flowAnnotated,
  augmented: flowAugmented,
  expression: (flow, { value }) => flow.expression(value),
  return: (flow, { value }) => {
    if (value !== null) flow.expression(value);
    if (!flow.state.dead && flow.frame.conditional > 0) flow.frame.hasReturned = true;
    leave(flow);
  },
  raise: (flow, { parts }) => {
    for (const part of parts) flow.expression(part);
    stop(flow);
  },
  assert: (flow, { test, message }) => {
    const { whenFalse } = flow.test(test);
    if (message !== null) branch(flow, () => flow.expression(message), whenFalse());
    if (constantOutcome(test) === false) stop(flow);
  },
  delete: (flow, { targets }) => {
    for (const target of targets) deleteTarget(flow, target);
  },
  import: flowImport,
  global: (flow, { names }) => {
    for (const name of names) mentionName(flow, name, "global");
  },
  if: flowIf,
  for: flowFor,
  while: flowWhile,
  try: flowTry,
  with: flowWith,
  match: flowMatch,
  function: (flow, { function: node }) => {
    flow.header(node);
    if (node.name !== null) bindName(flow, node.name, "function");
    flow.body(node);
  },
  class: (flow, statement) => flowClass(flow, statement.class),
  typeAlias: (flow, { target, scope, parts }) => {
    bindName(flow, target, "variable");
    const inner = inFrame(flow, scope, () => {
      for (const part of parts) flow.expression(part);
    });
    readLater(flow, inner.reads, inner.untried);
  },
  break: (flow) => {
    if (flow.loop !== null) flow.loop.exits.push({ ...flatten(flow.state, flow.loop.outside) });
    leave(flow);
  },
  continue: (flow) => {
    if (flow.loop !== null) flow.loop.turns.push({ ...flatten(flow.state, flow.loop.outside) });
    leave(flow);
  },
  pass: () => {},
};

/** Analyses one statement and stamps it with whether it runs for certain, or never. */
export function flowStatement(flow: Flow, statement: Statement): void {
  statement.dead = flow.state.dead;
  statement.certain = isCertain(flow);
  const handler = handlers[statement.kind] as (flow: Flow, statement: Statement) => void;
  handler(flow, statement);
}

/** The path ends here, and others go on: what follows does not run for certain. */
function leave(flow: Flow): void {
  if (!flow.state.dead && flow.frame.conditional > 0) flow.frame.hasLeft = true;
  flow.state.dead = true;
}

/** The path ends by an exception, and with it the whole run, unless somebody catches it. */
function stop(flow: Flow): void {
  if (!flow.state.dead && flow.frame.outer === null) flow.recorder.stop(flow.state);
  flow.state.dead = true;
}

function flowAssign(flow: Flow, { targets, value }: Extract<Statement, { kind: "assign" }>): void {
  // `f = lambda: f()` reads f when it is called: by then it is bound.
  if (value.kind === "lambda") flow.header(value.function);
  else flow.expression(value);
  for (const target of targets) flow.target(target, "variable");
  if (value.kind === "lambda") flow.body(value.function);
}

function flowAnnotated(flow: Flow, { target, annotation, value }: Extract<Statement, { kind: "annotated" }>): void {
  if (value !== null) {
    flow.expression(value);
    flow.target(target, "variable");
  } else if (target.kind === "name") mentionName(flow, target, "store");
  else flow.target(target, "variable");
  flowAnnotation(flow, annotation);
}

/** Annotations of variables are evaluated in the notebook and in classes, but never inside functions. */
function flowAnnotation(flow: Flow, annotation: Expression): void {
  const isLocal = flow.scope.kind === "function";
  if (!isLocal && !flow.postponesAnnotations) {
    flow.expression(annotation);
    return;
  }
  const inner = inFrame(flow, flow.scope, () => flow.expression(annotation));
  if (!isLocal && flow.frame.outer === null) readLater(flow, inner.reads, inner.untried);
}

function flowAugmented(flow: Flow, { target, value }: Extract<Statement, { kind: "augmented" }>): void {
  if (target.kind !== "name") {
    flow.target(target, "variable");
    flow.expression(value);
    return;
  }
  readName(flow, target);
  flow.expression(value);
  bindName(flow, target, "variable");
}

function flowImport(flow: Flow, { items }: Extract<Statement, { kind: "import" }>): void {
  for (const { module, member, target, span } of items) {
    if (target !== null) bindName(flow, target, "import");
    const optional = flow.frame.guarded > 0;
    const loaded = { module, ...(member === undefined ? {} : { member }), span };
    if (!flow.state.dead) flow.recorder.loadModule({ ...loaded, optional });
    if (flow.frame.outer !== null || flow.scope.kind === "class" || flow.state.dead) continue;
    flow.recorder.importName(target === null ? loaded : { ...loaded, name: target.name });
  }
}

type DeleteHandlers = { readonly [K in Target["kind"]]: (flow: Flow, target: Extract<Target, { kind: K }>) => void };

const deleteHandlers: DeleteHandlers = {
  name: (flow, target) => unbindName(flow, target, true),
  attribute: (flow, { of }) => flow.expression(of),
  subscript: (flow, { of, key }) => {
    flow.expression(of);
    flow.expression(key);
  },
  collection: (flow, { parts }) => {
    for (const part of parts) deleteTarget(flow, part as Target);
  },
  starred: (flow, { of }) => deleteTarget(flow, of as Target),
};

function deleteTarget(flow: Flow, target: Target): void {
  const handler = deleteHandlers[target.kind] as (flow: Flow, target: Target) => void;
  handler(flow, target);
}
