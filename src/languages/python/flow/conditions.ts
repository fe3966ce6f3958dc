import type { Expression } from "../syntax/ast.ts";
import { type Flow, maybe, type TestOutcome, unreachable } from "./flow.ts";
import { adopt, type FlowState, fork } from "./flow-state.ts";

/**
 * Analyses a condition. In `if a and (b := f()):` the name is bound in the branch, though not after the condition: so the
 * branch where all parts of `and` held (or none of `or`) knows what evaluating them did.
 */
export function flowTest(flow: Flow, test: Expression): TestOutcome {
  const start = () => fork(flow.state);
  if (test.kind === "operation" && test.operator === "not" && test.parts.length === 1) {
    const { whenTrue, whenFalse } = flowTest(flow, test.parts[0] as Expression);
    return { whenTrue: whenFalse, whenFalse: whenTrue };
  }
  if (test.kind !== "boolean") {
    flow.expression(test);
    return { whenTrue: start, whenFalse: start };
  }
  const [first, ...others] = test.parts;
  flow.expression(first as Expression);
  const rest = flowRest(flow, test, others);
  const afterAll = () => adopt(start(), rest);
  return test.operator === "and" ? { whenTrue: afterAll, whenFalse: start } : { whenTrue: start, whenFalse: afterAll };
}

/** The parts of `and` and `or` after the first: evaluated or not, or never, after a constant. */
export function flowRest(
  flow: Flow,
  test: Extract<Expression, { kind: "boolean" }>,
  others: readonly Expression[],
): FlowState {
  const work = () => {
    for (const part of others) flow.expression(part);
  };
  const isDecided = test.parts[0] !== undefined && constantOutcome(test.parts[0]) === (test.operator === "or");
  return isDecided ? unreachable(flow, work) : maybe(flow, work);
}

/** The outcome of a test that a constant decides (`while True`, `if x and 0`); `null` for all others. */
export function constantOutcome(test: Expression): boolean | null {
  if (test.kind === "operation" && test.operator === "not" && test.parts[0] !== undefined) {
    const inner = constantOutcome(test.parts[0]);
    return inner === null ? null : !inner;
  }
  if (test.kind === "boolean") {
    const decisive = test.operator === "or";
    return test.parts.some((part) => constantOutcome(part) === decisive) ? decisive : null;
  }
  if (test.kind !== "literal") return null;
  if (test.type === "none") return false;
  return test.value === undefined ? null : Boolean(test.value);
}
