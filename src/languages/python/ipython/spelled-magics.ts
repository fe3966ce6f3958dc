import type { Span } from "../../../base/spans.ts";
import type { MappedText } from "./mapped-text.ts";
import { type LogicalLine, scanLogicalLine } from "./scan-logical-line.ts";

/** A text and, for each of its characters, the place in the given text that it came from. */
interface Piece {
  readonly text: string;
  readonly places: readonly number[];
}

const call = /^(?:[\w.[\]"', ]+=\s*)?get_ipython\(\)\s*\.\s*(\w+)\s*\(\s*(?=["'rRuU])/;
const signs: Readonly<Record<string, string>> = {
  run_line_magic: "%",
  magic: "%",
  system: "!",
  getoutput: "!",
  run_cell_magic: "%%",
};
const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};

/**
 * Writes `get_ipython().run_line_magic("time", "f()")` as the magic that it is, `%time f()`: scripts that Jupyter exports
 * are full of them. Only whole lines, with constant texts; a cell magic only as the one line of its cell.
 */
export function spellMagics(given: MappedText): MappedText {
  if (!given.text.includes("get_ipython()")) return given;
  const lines: LogicalLine[] = [];
  for (let at = 0; at < given.text.length; at = lines.at(-1)?.end ?? given.text.length)
    lines.push(scanLogicalLine(given.text, at));
  const spoken = lines.filter((line) => line.first !== null);
  const magics = lines.map((line) => magicIn(given.text, line, spoken.length === 1));
  const whole = magics.find((magic) => magic?.text.startsWith("%%"));
  const pieces = whole ? [whole] : lines.map((line, at) => magics[at] ?? asItIs(given.text, line));
  const places = pieces.flatMap((piece) => piece.places);
  return {
    text: pieces.map((piece) => piece.text).join(""),
    origins: [...places, given.text.length].map((place) => given.origins[place] as number),
  };
}

function asItIs(text: string, { start, end }: Span): Piece {
  return { text: text.slice(start, end), places: Array.from({ length: end - start }, (_, index) => start + index) };
}

/** The line with the magic in the place of the call; null when there is none. */
function magicIn(text: string, line: LogicalLine, alone: boolean): Piece | null {
  if (line.first === null || line.last === null || !line.closed) return null;
  const found = call.exec(text.slice(line.first, line.last));
  const sign = signs[found?.[1] ?? ""];
  if (!found || sign === undefined || (sign === "%%" && !alone)) return null;
  const values = argumentsIn(text, line, line.first + found[0].length);
  if (values === null || values.some((value, at) => value.text.includes("\n") && (sign !== "%%" || at < 2)))
    return null;
  const start = line.first + text.slice(line.first).indexOf("get_ipython");
  if (sign === "%%" && start !== line.first) return null;
  const glue = (mark: string, at: number): Piece => ({ text: mark, places: [...mark].map(() => at) });
  const marks = ["", " ", "\n"];
  const parts = values.flatMap((value, at) =>
    value.text === "" && at === 1 ? [] : [glue(marks[at] as string, value.places[0] ?? start), value],
  );
  const magic = [glue(sign, start), ...parts];
  if (sign === "%%") return join(magic);
  const newline = text[line.end - 1] === "\n" ? line.end - 1 : line.end;
  return join([
    asItIs(text, { start: line.start, end: start }),
    ...magic,
    asItIs(text, { start: newline, end: line.end }),
  ]);
}

/** The constant texts of the call, which ends the line (a `;` may follow); null when there is anything else. */
function argumentsIn(text: string, line: LogicalLine, from: number): readonly Piece[] | null {
  const strings = line.strings.filter(({ start }) => start >= from);
  let at = from;
  let rest = "";
  for (const { start, end } of strings) {
    rest += `${text.slice(at, start)}_`;
    at = end;
  }
  rest += text.slice(at, line.last as number);
  if (strings.length > 3 || !/^_(?:\s*,\s*_)*\s*,?\s*\)\s*;?$/.test(rest)) return null;
  const values = strings.map((span) => literalValue(text, span));
  return values.includes(null) ? null : (values as readonly Piece[]);
}

/** The value of a string literal; null for one that is not plain. */
function literalValue(text: string, { start, end }: Span): Piece | null {
  const [, prefix = "", quote = ""] = /^([a-zA-Z]*)("""|'''|"|')/.exec(text.slice(start, end)) ?? [];
  if (!/^[rRuU]?$/.test(prefix) || quote === "") return null;
  const raw = /r/i.test(prefix);
  const piece: { text: string; places: number[] } = { text: "", places: [] };
  for (let at = start + prefix.length + quote.length; at < end - quote.length; at++) {
    const from = at;
    let value = text[at] as string;
    if (value === "\\" && !raw) {
      const escaped = escapes[text[++at] as string];
      if (escaped === undefined) return null;
      value = escaped;
    }
    piece.text += value;
    for (const _ of value) piece.places.push(from);
  }
  return piece;
}

function join(pieces: readonly Piece[]): Piece {
  return { text: pieces.map(({ text }) => text).join(""), places: pieces.flatMap(({ places }) => places) };
}
