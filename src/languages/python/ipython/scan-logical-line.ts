import type { Span } from "../../../base/spans.ts";
import { isFormatPrefix, isStringPrefix, scanString } from "./scan-string.ts";

/** One logical line of Python (or of what stands in its place): all that a newline outside brackets and strings ends. */
export interface LogicalLine {
  readonly start: number;
  /** After the newline that ends it, or the limit. */
  readonly end: number;
  /** Offset of the first token; null for a line without one. */
  readonly first: number | null;
  /** Offset after the last token, comments apart; null for a line without one. */
  readonly last: number | null;
  /** Offset of the first `=` outside brackets that assigns. */
  readonly assign: number | null;
  /** Offset of a `%` or `!` that stands directly after that `=` and can't be an operator. */
  readonly command: number | null;
  /** False when a bracket or a string is still open at the end. */
  readonly closed: boolean;
  readonly strings: readonly Span[];
  readonly comments: readonly Span[];
}

interface Scan {
  readonly text: string;
  readonly limit: number;
  at: number;
  depth: number;
  first: number | null;
  last: number | null;
  assign: number | null;
  command: number | null;
  openString: boolean;
  readonly strings: Span[];
  readonly comments: Span[];
}

const word = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*/uy;
const number = /\.?[0-9](?:[eE][+-]?[0-9]|[\w.])*/y;
const operator = /(?:\*\*|\/\/|>>|<<|[-+*/%@&|^=<>!:])?=|->|<>|\*\*|\/\/|>>|<</y;
const blanksToOperand = /(?:[ \t\f]|\\\n)*/y;

/** Reads one logical line from `start` (the start of a line, or of a statement in it), at most to `limit`. */
export function scanLogicalLine(text: string, start: number, limit = text.length): LogicalLine {
  const scan: Scan = {
    text,
    limit,
    at: start,
    depth: 0,
    first: null,
    last: null,
    assign: null,
    command: null,
    openString: false,
    strings: [],
    comments: [],
  };
  while (scan.at < limit && !endsLine(scan)) scanToken(scan);
  const { at, first, last, assign, command, depth, openString, strings, comments } = scan;
  const end = Math.min(at + 1, limit);
  return { start, end, first, last, assign, command, closed: depth === 0 && !openString, strings, comments };
}

function endsLine(scan: Scan): boolean {
  return scan.text[scan.at] === "\n" && scan.depth === 0;
}

function scanToken(scan: Scan): void {
  const char = scan.text[scan.at] as string;
  if (char === "\\" && scan.text[scan.at + 1] === "\n") scan.at += 2;
  else if (/\s/.test(char)) scan.at++;
  else if (char === "#") scanComment(scan);
  else scanVisible(scan, char);
}

function scanComment(scan: Scan): void {
  const newline = scan.text.indexOf("\n", scan.at);
  const end = newline === -1 || newline > scan.limit ? scan.limit : newline;
  scan.comments.push({ start: scan.at, end });
  scan.at = end;
}

function scanVisible(scan: Scan, char: string): void {
  scan.first ??= scan.at;
  if (char === '"' || char === "'") readString(scan, scan.at, false);
  else if (!readWord(scan) && !readNumber(scan)) readOperator(scan, char);
  scan.last = Math.min(scan.at, scan.limit);
}

function readString(scan: Scan, quoteAt: number, formatted: boolean): void {
  const { end, closed } = scanString(scan.text, quoteAt, scan.limit, formatted);
  scan.strings.push({ start: scan.at, end });
  scan.at = end;
  if (!closed && end === scan.limit) scan.openString = true;
}

function readWord(scan: Scan): boolean {
  word.lastIndex = scan.at;
  const found = word.exec(scan.text)?.[0];
  if (found === undefined) return false;
  const after = scan.at + found.length;
  const quoted = scan.text[after] === '"' || scan.text[after] === "'";
  if (quoted && isStringPrefix(found)) readString(scan, after, isFormatPrefix(found));
  else scan.at = after;
  return true;
}

function readNumber(scan: Scan): boolean {
  number.lastIndex = scan.at;
  const found = number.exec(scan.text)?.[0];
  if (found === undefined) return false;
  scan.at += found.length;
  return true;
}

function readOperator(scan: Scan, char: string): void {
  operator.lastIndex = scan.at;
  const found = operator.exec(scan.text)?.[0] ?? char;
  if (found === "=" && scan.depth === 0 && scan.assign === null) {
    scan.assign = scan.at;
    scan.command = commandAfter(scan, scan.at + 1);
  }
  if ("([{".includes(char)) scan.depth++;
  else if (")]}".includes(char)) scan.depth = Math.max(scan.depth - 1, 0);
  scan.at += found.length;
}

/** The `%` of a magic or the `!` of a shell command that an assignment takes its value from. */
function commandAfter(scan: Scan, start: number): number | null {
  blanksToOperand.lastIndex = start;
  const at = start + (blanksToOperand.exec(scan.text)?.[0].length ?? 0);
  if (at >= scan.limit || scan.text[at + 1] === "=") return null;
  if (scan.text[at] === "!") return at;
  return scan.text[at] === "%" && /^[ \t]*[\p{L}_]/u.test(scan.text.slice(at + 1, at + 40)) ? at : null;
}
