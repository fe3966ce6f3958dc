/** What a terminal would obey or what would hide or turn text; JSON's own rules only escape those below U+0020. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A value as JSON that means the same and can be shown anywhere: characters that are obeyed are escaped. `indent` blanks for each level. */
export function jsonText(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A value as JSON that may stand in a `<script>` element: nothing in it ends the element or opens a comment. */
export function scriptJson(value: unknown): string {
  return jsonText(value, 0).replace(/</g, "\\u003c");
}
