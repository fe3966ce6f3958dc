import { createRequire } from "node:module";

/** Why and where a text is not Python: 1-based line, 0-based column in UTF-16 units. */
export interface SyntaxProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * A second opinion on whether a text is valid Python (3.8 to 3.14), from a strict parser that stops at the first
 * problem. The parser is loaded at the first call. Null when the text is valid.
 */
export function strictParse(code: string): SyntaxProblem | null {
  // Loaded on demand, and at once: most runs never need it, and the mask that asks can't wait.
  const { parse } = createRequire(import.meta.url)("py-ast") as typeof import("py-ast");
  try {
    parse(code);
    return null;
  } catch (error) {
    return problemOf(error, code);
  }
}

/** True when the text is one Python expression. */
export function isExpression(text: string): boolean {
  const trimmed = text.trim();
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(trimmed)) return !keywords.has(trimmed);
  if (trimmed === "" || /[#\n]|^(?:yield|await)\b|^\w+\s*:=|^\*[^,]*$/.test(trimmed)) return false;
  // As the operand of `not` and inside brackets no statement, assignment or unpacking is possible.
  return strictParse(`not (\n${trimmed}\n)`) === null && strictParse(trimmed) === null;
}

const keywords = new Set(
  (
    "and as assert async await break class continue def del elif else except finally for from global if import in is " +
    "lambda nonlocal not or pass raise return try while with yield"
  ).split(" "),
);

function problemOf(error: unknown, code: string): SyntaxProblem {
  const message = error instanceof Error ? error.message : String(error);
  const place = /^(?<text>.*?)(?: at line (?<line>\d+), column (?<column>\d+))?$/s.exec(message)?.groups;
  const line = Number(place?.line ?? 1);
  const bytes = Number(place?.column ?? 0);
  const column = utf16Column(code.split("\n")[line - 1] ?? "", bytes);
  return {
    line,
    column,
    message: (place?.text ?? message).toLowerCase().replace(/^./, (first) => first.toUpperCase()),
  };
}

/** The parser counts columns in UTF-8 bytes, as CPython does. */
function utf16Column(line: string, bytes: number): number {
  return new TextDecoder().decode(new TextEncoder().encode(line).slice(0, bytes)).length;
}
