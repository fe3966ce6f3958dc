/** How a JSON file is laid out, as far as new text has to follow it. */
export interface JsonStyle {
  /** White space of one level, or null when the file is not broken into lines. */
  readonly indent: string | null;
  readonly newline: string;
  /** What stands behind a key: `:` or `: `. */
  readonly colon: string;
  /** What stands between items on one line: `,` or `, `. */
  readonly comma: string;
  /** Whether every character that is not ASCII is escaped. */
  readonly isAscii: boolean;
}

/** Tells the layout from the first key of the file and, for escapes, from all of it. */
export function jsonStyleOf(text: string): JsonStyle {
  const first = /\{(\s*)"(?:[^"\\]|\\.)*"(\s*:\s*)/.exec(text.slice(0, 10_000));
  const space = first?.[1] ?? "";
  const lineBreak = /\r\n|\n|\r/.exec(space)?.[0];
  const afterColon = /:[ \t]/.test(first?.[2] ?? ": ") ? ": " : ":";
  return {
    indent: lineBreak === undefined ? null : space.slice(space.lastIndexOf(lineBreak) + lineBreak.length),
    newline: lineBreak ?? "\n",
    colon: afterColon,
    comma: afterColon === ": " ? ", " : ",",
    isAscii: /\\u[0-9a-fA-F]{4}/.test(text) && !/[^\0-\x7f]/.test(text),
  };
}

/** A JSON string in the file's way of writing. */
export function jsonString(value: string, style: JsonStyle): string {
  const text = JSON.stringify(value);
  if (!style.isAscii) return text;
  return text.replaceAll(/[^\0-\x7f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
