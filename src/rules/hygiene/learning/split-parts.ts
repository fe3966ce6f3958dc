import type { Statement } from "../../../analysis/types.ts";
import type { Expr } from "../../../languages/facts.ts";
import { dottedPath } from "../../code-index.ts";
import type { Subject } from "../../subject.ts";
import { sliceSplits } from "./slice-splits.ts";
import { ValueFlow } from "./value-flow.ts";

/** A part that `train_test_split` made, or a cut. */
export interface SplitPart {
  readonly role: "train" | "test";
  /** What splits, the same for both parts. */
  readonly call: Expr;
  readonly statement: Statement;
}

/** Which values of a notebook are parts of a split: of each pair that it gives, the second is for tests. */
export function splitParts(subject: Pick<Subject, "analysis" | "code" | "notebook">): ValueFlow<SplitPart> {
  const imported = subject.code.importedPaths;
  const cut = new Map<Expr, SplitPart>();
  for (const { statement, train, test } of sliceSplits(subject)) {
    cut.set(train, { role: "train", call: test, statement });
    cut.set(test, { role: "test", call: test, statement });
  }
  const start = (expr: Expr, statement: Statement): SplitPart | undefined => {
    const known = cut.get(expr);
    if (known !== undefined) return known;
    if (expr.kind !== "element" || expr.of.kind !== "call" || expr.at === undefined) return undefined;
    if (dottedPath(expr.of.of, imported) !== "sklearn.model_selection.train_test_split") return undefined;
    return { role: expr.at % 2 === 0 ? "train" : "test", call: expr.of, statement };
  };
  return new ValueFlow(subject, { start, together: sameRole });
}

/** What is put together of both parts is neither. */
function sameRole(parts: readonly SplitPart[]): SplitPart | undefined {
  const [first] = parts;
  return parts.every(({ role }) => role === first?.role) ? first : undefined;
}
