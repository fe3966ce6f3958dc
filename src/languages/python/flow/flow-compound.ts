import type { Expression, Statement } from "../syntax/ast.ts";
import { constantOutcome } from "./conditions.ts";
import { branch, type Flow, type Loop, maybe, unreachable } from "./flow.ts";
import { noteAwait } from "./flow-expression.ts";
import { adopt, type FlowState, flatten, fork, join, loosen } from "./flow-state.ts";
import { guarded, namesMissing, tried } from "./flow-try.ts";
import { bindName } from "./names.ts";

type Of<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;

/** Each branch starts from where the tests before it have failed. */
export function flowIf(flow: Flow, { branches, otherwise }: Of<"if">): void {
  const base = flow.state;
  const conditional = flow.frame.conditional;
  const ends: FlowState[] = [];
  for (const { test, body } of branches) {
    const outcome = constantOutcome(test);
    const { whenTrue, whenFalse } = flow.test(test);
    if (outcome === false) unreachable(flow, () => flow.block(body));
    else if (outcome === true && flow.state === base) {
      flow.block(body);
      dropRest(flow, branches.slice(1), otherwise);
      return;
    } else
      ends.push(
        flatten(
          branch(flow, () => flow.block(body), whenTrue()),
          base,
        ),
      );
    if (outcome === true) flow.state.dead = true;
    if (outcome === null && flow.state === base) {
      flow.state = whenFalse();
      flow.frame.conditional += 1;
    }
  }
  flow.block(otherwise);
  const last = flow.state;
  flow.state = base;
  flow.frame.conditional = conditional;
  if (last !== base) join(base, [...ends, flatten(last, base)]);
}

/** After `if True:` no other branch can run. */
function dropRest(flow: Flow, branches: Of<"if">["branches"], otherwise: Of<"if">["otherwise"]): void {
  unreachable(flow, () => {
    for (const { test, body } of branches) {
      flow.expression(test);
      flow.block(body);
    }
    flow.block(otherwise);
  });
}

/** Runs a turn of a loop, which ends in the state that it gives, and gives the paths that leave the loop by `break`. */
function inLoop(flow: Flow, work: () => FlowState): readonly FlowState[] {
  const outer = flow.loop;
  const hadLeft = flow.frame.hasLeft;
  const loop: Loop = { outside: flow.state, exits: [], turns: [] };
  flow.loop = loop;
  loop.turns.push(work());
  flow.loop = outer;
  // A `return` inside leaves more than the loop, a `break` or `continue` no more than it.
  flow.frame.hasLeft = hadLeft || flow.frame.hasReturned;
  join(flow.state, [...loop.turns, fork(flow.state)]);
  return loop.exits;
}

/** A loop may run zero times; its `else` runs unless it is left by `break`. */
export function flowFor(flow: Flow, statement: Of<"for">): void {
  flow.expression(statement.iterable);
  if (statement.async) noteAwait(flow);
  loosen(flow.state, statement.body.unbound);
  const exits = inLoop(flow, () => {
    return branch(flow, () => {
      flow.target(statement.target, "loop");
      flow.block(statement.body);
    });
  });
  flowLoopEnd(flow, statement.otherwise, fork(flow.state), exits);
}

/** A loop may run zero times, unless its condition is a constant. */
export function flowWhile(flow: Flow, { test, body, otherwise }: Of<"while">): void {
  loosen(flow.state, body.unbound);
  const outcome = constantOutcome(test);
  const { whenTrue, whenFalse } = flow.test(test);
  if (outcome === true) {
    flowEndless(flow, { body, otherwise });
    return;
  }
  if (outcome === false) unreachable(flow, () => flow.block(body));
  const exits = outcome === false ? [] : inLoop(flow, () => branch(flow, () => flow.block(body), whenTrue()));
  flowLoopEnd(flow, otherwise, whenFalse(), exits);
}

/** `while True` runs at least once and is left by `break` alone. */
function flowEndless(flow: Flow, { body, otherwise }: Pick<Of<"while">, "body" | "otherwise">): void {
  const outside = flow.state;
  const exits = inLoop(flow, () => {
    const turn = fork(outside);
    flow.state = turn;
    flow.block(body);
    flow.state = outside;
    return turn;
  });
  unreachable(flow, () => flow.block(otherwise));
  join(outside, exits);
}

function flowLoopEnd(
  flow: Flow,
  otherwise: Of<"for">["otherwise"],
  start: FlowState,
  exits: readonly FlowState[],
): void {
  if (otherwise === null) join(flow.state, [start, ...exits]);
  else if (exits.length > 0) join(flow.state, [branch(flow, () => flow.block(otherwise), start), ...exits]);
  else {
    adopt(flow.state, start);
    flow.block(otherwise);
  }
}

/** Context managers that are known to swallow exceptions, by the last part of their name. */
const swallowing = new Set(["suppress", "ignored", "raises", "assertRaises", "assertRaisesRegex"]);

/** The body is run to its end or not at all, as far as what follows can tell, unless exceptions are swallowed. */
export function flowWith(flow: Flow, { items, body, async }: Of<"with">): void {
  if (async) noteAwait(flow);
  for (const { value, target } of items) {
    flow.expression(value);
    if (target !== null) flow.target(target, "variable");
  }
  const swallowed = items.map(({ value }) => value).filter(swallows);
  const hidesMissing = swallowed.some(
    (one) => one.kind === "call" && one.arguments.some((of) => namesMissing(of.value)),
  );
  if (swallowed.length > 0) maybe(flow, () => tried(flow, () => guarded(flow, hidesMissing, () => flow.block(body))));
  else flow.block(body);
}

function swallows(manager: Expression): boolean {
  if (manager.kind !== "call") return false;
  return (manager.of.kind === "name" || manager.of.kind === "attribute") && swallowing.has(manager.of.name);
}

/** Cases are tried one after the other; names captured by a pattern stay bound when the guard fails. */
export function flowMatch(flow: Flow, { subject, cases }: Of<"match">): void {
  flow.expression(subject);
  const base = flow.state;
  const ends: FlowState[] = [];
  let untaken = fork(base);
  for (const { reads, captures, guard, irrefutable, body } of cases) {
    const end = branch(
      flow,
      () => {
        for (const read of reads) flow.expression(read);
        for (const { target } of captures) bindName(flow, target, "variable");
        if (guard !== null) flow.state = flow.test(guard).whenTrue();
        flow.block(body);
      },
      fork(untaken),
    );
    ends.push(flatten(end, base));
    if (irrefutable) untaken = { ...untaken, dead: true };
  }
  join(base, [...ends, untaken]);
}
