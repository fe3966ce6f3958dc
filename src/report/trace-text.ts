import { lastName } from "../base/dotted-path.ts";
import type { Trace, TracedStatement } from "../trace/types.ts";
import { counted } from "./counted.ts";
import { plainText } from "./plain-text.ts";

/** What a trace came to, in a few lines. `path` is where it was written. */
export function renderTrace(trace: Trace, path: string): string {
  const statements = trace.cells.flatMap((cell) => cell.statements);
  const figures = trace.cells.reduce((sum, cell) => sum + cell.figures, 0);
  const names = new Set(trace.values.map((value) => value.name));
  const lines = [
    `Ran ${counted(trace.cells.length, "cell")}, ${counted(statements.length, "statement")} in ${trace.seconds.toFixed(1)} s, ${trace.probing.toFixed(1)} s of them for looking.`,
    ...(names.size === 0 ? [] : [`  values         ${names.size}, of types ${usualTypes(trace)}`]),
    line("changed", namesOf(statements, "changed")),
    line("not looked at", namesOf(statements, "notLookedAt")),
    line("random state", [...new Set(statements.flatMap((one) => (one.random ?? []).map((each) => each.generator)))]),
    line("settings", [...new Set(statements.flatMap((one) => (one.settings ?? []).map((each) => each.of)))]),
    line("reads", namesOf(statements, "reads")),
    line("writes", [...new Set([...namesOf(statements, "writes"), ...trace.files.written])]),
    ...(figures === 0 ? [] : [`  figures        ${figures}`]),
    `Wrote ${path}`,
  ];
  return `${lines.filter((text) => text !== "").join("\n")}\n`;
}

const LONGEST_LIST = 8;

function line(title: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const shown = names.slice(0, LONGEST_LIST).map(plainText).join(", ");
  const more = names.length > LONGEST_LIST ? `, and ${names.length - LONGEST_LIST} more` : "";
  return `  ${title.padEnd(13)}  ${shown}${more}`;
}

function namesOf(
  statements: readonly TracedStatement[],
  what: "changed" | "notLookedAt" | "reads" | "writes",
): readonly string[] {
  return [...new Set(statements.flatMap((one) => one[what] ?? []))];
}

/** The most frequent types first, without the module paths. */
function usualTypes(trace: Trace): string {
  const counts = new Map<string, Set<string>>();
  for (const { type, name } of trace.values) {
    const short = lastName(type);
    counts.set(short, (counts.get(short) ?? new Set()).add(name));
  }
  const sorted = [...counts].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1));
  const shown = sorted.slice(0, 5).map(([type, names]) => `${type} (${names.size})`);
  return `${shown.join(", ")}${sorted.length > 5 ? ", ..." : ""}`;
}
