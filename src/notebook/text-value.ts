import type { Json } from "../base/json.ts";

/**
 * Offset behind the value that starts at `start` of a line: a quoted string, a list or an object, or else what comes
 * before the next white space.
 */
export function textValueEnd(line: string, start: number): number {
  let depth = 0;
  for (let at = start; at < line.length; at++) {
    const char = line[at] as string;
    if (char === '"' || char === "'") {
      at = stringEnd(line, at) - 1;
      if (depth === 0 && at + 1 > start) return at + 1;
    } else if (char === "[" || char === "{" || char === "(") depth++;
    else if (char === "]" || char === "}" || char === ")") {
      depth--;
      if (depth <= 0) return at + 1;
    } else if (depth === 0 && /\s/.test(char)) return at;
  }
  return line.length;
}

/** A JSON value, or the same as Python writes it (`'a'`, `True`, `None`); undefined when it is neither. */
export function parseTextValue(text: string): Json | undefined {
  return parsed(text) ?? (text === "null" || text === "None" ? null : parsed(asJson(text)));
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const wordByPython: Readonly<Record<string, string>> = { True: "true", False: "false", None: "null" };

/** Rewrites Python's quotes and words; everything else is left to the JSON parser. */
function asJson(text: string): string {
  let json = "";
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '"' || char === "'") {
      const end = stringEnd(text, at);
      json += jsonString(text.slice(at, end));
      at = end;
      continue;
    }
    const word = /^[A-Za-z]+/.exec(text.slice(at, at + 10))?.[0];
    if (word === undefined) json += char;
    else json += wordByPython[word] ?? word;
    at += word?.length ?? 1;
  }
  return json;
}

function jsonString(literal: string): string {
  if (literal.startsWith('"')) return literal;
  const inner = literal.slice(1, literal.endsWith("'") && literal.length > 1 ? -1 : undefined);
  return `"${inner.replaceAll("\\'", "'").replaceAll(/(?<!\\)"/g, '\\"')}"`;
}

/** Offset behind the string that opens at `start`; the end of the text when it does not close. */
function stringEnd(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}
