import type { Expr } from "../../languages/facts.ts";
import type { CallSite } from "../code-index.ts";
import type { Finding } from "../rule.ts";
import { placeOf, type Subject } from "../subject.ts";

const EXECUTES = /^(execute|executemany|executescript|exec_driver_sql)$/;
const ADDS = /^\s*insert\s+into\b(?![\s\S]*\bon\s+(conflict|duplicate)\b)/i;
const MAKES = /^\s*(create\s+(unique\s+)?(table|view|index)\s+(?!if\s+not\s+exists)|alter\s+table\s+\S+\s+add\b)/i;
/** What a cell does so that it can run again. */
const STARTS_ANEW = /\b(drop\s+(table|view)|delete\s+from|truncate|rollback)\b/i;
const CONNECTS = /^(connect|create_engine|begin|Session|rollback|unlink|remove)$/;

/** Rows and tables that a cell adds to a database that another cell has opened; of each cell the first. */
export function databaseFindings(subject: Subject): readonly Finding[] {
  const told = new Set<number>();
  return subject.code.calls.flatMap((site) => {
    const { statement, call, deferred } = site;
    const text = EXECUTES.test(site.method ?? "") ? textOf(call.arguments[0]?.value) : null;
    const isHazard = text !== null && (ADDS.test(text) || MAKES.test(text));
    if (!isHazard || deferred || told.has(statement.cell) || startsAnew(subject, site)) return [];
    told.add(statement.cell);
    return [
      {
        severity: "info",
        message: ADDS.test(text)
          ? "Each run of this cell adds the same rows to the database once more."
          : "This cell fails when it is run a second time: the database then has what it makes.",
        location: placeOf(subject, statement.cell, call.span),
        hint: ADDS.test(text)
          ? "delete the rows before, use `insert or ignore`, or open the database in this cell"
          : "write `if not exists`, or drop it before",
      },
    ];
  });
}

/** SQL that is a constant, or one in `text(...)`. */
function textOf(expr: Expr | undefined): string | null {
  if (expr?.kind === "call") return textOf(expr.arguments[0]?.value);
  return expr?.kind === "literal" && typeof expr.value === "string" ? expr.value : null;
}

/** The cell opens the database itself, or takes away what is there. */
function startsAnew({ code }: Subject, { statement: { cell } }: CallSite): boolean {
  const isHere = (one: { readonly statement: { readonly cell: number } }) => one.statement.cell === cell;
  return (
    code.texts.some((one) => isHere(one) && STARTS_ANEW.test(one.text)) ||
    code.calls.some((one) => isHere(one) && CONNECTS.test(one.method ?? ""))
  );
}
