import { isObject, type Json } from "../base/json.ts";
import { isTable } from "./is-table.ts";
import type { TracedTable } from "./types.ts";

/** The tables of a project's run, as `python/notebook_probe/run_tables.py` tells them. */
export interface RunTables {
  readonly run: string;
  readonly tables: readonly {
    readonly of: "catalog" | "step";
    readonly step: string;
    readonly name: string;
    readonly facts: TracedTable;
  }[];
  /** Tables that could not be read. */
  readonly left: readonly { readonly name: string; readonly why: string }[];
  /** Version of pandera in the interpreter that read them; null where it is not installed. */
  readonly pandera: string | null;
}

/** Reads that text; `cannot` says why there are none. Null for anything else. */
export function readRunTables(text: string): RunTables | { readonly cannot: string } | null {
  const data = JSON.parse(text) as Json;
  if (!isObject(data)) return null;
  const { cannot, run, tables, left, pandera = null } = data;
  if (typeof cannot === "string") return { cannot };
  const isRight = typeof run === "string" && Array.isArray(left) && Array.isArray(tables) && tables.every(isSeen);
  return isRight ? ({ run, tables, left, pandera } as unknown as RunTables) : null;
}

function isSeen(table: Json): boolean {
  return (
    isObject(table) &&
    (table.of === "catalog" || table.of === "step") &&
    typeof table.step === "string" &&
    typeof table.name === "string" &&
    table.facts !== undefined &&
    isTable(table.facts)
  );
}
