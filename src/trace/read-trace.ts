import { isObject, type Json } from "../base/json.ts";
import { isTable } from "./is-table.ts";
import type { Trace } from "./types.ts";

/** Text of a trace file -> trace; null for anything else. Never throws. */
export function readTrace(text: string): Trace | null {
  const data = parse(text);
  if (!isObject(data) || data.format !== "cellwright-trace" || data.version !== 1) return null;
  const isRight =
    typeof data.notebook === "string" &&
    hasAll(data.cells, (cell) => isCell(cell)) &&
    hasAll(data.values, (value) => isObject(value) && isValue(value));
  return isRight ? (data as unknown as Trace) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function hasAll(list: Json | undefined, isRight: (item: Json) => boolean): boolean {
  return Array.isArray(list) && list.every(isRight);
}

function isCell(cell: Json): boolean {
  if (!isObject(cell)) return false;
  const { statements } = cell;
  return (
    typeof cell.cell === "number" && typeof cell.hash === "string" && hasAll(statements, (one) => isStatement(one))
  );
}

function isStatement(statement: Json): boolean {
  if (!isObject(statement) || typeof statement.id !== "number") return false;
  return isTexts(statement.changed) && isTexts(statement.bound) && isLines(statement.lines);
}

function isLines(lines: Json | undefined): boolean {
  return Array.isArray(lines) && lines.length === 2 && lines.every((line) => typeof line === "number");
}

function isTexts(list: Json | undefined): boolean {
  return list === undefined || hasAll(list, (item) => typeof item === "string");
}

function isValue(value: { readonly [key: string]: Json }): boolean {
  const numbers = [value.since, value.made];
  const seen = [value.first, value.last];
  return (
    typeof value.name === "string" &&
    typeof value.type === "string" &&
    (value.table === undefined || isTable(value.table)) &&
    numbers.every((one) => typeof one === "number") &&
    seen.every((one) => one === null || typeof one === "number")
  );
}
