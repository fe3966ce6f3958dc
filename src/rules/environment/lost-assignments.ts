import type { Statement } from "../../analysis/types.ts";
import type { Expr } from "../../languages/facts.ts";
import type { ExprOf, OperationSite } from "../code-index.ts";
import { sourceText } from "../effects/source-text.ts";
import type { Finding } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";
import { typesOfName } from "../types-of-read.ts";

/** Operators that make a row of truth values, by which rows are chosen. */
const MASKS = /^(comparison|==|!=|<|<=|>|>=|&|\||~)$/;
const GIVES_COPY = /^(query|dropna|drop_duplicates|sort_values|sample|nlargest|nsmallest|reset_index)$/;
const INDEXERS = /^(loc|iloc|at|iat)$/;

/** A part of a table that is assigned to, and whether that part is a copy in older versions, too. */
interface Part {
  readonly table: ExprOf<"name">;
  readonly isAlwaysCopy: boolean;
}

/** Assignments to a part of a part of a table: `df[df.a > 0]["b"] = 1`, `df["a"][0] = 1`, `df["a"].iloc[0] = 1`. */
export function lostAssignments(subject: Subject, installed: string | undefined, isNew: boolean): readonly Finding[] {
  return subject.code.operations.flatMap((site) => {
    const { operation, statement, deferred } = site;
    if (operation.op !== "update" || !/^(item|attribute)$/.test(operation.how) || deferred) return [];
    const part = chosenPart(operation.target, site, subject);
    // Of a column as such, an attribute is its name or the like.
    if (
      part === null ||
      (operation.how === "attribute" && !part.isAlwaysCopy) ||
      !(isNew || part.isAlwaysCopy) ||
      !isTable(part.table.name, statement, subject)
    )
      return [];
    const { cell } = statement;
    const text = sourceText(subject, cell, operation.target.span);
    const why = part.isAlwaysCopy ? "" : installed === undefined ? " since pandas 3" : ` with pandas ${installed}`;
    return [
      {
        ...(installed === undefined ? { severity: "warning" as const } : {}),
        message: `\`${text}\` is a copy${why}: what is assigned to a part of it is lost, and \`${part.table.name}\` stays as it is.`,
        location: placeOf(subject, cell, operation.span),
        hint: `choose rows and column at once: \`${part.table.name}.loc[rows, column] = ...\``,
      },
    ];
  });
}

function chosenPart(target: Expr, site: OperationSite, subject: Subject): Part | null {
  const of = target.kind === "member" && INDEXERS.test(target.name) ? target.of : target;
  if (of.kind === "call" && of.of.kind === "member" && GIVES_COPY.test(of.of.name))
    return isNotebookName(of.of.of) ? { table: of.of.of, isAlwaysCopy: true } : null;
  if (of.kind !== "item") return null;
  const { of: from, key } = of;
  if (isMask(key, site, subject)) {
    const table = from.kind === "member" && from.name === "loc" ? from.of : from;
    return isNotebookName(table) ? { table, isAlwaysCopy: true } : null;
  }
  const isColumn = key.kind === "literal" && key.type === "str";
  return isColumn && isNotebookName(from) ? { table: from, isAlwaysCopy: false } : null;
}

function isMask(key: Expr, { statement }: OperationSite, { analysis }: Subject): boolean {
  if (key.kind === "operation") return MASKS.test(key.operator);
  if (!isNotebookName(key)) return false;
  const from = statement.reads.find(({ name }) => name === key.name)?.from ?? [];
  return (
    from.length > 0 &&
    from.every((id) => {
      const bound = analysis.statements[id]?.facts.operations.find((one) => one.op === "bind" && one.name === key.name);
      return bound?.op === "bind" && bound.value.kind === "operation" && MASKS.test(bound.value.operator);
    })
  );
}

function isNotebookName(expr: Expr): expr is ExprOf<"name"> {
  return expr.kind === "name" && expr.local !== true;
}

/** Whether a name certainly stands for a table of pandas. */
export function isTable(name: string, statement: Statement, { analysis }: Subject): boolean {
  const types = typesOfName(analysis, statement, name);
  return types.length > 0 && types.every((type) => type === "pandas.DataFrame");
}
