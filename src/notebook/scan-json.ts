/**
 * Walks over text that is known to be valid JSON without making values of it: places in a file are found by skipping what is
 * not asked for, in large outputs mostly.
 */

const QUOTE = 34;
const COMMA = 44;
const LEFT_BRACKET = 91;
const RIGHT_BRACKET = 93;
const LEFT_BRACE = 123;
const RIGHT_BRACE = 125;
/** A blank is the last of the characters that count as white space. */
const BLANK = 32;
const BYTE_ORDER_MARK = 0xfeff;

/** Offset of the first character from `at` on that is no white space. */
export function startOfJson(text: string, at: number): number {
  let start = at;
  for (let code = text.charCodeAt(start); code <= BLANK || code === BYTE_ORDER_MARK; code = text.charCodeAt(start))
    start++;
  return start;
}

/** Offset behind the value that starts at `start`. */
export function endOfJson(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return endOfString(text, start);
  if (first === LEFT_BRACE || first === LEFT_BRACKET) return endOfNested(text, start);
  let at = start;
  for (let code = text.charCodeAt(at); code > BLANK && !endsScalar(code); code = text.charCodeAt(at)) at++;
  return at;
}

/** Calls `visit` with each key of the object at `start` and the offset of its value; `visit` gives the offset behind that. Gives the one behind the object. */
export function eachMember(text: string, start: number, visit: (key: string, at: number) => number): number {
  let at = startOfJson(text, start + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const end = endOfString(text, at);
    const key = jsonText(text, at, end);
    // A colon stands between.
    const value = startOfJson(text, startOfJson(text, end) + 1);
    at = afterItem(text, visit(key, value));
  }
  return at + 1;
}

/** The same for the items of a list. */
export function eachItem(text: string, start: number, visit: (at: number) => number): number {
  let at = startOfJson(text, start + 1);
  while (at < text.length && text.charCodeAt(at) !== RIGHT_BRACKET) at = afterItem(text, visit(at));
  return at + 1;
}

/** The value of the string between two offsets, its quotes included. */
export function jsonText(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  return raw.includes("\\") ? (JSON.parse(text.slice(start, end)) as string) : raw;
}

/** The next item, or what closes the list. */
function afterItem(text: string, end: number): number {
  const at = startOfJson(text, end);
  return text.charCodeAt(at) === COMMA ? startOfJson(text, at + 1) : at;
}

function endsScalar(code: number): boolean {
  return code === COMMA || code === RIGHT_BRACKET || code === RIGHT_BRACE;
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === "\\") escapes++;
    if (escapes % 2 === 0) return at + 1;
  }
  return text.length;
}

function endOfNested(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === LEFT_BRACE || code === LEFT_BRACKET) depth++;
    else if ((code === RIGHT_BRACE || code === RIGHT_BRACKET) && --depth === 0) return at + 1;
  }
  return text.length;
}
