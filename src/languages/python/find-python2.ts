import { type OffsetMap, sourceSpan } from "../../base/offset-map.ts";
import type { Span } from "../../base/spans.ts";
import type { Diagnostic } from "../../diagnostics/types.ts";
import { scanLogicalLine } from "./ipython/scan-logical-line.ts";

/** Syntax that only Python 2 reads, with its place in the code. */
export interface Python2Syntax {
  /** The syntax as a user would name it. */
  readonly what: string;
  /** How Python 3 writes it. */
  readonly instead: string;
  readonly span: Span;
}

interface Pattern {
  readonly pattern: RegExp;
  readonly what: string;
  readonly instead: string;
}

const statementStart = String.raw`(?<=^\s*|[:;]\s*)`;

// Strings and comments are blanked before these are tried (a string is `""` and blanks), one logical line at a time.
const patterns: readonly Pattern[] = [
  {
    pattern: new RegExp(
      String.raw`${statementStart}print(?=\s*["\x60]|\s+(?!(?:in|is|and|or|if|not|else)\b)[\w]|\s*>>)`,
      "u",
    ),
    what: "a print statement",
    instead: "print(...)",
  },
  {
    pattern: new RegExp(String.raw`${statementStart}exec(?=\s*"|\s+(?!(?:in|is|and|or|if|not|else)\b)\w)`, "u"),
    what: "an exec statement",
    instead: "exec(...)",
  },
  {
    pattern: /^\s*except\s+(?:[\w.]+|\([^()]*\))\s*,\s*[A-Za-z_]\w*\s*(?=:)/,
    what: "`except Error, name`",
    instead: "except Error as name",
  },
  {
    pattern: new RegExp(String.raw`${statementStart}raise\s+[\w.]+\s*,\s*\S`, "u"),
    what: "`raise Error, message`",
    instead: "raise Error(message)",
  },
  { pattern: /`[^`\n]*`/, what: "backticks", instead: "repr(...)" },
  { pattern: /<>/, what: "the operator `<>`", instead: "!=" },
  {
    // Neither the exponent of `1e-07` nor a part of a date or a time.
    pattern: /(?<![\w.]|\d\.?[eE][-+]|\d[-:/])0[0-7]*[1-7][0-7]*(?![\w.])/,
    what: "an octal number with a leading 0",
    instead: "0o17",
  },
  { pattern: /(?<![\w.])(?:0[xX][\da-fA-F]+|\d+)[lL](?!\w)/, what: "a long integer", instead: "a number without `L`" },
  { pattern: /(?<!\w)(?:ur|UR|Ur|uR)(?=["'])/, what: "a ur-string", instead: 'r"..."' },
];

/**
 * Finds syntax that Python 2 had and Python 3 has not. Meant for code that is not valid Python 3: some of it reads
 * differently elsewhere (`except A, B:` in Python 3.14).
 */
export function findPython2(code: string): readonly Python2Syntax[] {
  const found: Python2Syntax[] = [];
  for (let at = 0; at < code.length; ) {
    const line = scanLogicalLine(code, at);
    const bare = withoutTexts(code, line.start, line.end, [...line.strings, ...line.comments]);
    for (const { pattern, what, instead } of patterns) {
      const match = pattern.exec(bare);
      if (match === null) continue;
      const lead = /^\s*/.exec(match[0])?.[0].length ?? 0;
      const start = line.start + match.index + lead;
      found.push({ what, instead, span: { start, end: line.start + match.index + match[0].length } });
    }
    at = line.end;
  }
  return found;
}

/** The one diagnostic about Python 2 in a cell; null when there is none in it. */
export function python2Diagnostic(code: string, cell: number, offsetMap: OffsetMap): Diagnostic | null {
  const [first, ...others] = findPython2(code);
  if (first === undefined) return null;
  const location = { cell, span: sourceSpan(offsetMap, first.span) };
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const message = `This is Python 2 (${first.what}${more}), which Python 3 does not run.`;
  const hint = `Write \`${first.instead.replace(/`/g, "")}\`; \`2to3\` converts whole files.`;
  return { code: "CW311", severity: "error", message, location, hint };
}

function withoutTexts(code: string, start: number, end: number, texts: readonly Span[]): string {
  const parts: string[] = [];
  let at = start;
  for (const text of texts.toSorted((one, other) => one.start - other.start)) {
    const inside = code.slice(text.start, text.end);
    const prefix = /^[A-Za-z]*(?=["'])/.exec(inside)?.[0] ?? null;
    const blank = prefix === null ? "" : `${prefix}""`;
    parts.push(code.slice(at, text.start), blank.padEnd(inside.length, " ").slice(0, inside.length));
    at = text.end;
  }
  return [...parts, code.slice(at, end)].join("").replace(/\n/g, " ");
}
