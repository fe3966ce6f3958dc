import type { Expr } from "../../../languages/facts.ts";
import { rootName } from "./value-flow.ts";

const TEST = /(?:^[XxYy]?|_)(?:test|tst|te|holdout|hold_out)(?:_|\d|$)|[a-z]Test/;
const TRAIN = /(?:^[XxYy]?|_)(?:tra?i?n?)(?:_|\d|$)|[a-z]Train/i;

/** Whether a value is called the test part of a split: `X_test`, `Xtest`, `te`. */
export function isCalledTest(expr: Expr): boolean {
  return isTestName(rootName(expr) ?? "");
}

/** Whether a value is called the training part of a split. */
export function isCalledTrain(expr: Expr): boolean {
  return TRAIN.test(rootName(expr) ?? "");
}

/** Whether a name says that it stands for the test part of a split. */
export function isTestName(name: string): boolean {
  return TEST.test(name);
}
