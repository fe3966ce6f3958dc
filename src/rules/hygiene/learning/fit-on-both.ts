import type { Statement } from "../../../analysis/types.ts";
import type { Expr } from "../../../languages/facts.ts";
import { type CallSite, dottedPath } from "../../code-index.ts";
import type { Subject } from "../../subject.ts";
import type { Estimator, Estimators } from "./estimators.ts";
import { isCalledTest, isCalledTrain } from "./part-names.ts";
import type { SplitPart } from "./split-parts.ts";
import { rootName, type ValueFlow } from "./value-flow.ts";

const JOINING = /^(pandas\.concat|numpy\.(concatenate|vstack|append|r_)|scipy\.sparse\.vstack)$/;

/** A fit on the training and the test rows of one table, put together again. */
export interface FitOnBoth {
  readonly site: CallSite;
  readonly estimator: Estimator;
  readonly train: string;
  readonly test: string;
}

/**
 * `vectorizer.fit(pd.concat([train, test]))`, where both were taken of the same rows. Test rows that come from a file of
 * their own have no targets to score with, and are no concern; neither are whole pipelines, which people fit on all in the end.
 */
export function fitsOnBoth(
  subject: Subject,
  estimators: Estimators,
  parts: ValueFlow<SplitPart>,
): readonly FitOnBoth[] {
  return subject.code.calls.flatMap((site) => {
    const [data] = site.call.arguments;
    if (site.deferred || site.receiver === null || data === undefined) return [];
    if (!/^(fit|fit_transform)$/.test(site.method ?? "")) return [];
    const joined = joinedParts(data.value, site.statement, subject);
    if (joined?.parts.length !== 2) return [];
    const estimator = estimators.of(site.receiver, site.statement);
    if (!estimator?.learns || /pipeline/i.test(estimator.name)) return [];
    const { parts: both } = joined;
    const roleOf = (one: Expr) => parts.of(one, joined.statement)?.role;
    const test = both.find((one) => roleOf(one) === "test" || isCalledTest(one));
    const train = both.find((one) => one !== test && (roleOf(one) === "train" || isCalledTrain(one)));
    if (!train || !test || !isOfSame(train, test, joined.statement, subject, parts)) return [];
    return [{ site, estimator, train: rootName(train) ?? "", test: rootName(test) ?? "" }];
  });
}

/** What is put together, and where. */
interface Joined {
  readonly parts: readonly Expr[];
  readonly statement: Statement;
}

function joinedParts(expr: Expr, statement: Statement, subject: Subject): Joined | null {
  if (expr.kind === "name") {
    const bound = lastBound(expr, statement, subject);
    return bound === null || bound.value.kind === "name" ? null : joinedParts(bound.value, bound.statement, subject);
  }
  if (expr.kind !== "call") return null;
  const path = dottedPath(expr.of, subject.code.importedPaths);
  const [all] = expr.arguments;
  const isJoining = path !== null && JOINING.test(path) && all?.value.kind === "collection";
  return isJoining && all.value.kind === "collection" ? { parts: all.value.parts, statement } : null;
}

/** By a split, or by slices of one value. */
function isOfSame(
  train: Expr,
  test: Expr,
  statement: Statement,
  subject: Subject,
  parts: ValueFlow<SplitPart>,
): boolean {
  const [one, other] = [parts.of(train, statement), parts.of(test, statement)];
  if (one !== undefined || other !== undefined) return one?.call === other?.call && one?.role !== other?.role;
  const [from, to] = [train, test].map((part) => {
    const value = lastBound(part, statement, subject)?.value;
    return value?.kind === "item" ? rootName(value) : null;
  });
  return from !== null && from === to;
}

function lastBound(
  expr: Expr,
  statement: Statement,
  { code }: Subject,
): { readonly value: Expr; readonly statement: Statement } | null {
  if (expr.kind !== "name" || expr.local) return null;
  const bound = code.operations.findLast(
    ({ operation, statement: { id }, deferred }) =>
      operation.op === "bind" && operation.name === expr.name && !deferred && id < statement.id,
  );
  return bound?.operation.op === "bind" ? { value: bound.operation.value, statement: bound.statement } : null;
}
