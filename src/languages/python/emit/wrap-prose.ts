/** Starts of lines that mean something by where they stand: tables, headings, quotes, fences, mathematics, rules. */
const FIXED = /^(\s*(\||#|>|```|~~~|\$\$|\\begin|<|---|===)| {4}|\t)/;
const FENCE = /^\s*(```|~~~|\$\$)/;
const LIST_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;

/**
 * Markdown with its long lines broken at blanks, paragraphs and list items alone, so that it reads the same.
 *
 * @param width longest line, in characters; a longer word stays whole
 */
export function wrapProse(text: string, width: number): string {
  let fenced = false;
  const lines = text.split("\n").flatMap((line) => {
    if (FENCE.test(line) && !(line.trim().length > 2 && line.trim().endsWith("$$"))) {
      fenced = !fenced;
      return [line];
    }
    return fenced || line.length <= width || FIXED.test(line) ? [line] : wrapLine(line, width);
  });
  return lines.join("\n");
}

function wrapLine(line: string, width: number): readonly string[] {
  const indent = " ".repeat(LIST_ITEM.exec(line)?.[0].length ?? 0);
  const lines: string[] = [];
  let current = "";
  // A blank within code or mathematics is no place to break.
  for (const word of line.match(/(?:`[^`]*`|\$[^$]*\$|\S)+|^\s+/g) ?? []) {
    const longer = current === "" || /^\s+$/.test(current) ? current + word : `${current} ${word}`;
    const isStart = current.trim() === "" || current === indent;
    if (longer.length > width && !isStart) {
      lines.push(current);
      current = indent + word;
    } else current = longer;
  }
  return [...lines, current];
}
