import { inlinePieces } from "./inline-code.ts";
import { oneLine } from "./one-line.ts";

/** A sentence as a part of one line of Markdown: what stands in backquotes is code, nothing else of it is markup or a link. */
export function markdownText(sentence: string): string {
  return inlinePieces(oneLine(sentence))
    .map(({ text, isCode }) => (isCode ? `<code>${escaped(text)}</code>` : escaped(text)))
    .join("");
}

/** Backslashes keep what they precede from being markup; `://`, `www.` and `@` would be links without any. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+!|~$@]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/\b(www)\./gi, "$1\\.");
}
