const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"' };

/** A Python string literal, in double quotes, for any text; control characters and lone surrogates are escaped. */
export function stringLiteral(text: string): string {
  const escaped = text.replace(
    /[\\\n\r\t"]|[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff]/gu,
    (character) => ESCAPES[character] ?? unicodeEscape(character),
  );
  return `"${escaped}"`;
}

function unicodeEscape(character: string): string {
  return `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, "0")}`;
}

/** The inside of a triple-quoted docstring for any text. */
export function docstringBody(text: string): string {
  const escaped = text
    .replace(/\\/g, "\\\\")
    .replace(/"""/g, '\\"\\"\\"')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]/gu, unicodeEscape);
  // A quote at the end, unless a backslash of its own escapes it already.
  return /(?<!\\)(?:\\\\)*"$/.test(escaped) ? `${escaped.slice(0, -1)}\\"` : escaped;
}
