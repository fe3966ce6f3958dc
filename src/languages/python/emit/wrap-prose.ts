/** Starts of lines that mean something by where they stand: tables, headings, quotes, fences, mathematics, rules. */
const FIXED = /^(\s*(\||#|>|```|~~~|\$\$|\\begin|<|---|===)| {4}|\t)/;
const FENCE = /^\s*(```|~~~|\$\$)/;
/** The end of a line that Markdown breaks there. */
const BREAK = /( {2}|\\|<br ?\/?>)$/;
const LIST_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;

/**
 * Markdown with its long lines broken at blanks, paragraphs and list items alone, so that it reads the same. What is left of
 * a broken line goes on in the next line of its paragraph.
 *
 * @param width longest line, in characters; a longer word stays whole
 */
export function wrapProse(text: string, width: number): string {
  const wrapped: string[] = [];
  let fenced = false;
  // The end of a line that was broken: the rest of its paragraph goes on from there.
  let rest: string | null = null;
  for (const line of text.split("\n")) {
    const isFence = FENCE.test(line) && !(line.trim().length > 2 && line.trim().endsWith("$$"));
    const isFixed = fenced || isFence || FIXED.test(line);
    const goesOn: boolean = rest !== null && !isFixed && line.trim() !== "" && !LIST_ITEM.test(line);
    if (rest !== null && !goesOn) wrapped.push(rest);
    const whole: string = goesOn ? `${rest} ${line.trim()}` : line;
    if (isFence) fenced = !fenced;
    const lines: readonly string[] = isFixed || whole.length <= width ? [whole] : wrapLine(whole, width);
    rest = (goesOn || lines.length > 1) && !BREAK.test(line) ? (lines.at(-1) ?? "") : null;
    wrapped.push(...(rest === null ? lines : lines.slice(0, -1)));
  }
  return [...wrapped, ...(rest === null ? [] : [rest])].join("\n");
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
