import type { Expression } from "../syntax/ast.ts";
import { type Flow, maybe, type TestOutcome } from "./flow.ts";
import { adopt, fork } from "./flow-state.ts";

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
  const rest = maybe(flow, () => {
    for (const part of others) flow.expression(part);
  });
  const afterAll = () => adopt(start(), rest);
  return test.operator === "and" ? { whenTrue: afterAll, whenFalse: start } : { whenTrue: start, whenFalse: afterAll };
}

/** The outcome of a test that is written as a constant (`while True`, `if 0`); `null` for all others. */
export function constantOutcome(test: Expression): boolean | null {
  if (test.kind === "operation" && test.operator === "not" && test.parts[0] !== undefined) {
    const inner = constantOutcome(test.parts[0]);
    return inner === null ? null : !inner;
  }
  if (test.kind === "name" && test.name === "__debug__") return true;
  if (test.kind !== "literal") return null;
  if (test.type === "none") return false;
  return test.value === undefined ? null : Boolean(test.value);
}
