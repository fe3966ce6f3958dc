import type { MeasuredCode } from "../../measured-code.ts";
import { type CodeLine, indentLines, plainLines } from "./code-lines.ts";

/** Lines of measured code, apart as the magic has them. */
export interface MeasuredLines {
  readonly setup: readonly CodeLine[];
  readonly body: readonly CodeLine[];
  /** It binds names, which are none of the program's. */
  readonly hasOwnNames: boolean;
}

/** Runs measured code as often as the notebook does where that is known, else once. */
export function emitMeasured(
  { number, repeat }: MeasuredCode,
  { setup, body, hasOwnNames }: MeasuredLines,
): readonly CodeLine[] {
  const repeats = number === null ? 1 : repeat;
  if (!hasOwnNames && setup.length === 0) return repeated((number ?? 1) * repeats, body);
  return [
    ...plainLines("def _timed() -> None:"),
    ...indentLines([...setup, ...repeated(number ?? 1, body)], 1),
    { text: "", fixed: false },
    ...repeated(repeats, plainLines("_timed()")),
  ];
}

function repeated(times: number, lines: readonly CodeLine[]): readonly CodeLine[] {
  return times === 1 ? lines : [...plainLines(`for _ in range(${times}):`), ...indentLines(lines, 1)];
}
