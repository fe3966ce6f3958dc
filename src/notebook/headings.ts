import { plainTitle } from "./plain-title.ts";
import type { Notebook } from "./types.ts";

/** A heading in a Markdown cell. */
export interface Heading {
  /** Index of the cell. */
  readonly cell: number;
  /** 1 to 6. */
  readonly level: number;
  /** The text without markup. */
  readonly title: string;
  /** Line of the cell's source on which it starts, first is 0. */
  readonly line: number;
}

/**
 * All headings of the notebook's Markdown cells, in order: `# A`, underlined ones, and `<h2>`; not those in fenced or
 * indented code, HTML comments and formulas. The block structure is CommonMark's as far as headings need it.
 */
export function headings(notebook: Notebook): Heading[] {
  return notebook.cells
    .filter((cell) => cell.kind === "markdown")
    .flatMap((cell) => markdownHeadings(cell.source).map((heading) => ({ cell: cell.index, ...heading })));
}

type MarkdownHeading = Omit<Heading, "cell">;

function markdownHeadings(source: string): MarkdownHeading[] {
  const scan = new MarkdownScan();
  source.split("\n").forEach((text, line) => {
    scan.line(text, line);
  });
  return scan.headings.filter((heading) => heading.title !== "");
}

/** Reads Markdown line by line. */
class MarkdownScan {
  readonly headings: MarkdownHeading[] = [];
  /** What closes the block that the line is in, when nothing inside it is Markdown. */
  #until: RegExp | null = null;
  /** Lines of the paragraph that the line may go on. */
  #paragraph: { readonly line: number; readonly lines: string[] } | null = null;
  /** An HTML heading that is not closed yet. */
  #html: { readonly level: number; readonly line: number; text: string } | null = null;

  line(text: string, line: number): void {
    if (this.#until !== null) {
      if (this.#until.test(text)) this.#until = null;
      return;
    }
    if (this.#html !== null) this.#htmlHeading(text, false);
    else if (text.trim() === "") this.#paragraph = null;
    else if (!this.#opensBlock(text) && !this.#hashed(text, line) && !this.#underlined(text)) this.#text(text, line);
  }

  #opensBlock(text: string): boolean {
    const fence = /^ {0,3}(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(text);
    const mark = fence?.[1] ?? fence?.[2];
    if (mark !== undefined) this.#until = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}\\s*$`);
    else if (/^ {0,3}<!--/.test(text) && !/<!--.*-->/.test(text)) this.#until = /-->/;
    else if (/^\s*\$\$/.test(text) && !/\$\$.*\$\$/.test(text)) this.#until = /\$\$/;
    else if (/^\s*\\begin\{(\w+\*?)\}/.test(text) && !/\\end\{/.test(text)) this.#until = /\\end\{/;
    else if (/^ {0,3}<(pre|script|style|textarea)\b/i.test(text) && !/<\/(pre|script|style|textarea)>/i.test(text)) {
      this.#until = /<\/(pre|script|style|textarea)>/i;
    } else return false;
    this.#paragraph = null;
    return true;
  }

  #hashed(text: string, line: number): boolean {
    const [, marks, title = ""] = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/.exec(text) ?? [];
    if (marks === undefined) return false;
    this.#paragraph = null;
    this.headings.push({ level: marks.length, title: plainTitle(title.replace(/(^|[ \t]+)#+[ \t]*$/, "")), line });
    return true;
  }

  #underlined(text: string): boolean {
    const mark = /^ {0,3}(=+|-+)[ \t]*$/.exec(text)?.[1];
    if (mark === undefined || this.#paragraph === null) return false;
    const { line, lines } = this.#paragraph;
    this.#paragraph = null;
    this.headings.push({ level: mark.startsWith("=") ? 1 : 2, title: plainTitle(lines.join(" ")), line });
    return true;
  }

  #text(text: string, line: number): void {
    const html = /<h([1-6])(?:\s[^>]*)?>/i.exec(text);
    if (html !== null && !/<!--/.test(text.slice(0, html.index))) {
      this.#paragraph = null;
      this.#html = { level: Number(html[1]), line, text: "" };
      this.#htmlHeading(text.slice(html.index + html[0].length), true);
      return;
    }
    // Neither a list, a quotation nor a table can be underlined, and indented code only goes on a paragraph.
    const isOther = /^ {0,3}([-*+>|]|\d+[.)])(\s|$)|^ {0,3}[>|]|^ {0,3}([-*_][ \t]*){3,}$/.test(text);
    if (isOther) this.#paragraph = null;
    else if (this.#paragraph !== null) this.#paragraph.lines.push(text.trim());
    else if (!/^( {4}|\t)/.test(text)) this.#paragraph = { line, lines: [text.trim()] };
  }

  /** Goes on to the end tag; a blank line ends HTML too. */
  #htmlHeading(text: string, isFirst: boolean): void {
    const heading = this.#html;
    if (heading === null) return;
    const end = text.search(/<\/h[1-6]\s*>/i);
    heading.text += ` ${end === -1 ? text : text.slice(0, end)}`;
    if (end === -1 && (isFirst || text.trim() !== "")) return;
    this.#html = null;
    this.headings.push({ level: heading.level, title: plainTitle(heading.text), line: heading.line });
    const rest = end === -1 ? "" : text.slice(end).replace(/^<\/h[1-6]\s*>/i, "");
    if (rest.trim() !== "") this.#text(rest, heading.line);
  }
}
