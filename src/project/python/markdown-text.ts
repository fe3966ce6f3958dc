/** Text that cannot leave its line or table cell in Markdown, or bring HTML. */
export function inlineText(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_{}[\]<>|#~$]/g, "\\$&")
    .trim();
}

/** Names as code, set apart by commas. */
export function codeList(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

/** As `codeList`, with at most `most` names; the rest is counted. */
export function shortCodeList(names: readonly string[], most: number): string {
  if (names.length <= most) return codeList(names);
  return `${codeList(names.slice(0, most - 1))} and ${names.length - most + 1} more`;
}

/** Starts of blocks that are not read as prose: headings, HTML, tables, fences, mathematics, rules, pictures, embedded code. */
const NOT_PROSE = /^(\s*(#|<|\||>|```|~~~|\$\$|\\begin|!\[|\[!\[|---|===|\*\*\*)| {4}|\t)/;

/** The first paragraph of prose in Markdown, as a quotation: whatever it opens ends with it. Null when there is none. */
export function firstParagraph(markdown: string): string | null {
  const [prose = ""] = markdown
    .replaceAll("\r", "")
    .replace(/^(?:[ \t]*\n)+/, "")
    .split(/\n[ \t]*\n/);
  if (prose.trim() === "" || NOT_PROSE.test(prose)) return null;
  return prose
    .trimEnd()
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

/** Markdown in which the comments of each block of shell commands stand below each other. */
export function alignComments(markdown: string): string {
  return markdown.replace(/^```sh\n[\s\S]*?^```$/gm, (block) => {
    const lines = block.split("\n").map((line) => /^(.*?\S) {2,}(# .*)$/.exec(line) ?? line);
    const width = Math.max(0, ...lines.map((line) => (typeof line === "string" ? 0 : (line[1] ?? "").length)));
    return lines
      .map((line) => (typeof line === "string" ? line : `${(line[1] ?? "").padEnd(width)}  ${line[2]}`))
      .join("\n");
  });
}
