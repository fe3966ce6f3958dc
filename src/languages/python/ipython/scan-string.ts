const stringPrefixes = new Set(["r", "b", "u", "f", "t", "br", "rb", "fr", "rf", "tr", "rt"]);

/** True when letters directly before a quote make them a string prefix of Python. */
export function isStringPrefix(word: string): boolean {
  return stringPrefixes.has(word.toLowerCase());
}

/** True for the prefix of a string that has replacement fields. */
export function isFormatPrefix(word: string): boolean {
  return /[ft]/i.test(word);
}

/** Where a string literal ends, and whether its closing quote is there. */
export interface ScannedString {
  readonly end: number;
  readonly closed: boolean;
}

/**
 * Finds the end of the Python string that opens at `quoteAt`. Fields of f-strings may hold strings with the same quotes
 * (Python 3.12); when they do not close, the string is read as an older Python would.
 */
export function scanString(text: string, quoteAt: number, limit: number, formatted: boolean): ScannedString {
  const quote = quoteOf(text, quoteAt);
  if (formatted) {
    const end = scanBody(text, quoteAt + quote.length, limit, quote, true);
    if (end !== -1) return { end, closed: true };
  }
  const end = scanBody(text, quoteAt + quote.length, limit, quote, false);
  if (end !== -1) return { end, closed: true };
  if (quote.length === 3) return { end: limit, closed: false };
  return { end: endOfOpenString(text, quoteAt + 1, limit), closed: false };
}

function quoteOf(text: string, at: number): string {
  const triple = (text[at] as string).repeat(3);
  return text.startsWith(triple, at) ? triple : (text[at] as string);
}

/** Offset after the closing quote, or -1. */
function scanBody(text: string, start: number, limit: number, quote: string, fields: boolean): number {
  let at = start;
  while (at < limit) {
    const char = text[at];
    if (char === "\\") at += 2;
    else if (text.startsWith(quote, at)) return at + quote.length <= limit ? at + quote.length : -1;
    else if (char === "\n" && quote.length === 1) return -1;
    else if (fields && char === "{" && text[at + 1] === "{") at += 2;
    else if (fields && char === "{") {
      at = scanField(text, at + 1, limit, quote);
      if (at === -1) return -1;
    } else at++;
  }
  return -1;
}

/** Offset after the `}` of a replacement field, or -1. */
function scanField(text: string, start: number, limit: number, quote: string): number {
  let depth = 0;
  let at = start;
  while (at < limit) {
    const char = text[at] as string;
    if (char === "}" && depth === 0) return at + 1;
    if (char === ":" && depth === 0) return scanFormatSpec(text, at + 1, limit, quote);
    if (char === "\n" && quote.length === 1) return -1;
    if (char === '"' || char === "'") {
      const inner = scanString(text, at, limit, /[ft]r?$/i.test(text.slice(Math.max(start, at - 2), at)));
      if (!inner.closed) return -1;
      at = inner.end;
      continue;
    }
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    at++;
  }
  return -1;
}

function scanFormatSpec(text: string, start: number, limit: number, quote: string): number {
  let at = start;
  while (at < limit) {
    const char = text[at];
    if (char === "}") return at + 1;
    if (text.startsWith(quote, at) || (char === "\n" && quote.length === 1)) return -1;
    if (char === "{") {
      at = scanField(text, at + 1, limit, quote);
      if (at === -1) return -1;
    } else at++;
  }
  return -1;
}

function endOfOpenString(text: string, start: number, limit: number): number {
  let at = start;
  while (at < limit && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, limit);
}
