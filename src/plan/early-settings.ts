import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Expr, Operation } from "../languages/facts.ts";
import { isConstant } from "./classify.ts";
import type { Role } from "./types.ts";

/** The setting that libraries look at while they are imported. */
const ENVIRONMENT = "environment";

/**
 * Variables of the environment that are set to constants above imports (`KERAS_BACKEND`). Steps import at the top of their
 * modules, so the package sets these before it imports anything. Not when something above may have seen how they were.
 */
export function earlySettings({ statements }: Analysis, roles: readonly Role[]): readonly StatementId[] {
  const lastImport = statements.findLastIndex(({ id, facts }) => roles[id] === "import" && facts.imports.length > 0);
  const seenAt = statements.findIndex((one) => roles[one.id] !== "import" && maySeeEnvironment(one));
  const end = seenAt < 0 ? lastImport : Math.min(seenAt, lastImport);
  return statements.filter((one) => one.id < end && roles[one.id] === "setting" && isEarly(one)).map(({ id }) => id);
}

/** Whether a statement, other than one that sets such a variable, may depend on one. */
function maySeeEnvironment(statement: Statement): boolean {
  if (isEarly(statement)) return false;
  const starts = statement.effects.some(({ kind }) => kind === "touches" || kind === "unknown");
  return starts || statement.facts.uses.some(({ name }) => name === "os" || name === "environ");
}

function isEarly({ effects, facts, reads }: Statement): boolean {
  const sets = effects.length > 0 && effects.every((one) => one.kind === "sets" && one.resource === ENVIRONMENT);
  if (!sets || !effects.every((one) => one.certain)) return false;
  if (facts.kind === "magic") return reads.length === 0;
  return facts.operations.every((one) => one.certain && givesConstants(one));
}

/** `os.environ["A"] = "1"`, `os.environ.update(A="1")`. */
function givesConstants(operation: Operation): boolean {
  if (operation.op === "update") return operation.how === "item" && isConstantOr(operation.value);
  return (
    operation.op === "evaluate" &&
    operation.value.kind === "call" &&
    operation.value.arguments.every(({ value }) => isConstant(value))
  );
}

function isConstantOr(value: Expr | undefined): boolean {
  return value !== undefined && isConstant(value);
}
