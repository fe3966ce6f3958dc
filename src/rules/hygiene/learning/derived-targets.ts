import type { Expr } from "../../../languages/facts.ts";
import { allOf } from "../../code-index.ts";
import type { Subject } from "../../subject.ts";

/** Methods that give each value in another form, without looking at other rows. */
const BY_VALUE = /^(astype|abs|round|clip|log|log1p|log2|log10|exp|sqrt|where|cut|between|gt|ge|lt|le|eq|ne|to_numpy)$/;

/**
 * The column of a frame that another one is made of, value by value: `price` for `df["log_price"] = np.log(df["price"])`. Null
 * where it is made of several, of other rows, or of something else.
 */
export function madeOf(frame: string, column: string, { code }: Pick<Subject, "code">): string | null {
  const made = code.operations.flatMap(({ operation, deferred }) =>
    operation.op === "update" &&
    operation.how === "item" &&
    operation.member === column &&
    operation.target.kind === "name" &&
    operation.target.name === frame &&
    !deferred
      ? [operation.value]
      : [],
  );
  const [value] = made;
  if (value === undefined || made.length > 1) return null;
  const parts = allOf(value);
  const sources = new Set(parts.flatMap((part) => columnOf(part, frame)));
  const [source] = sources;
  const isOwn = parts.every((part) => {
    if (part.kind === "function") return false;
    if (part.kind === "name") return part.name === frame || code.importedPaths.has(part.name);
    return part.kind !== "call" || (part.of.kind === "member" && BY_VALUE.test(part.of.name));
  });
  return isOwn && sources.size === 1 && source !== column ? (source ?? null) : null;
}

function columnOf(expr: Expr, frame: string): readonly string[] {
  if (expr.kind !== "item" || expr.of.kind !== "name" || expr.of.name !== frame) return [];
  return expr.key.kind === "literal" && typeof expr.key.value === "string" ? [expr.key.value] : [];
}
