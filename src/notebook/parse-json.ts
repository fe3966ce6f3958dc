import type { Json } from "../base/json.ts";
import { lineOf, lineStarts } from "../base/spans.ts";
import type { DiagnosticList } from "./diagnostic-list.ts";

/**
 * Deepest nesting that is read. Real notebooks stay under 40 (plots, widgets); Python's own JSON reader gives up near
 * 1,000, and later stages walk values recursively.
 */
const deepest = 500;

/** Parses JSON text; undefined when it is none (CW404) or nested too deep (CW407). */
export function parseJson(text: string, diagnostics: DiagnosticList): Json | undefined {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    explain(text, error, diagnostics);
    return undefined;
  }
  if (isTooDeep(value)) {
    diagnostics.add("CW407", "error", `The file nests lists and objects deeper than ${deepest} levels.`, {
      hint: "Clear the outputs and save the notebook again.",
    });
    return undefined;
  }
  return value;
}

/** Level by level, not recursively: the depth is what we are afraid of. */
function isTooDeep(value: Json): boolean {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    const below: Json[] = [];
    for (const item of level) {
      if (typeof item !== "object" || item === null) continue;
      for (const child of Array.isArray(item) ? item : Object.values(item)) {
        if (typeof child === "object" && child !== null) below.push(child);
      }
    }
    level = below;
  }
  return false;
}

function explain(text: string, error: unknown, diagnostics: DiagnosticList): void {
  const reason = error instanceof Error ? error.message : String(error);
  const conflict = /^(?:<{7}|>{7}) .*$/m.exec(text);
  if (conflict !== null) {
    const message = `The file holds an unresolved merge conflict on line ${lineAt(text, conflict.index)}, so it is no JSON.`;
    diagnostics.add("CW404", "error", message, { hint: "Resolve the conflict, for instance with nbdime." });
    return;
  }
  const position = Number(/at position (\d+)/.exec(reason)?.[1] ?? Number.NaN);
  if (/end of JSON input|Unterminated/.test(reason) || position >= text.trimEnd().length) {
    const message = `The file ends in the middle of its JSON, on line ${lineAt(text, text.length)}: it was cut off.`;
    diagnostics.add("CW404", "error", message, { hint: "Take a complete copy of the file." });
    return;
  }
  const where = Number.isNaN(position) ? "" : ` on line ${lineAt(text, position)}`;
  const start = JSON.stringify(text.trimStart().slice(0, 20));
  const message = `The file is not JSON${where}, so it is no Jupyter notebook; it starts with ${start}.`;
  diagnostics.add("CW404", "error", message);
}

function lineAt(text: string, offset: number): number {
  return lineOf(lineStarts(text), offset) + 1;
}
