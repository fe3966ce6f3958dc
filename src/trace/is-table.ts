import { isObject, type Json } from "../base/json.ts";

/** Whether JSON is what a trace says of a table (`TracedTable`). */
export function isTable(table: Json): boolean {
  if (!isObject(table)) return false;
  const { kind, rows, columns, index } = table;
  return (
    (kind === "frame" || kind === "series") &&
    typeof rows === "number" &&
    Array.isArray(columns) &&
    columns.every(isColumn) &&
    (kind === "frame" || columns.length === 1) &&
    (index === undefined || isColumn(index))
  );
}

function isColumn(column: Json): boolean {
  if (!isObject(column)) return false;
  const { label, dtype, nulls, min, max, text, values, unique, rising } = column;
  return (
    typeof dtype === "string" &&
    (label === undefined || isLabel(label)) &&
    (nulls === undefined || typeof nulls === "number") &&
    isBound(min) &&
    typeof min === typeof max &&
    [text, unique, rising].every((one) => one === undefined || typeof one === "boolean") &&
    (values === undefined || (Array.isArray(values) && values.every(isKind)))
  );
}

function isLabel(label: Json): boolean {
  return (
    label === null ||
    typeof label === "string" ||
    Number.isInteger(label) ||
    (Array.isArray(label) && label.every(isLabel))
  );
}

function isBound(bound: Json | undefined): boolean {
  return bound === undefined || typeof bound === "number" || typeof bound === "string";
}

function isKind(value: Json): boolean {
  return typeof value === "string" || typeof value === "boolean";
}
