import { createHash } from "node:crypto";
import type { Location } from "../base/spans.ts";
import { type TextLines, type TextRange, textLines, textRange } from "../base/text-range.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import { lineAt } from "../notebook/source-places.ts";
import type { Notebook } from "../notebook/types.ts";
import type { Selectable } from "./selection.ts";
import type { Place, Problem } from "./types.ts";

const LONGEST_LINE = 200;

/** Diagnostics as they are told: with names, places in cells and in the file, and fingerprints. */
export function problemsOf(
  diagnostics: readonly Diagnostic[],
  notebook: Notebook | null,
  ruleOf: (code: string) => Selectable,
  inFile: (location: Location) => TextRange,
): readonly Problem[] {
  const times = new Map<string, number>();
  const placeIn = notebook === null ? null : placesIn(notebook, inFile);
  return diagnostics.map((diagnostic): Problem => {
    const { code, severity, message, location, related = [], hint = null, fix } = diagnostic;
    const seen = location === undefined || placeIn === null ? null : placeIn(location);
    const what = `${code}\n${seen?.text.trim() ?? ""}\n${seen === null || location?.span.end === 0 ? message : ""}`;
    const time = (times.get(what) ?? 0) + 1;
    times.set(what, time);
    return {
      code,
      name: ruleOf(code).name,
      severity,
      message,
      place: seen !== null && diagnostic.confidential ? { ...seen, text: "" } : seen,
      related: placeIn === null ? [] : related.map((one) => ({ place: placeIn(one.location), message: one.message })),
      hint,
      fix: fix === undefined ? null : { title: fix.title, safety: fix.safety },
      fingerprint: createHash("sha256").update(`${what}\n${time}`).digest("hex").slice(0, 16),
    };
  });
}

/** Each cell is taken apart once, however many places in it are asked for. */
function placesIn(notebook: Notebook, inFile: (location: Location) => TextRange): (location: Location) => Place {
  const lines = new Map<number, TextLines>();
  return (location) => {
    const cell = notebook.cells[location.cell];
    const source = cell?.source ?? "";
    const known = lines.get(location.cell) ?? textLines(source);
    lines.set(location.cell, known);
    return {
      cell: location.cell + 1,
      cellId: cell?.id ?? "",
      ...textRange(known, location.span),
      file: inFile(location),
      text: lineAt(source, location.span).slice(0, LONGEST_LINE),
    };
  };
}
