import type { Expression, Statement } from "../syntax/ast.ts";
import { branch, type Flow } from "./flow.ts";
import { adopt, type FlowState, fork, join, loosen } from "./flow-state.ts";
import { bindName, unbindName } from "./names.ts";

type TryStatement = Extract<Statement, { kind: "try" }>;

/** A handler may run after any part of the body; `finally` runs in any case. */
export function flowTry(flow: Flow, statement: TryStatement): void {
  const base = flow.state;
  const { body, handlers, otherwise } = statement;
  const work = () => {
    const attempt = () => guarded(flow, handlers.some(copesWithMissingModule), () => flow.block(body));
    if (handlers.length > 0) tried(flow, attempt);
    else attempt();
    flow.block(otherwise);
  };
  const started = fork(base);
  let end = started;
  if (handlers.length > 0) end = branch(flow, work, started);
  else {
    flow.state = started;
    work();
    flow.state = base;
  }
  const interrupted = () => loosen(fork(base), body.unbound);
  const ends = handlers.map((handler) => flowHandler(flow, handler, interrupted()));
  if (statement.finally === null) {
    join(base, [end, ...ends]);
    return;
  }
  const unbound = [body, ...handlers.map((handler) => handler.body), ...(otherwise === null ? [] : [otherwise])];
  const anyhow = loosen(
    fork(base),
    unbound.flatMap((block) => block.unbound),
  );
  // Before the join, as what `finally` reads may not be bound yet.
  const final = flowFinally(flow, statement.finally, anyhow);
  join(base, [end, ...ends]);
  adopt(base, final);
  base.dead ||= final.dead;
}

/** Runs `work` as code that may load modules in vain. */
export function guarded(flow: Flow, isGuarded: boolean, work: () => void): void {
  if (isGuarded) flow.frame.guarded += 1;
  work();
  if (isGuarded) flow.frame.guarded -= 1;
}

/** Runs `work` as code whose errors something copes with. */
export function tried(flow: Flow, work: () => void): void {
  flow.frame.tried += 1;
  work();
  flow.frame.tried -= 1;
}

const missing = new Set(["ImportError", "ModuleNotFoundError", "Exception", "BaseException"]);

/** A handler that is there for modules that are not, unless all it does is end the run in other words. */
function copesWithMissingModule({ type, body }: TryStatement["handlers"][number]): boolean {
  const last = body.statements.at(-1);
  if (last === undefined || last.kind === "raise") return false;
  if (last.kind === "expression" && last.value.kind === "call" && endsRun(last.value.of)) return false;
  return type === null || namesMissing(type);
}

/** Whether exceptions of a type, or of several, are those of missing modules. */
export function namesMissing(type: Expression): boolean {
  if (type.kind === "collection") return type.parts.some(namesMissing);
  return (type.kind === "name" || type.kind === "attribute") && missing.has(type.name);
}

function endsRun(callee: Expression): boolean {
  return (callee.kind === "name" || callee.kind === "attribute") && /^_?(exit|quit|abort)$/.test(callee.name);
}

function flowHandler(
  flow: Flow,
  { type, target, body }: TryStatement["handlers"][number],
  start: FlowState,
): FlowState {
  return branch(
    flow,
    () => {
      if (type !== null) flow.expression(type);
      if (target !== null) bindName(flow, target, "exception");
      flow.block(body);
      if (target !== null) unbindName(flow, target, false);
    },
    start,
  );
}

/** What `finally` reads, it may read after any part of the body; what it binds is bound after it. */
function flowFinally(flow: Flow, block: TryStatement["body"], anyhow: FlowState): FlowState {
  const outer = flow.state;
  const path = fork(anyhow);
  flow.state = path;
  flow.block(block);
  flow.state = outer;
  return path;
}
