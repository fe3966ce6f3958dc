import { sourceSpan } from "../../base/offset-map.ts";
import { lineStarts, type Span } from "../../base/spans.ts";
import type { Diagnostic } from "../../diagnostics/types.ts";
import { python2Diagnostic } from "./find-python2.ts";
import type { MaskedCell } from "./mask-cell.ts";
import { strictParse } from "./strict-parse.ts";
import type { ParsedCode } from "./syntax/parse-code.ts";

/** What is wrong with the text of a cell: it is not Python 3, or more deeply nested than can be read. */
export function cellDiagnostics(
  cell: number,
  mask: Pick<MaskedCell, "code" | "offsetMap">,
  parsed: ParsedCode,
  tooDeep: readonly Span[],
): readonly Diagnostic[] {
  const at = (start: number, end: number) => ({ cell, span: sourceSpan(mask.offsetMap, { start, end }) });
  const problem = parsed.isSuspicious ? syntaxProblem(mask.code, parsed) : null;
  const invalid = problem === null ? [] : [invalidCell(cell, mask, problem)];
  const deep = tooDeep.map(({ start, end }): Diagnostic => {
    const message = "This statement is nested too deeply to be read.";
    return {
      code: "CW401",
      severity: "error",
      message,
      location: at(start, end),
      hint: "Split the statement into smaller ones.",
    };
  });
  return [...invalid, ...deep];
}

interface FoundProblem {
  readonly offset: number;
  readonly message: string;
}

/** Asks the strict parser; when it finds nothing, the text is valid, whatever the lenient one thought. */
function syntaxProblem(code: string, parsed: ParsedCode): FoundProblem | null {
  const problem = strictParse(code.replaceAll("\f", " "));
  if (problem === null) return null;
  // The strict parser is wrong about some format specifications (`{x:!r}`), which the lenient one reads well.
  if (parsed.firstError === null && /f-string/i.test(problem.message)) return null;
  const lineStart = lineStarts(code)[problem.line - 1] ?? code.length;
  const place = Math.min(lineStart + problem.column, code.length);
  const offset = place > 0 ? place : (parsed.firstError ?? 0);
  const text = problem.message.charAt(0).toLowerCase() + problem.message.slice(1).replace(/\.$/, "");
  return { offset, message: text.includes("call stack") ? "it is nested too deeply" : text };
}

function invalidCell(cell: number, mask: Pick<MaskedCell, "code" | "offsetMap">, problem: FoundProblem): Diagnostic {
  const python2 = python2Diagnostic(mask.code, cell, mask.offsetMap);
  if (python2 !== null) return python2;
  const span = sourceSpan(mask.offsetMap, {
    start: problem.offset,
    end: Math.min(problem.offset + 1, mask.code.length),
  });
  return {
    code: "CW401",
    severity: "error",
    message: `This cell is not valid Python 3: ${problem.message}.`,
    location: { cell, span },
    hint: "Correct the cell, or make it a Markdown cell.",
  };
}
