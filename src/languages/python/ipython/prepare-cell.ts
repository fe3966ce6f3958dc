import type { Span } from "../../../base/spans.ts";
import { lineStarts } from "../../../base/spans.ts";
import { type MappedText, removeRanges } from "./mapped-text.ts";
import { endOfCommand } from "./parse-command.ts";
import { scanLogicalLine } from "./scan-logical-line.ts";

const ipythonPrompt = /^(?:(?:(?:\[nav\]|\[ins\])? )?In \[\d+\]: |\s*\.{3,}: ?)/;
const classicPrompt = /^[ \t]*(?:>>>|\.\.\.)[ \t]?/;

/**
 * Takes off what IPython takes off before it reads a cell: the common indentation of its lines, the prompts of a pasted
 * session (`>>> `, `In [1]: `).
 */
export function prepareCell(cell: MappedText): MappedText {
  return stripIPythonPrompts(stripClassicPrompts(dedent(cell)));
}

/** Whitespace-only lines within strings lose their whitespace, as IPython's dedenting does: it changes the strings' values. */
export function emptyLinesInStrings(text: string, strings: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const { start, end } of strings) {
    for (const match of text.slice(start, end).matchAll(/(?<=\n)[ \t]+(?=\n)/g)) {
      found.push({ start: start + match.index, end: start + match.index + match[0].length });
    }
  }
  return found;
}

function linesOf(text: string): readonly Span[] {
  const starts = lineStarts(text);
  return starts.map((start, index) => ({ start, end: (starts[index + 1] ?? text.length + 1) - 1 }));
}

function dedent(cell: MappedText, from = 0, to = cell.text.length): MappedText {
  const lines = linesOf(cell.text).filter((line) => line.start >= from && line.end <= to);
  let margin: string | null = null;
  for (const { start, end } of lines) {
    const line = cell.text.slice(start, end);
    const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
    if (indent.length === line.length) continue;
    margin = margin === null ? indent : commonStart(margin, indent);
    if (margin === "") return cell;
  }
  const width = margin?.length ?? 0;
  const cuts = lines.map(({ start, end }) => ({ start, end: Math.min(start + width, end) }));
  return width === 0 ? cell : removeRanges(cell, cuts);
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

function stripIPythonPrompts(cell: MappedText): MappedText {
  const lines = linesOf(cell.text);
  const first = lines.findIndex((line) => cell.text.slice(line.start, line.end).trim() !== "");
  const isPrompt = (line: Span | undefined): boolean =>
    line !== undefined && ipythonPrompt.test(cell.text.slice(line.start, line.end));
  if (first === -1 || !(isPrompt(lines[first]) || isPrompt(lines[first + 1]))) return cell;
  return removeRanges(cell, promptCuts(cell.text, lines.slice(first), ipythonPrompt));
}

/** `>>>` never starts a line of Python; in a string it is text, unless the string itself was pasted with prompts. */
function stripClassicPrompts(cell: MappedText): MappedText {
  if (!cell.text.includes(">>>")) return cell;
  const lines = linesOf(cell.text);
  const texts = textLines(cell.text);
  const prompted = lines.some((line) => !texts.has(line.start) && /^[ \t]*>>>/.test(cell.text.slice(line.start)));
  if (!prompted) return cell;
  const cuts = promptCuts(
    cell.text,
    lines.filter((line) => !texts.has(line.start)),
    classicPrompt,
  );
  return dedent(removeRanges(cell, cuts));
}

function promptCuts(text: string, lines: readonly Span[], prompt: RegExp): readonly Span[] {
  return lines.map((line) => {
    const length = prompt.exec(text.slice(line.start, line.end))?.[0].length ?? 0;
    return { start: line.start, end: line.start + length };
  });
}

/** Starts of the lines that begin within a string which opens on a line without a prompt. */
function textLines(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at = 0; at < text.length; ) {
    const line = scanLogicalLine(text, at);
    const isCommand = line.first !== null && /[!%?]/.test(text[line.first] as string);
    if (isCommand) {
      at = endOfCommand(text, line.start, text.length) + 1;
      continue;
    }
    const prompted = classicPrompt.test(text.slice(line.start));
    for (const { start, end } of prompted ? [] : line.strings) {
      for (
        let newline = text.indexOf("\n", start);
        newline !== -1 && newline < end;
        newline = text.indexOf("\n", newline + 1)
      ) {
        found.add(newline + 1);
      }
    }
    at = line.end;
  }
  return found;
}
