import type { TemplatePart } from "./shell-fields.ts";

/** A Python string literal on one line whose value is the text. */
export function pythonString(text: string): string {
  const quote = text.includes('"') && !text.includes("'") ? "'" : '"';
  return quote + escapeFor(text, quote) + quote;
}

/** A literal for text of many lines: one string per line, in brackets, so that it can be indented at will. */
export function pythonText(text: string): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  if (lines.length < 2) return pythonString(text);
  return `(\n${lines.map((line) => `    ${pythonString(line)}\n`).join("")})`;
}

/** A Python expression for the text of a command with its fields filled in: a plain string or an f-string. */
export function pythonTemplate(parts: readonly TemplatePart[]): string {
  if (parts.every((part) => "text" in part)) return pythonString(parts.map((part) => part.text).join(""));
  const expressions = parts.flatMap((part) => ("text" in part ? [] : [part.expression]));
  const quote = ['"', "'", '"""', "'''"].find((candidate) => expressions.every((text) => !text.includes(candidate)));
  // Before 3.12 a field of an f-string can hold neither a backslash nor its quotes.
  if (quote === undefined || expressions.some((text) => /[\\#]/.test(text))) return sumOf(parts);
  const body = parts.map((part) => ("text" in part ? escapeFor(doubleBraces(part.text), quote) : fieldOf(part)));
  return `f${quote}${body.join("")}${quote}`;
}

function doubleBraces(text: string): string {
  return text.replace(/[{}]/g, "$&$&");
}

function fieldOf(part: Exclude<TemplatePart, { text: string }>): string {
  const expression = part.expression.trim();
  const conversion = part.conversion === undefined ? "" : `!${part.conversion}`;
  return `{${/\blambda\b/.test(expression) ? `(${expression})` : expression}${conversion}}`;
}

function sumOf(parts: readonly TemplatePart[]): string {
  const functions = { r: "repr", s: "str", a: "ascii" } as const;
  const terms = parts.map((part) => {
    if ("text" in part) return pythonString(part.text);
    return `${part.conversion === undefined ? "format" : functions[part.conversion]}(${part.expression.trim()})`;
  });
  return terms.length === 1 ? (terms[0] as string) : `(${terms.join(" + ")})`;
}

const shortEscapes: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeFor(text: string, quote: string): string {
  let escaped = "";
  for (const char of text) escaped += shortEscapes[char] ?? (char === quote[0] ? `\\${char}` : visible(char));
  return escaped;
}

/** Control characters, lone surrogates and invisible spaces are written by number. */
function visible(char: string): string {
  if (!/[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|(?! )\p{Zs}/u.test(char)) return char;
  const code = char.codePointAt(0) as number;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}
