import type { Span } from "../../base/spans.ts";
import type { CellFacts, Magic } from "../facts.ts";
import type { MeasuredCode } from "../measured-code.ts";
import { cellRole, hasPythonBody, lineRole, optionsLength } from "./ipython/magic-names.ts";
import { type MappedText, mappedText, offsetMapOf, sliceMapped } from "./ipython/mapped-text.ts";
import { maskCommand, maskLines, recordNames } from "./ipython/mask-lines.ts";
import {
  cover,
  type EmbeddedCode,
  emptyMask,
  keep,
  type MagicDefinition,
  type MaskState,
  replace,
} from "./ipython/mask-state.ts";
import { mayHoldMagics } from "./ipython/may-hold-magics.ts";
import { assembleCommand, parseMagic } from "./ipython/parse-command.ts";
import { prepareCell } from "./ipython/prepare-cell.ts";
import { scanLogicalLine } from "./ipython/scan-logical-line.ts";
import { spellMagics } from "./ipython/spelled-magics.ts";
import { measurements } from "./ipython/timed-call.ts";

export type { EmbeddedCode, MagicDefinition } from "./ipython/mask-state.ts";

/** A cell with its IPython syntax masked, and what the mask hides. Spans are offsets into `code`. */
export interface MaskedCell {
  /** What a Python parser can read. As long as the source, offsets equal, unless there is an `offsetMap`. */
  readonly code: string;
  readonly offsetMap: CellFacts["offsetMap"];
  /**
   * Line magics, shell commands, help requests, in order. The span covers the `0` (and the blanks) that stands for it; for
   * a magic before a statement (`%time x = f()`) the `0 ;` before the statement, which stays.
   */
  readonly magics: readonly Magic[];
  /** Whole-cell magics, outermost first. One with a foreign body stands as a `0` at the start of its span. */
  readonly cellMagics: readonly Magic[];
  /** Names that magics bind without the code showing it. */
  readonly definitions: readonly MagicDefinition[];
  /** Python within magics and shell commands that the code does not show; its names are uses. */
  readonly embedded: readonly EmbeddedCode[];
  /** Python that `timeit` runs in a namespace of its own: names bound there do not reach the notebook's. */
  readonly isolated: readonly MeasuredCode[];
  /** The notebook shows no value for the last expression: a `;` ends the cell, or its magic swallows the value. */
  readonly displaySuppressed: boolean;
}

/**
 * Masks all IPython syntax of a code cell (lines end with `\n`). Names in `boundNames` are held to be variables of the
 * notebook, which shadow magics of that name written without `%`.
 */
export function maskCell(source: string | MappedText, boundNames: ReadonlySet<string> = new Set()): MaskedCell {
  if (typeof source === "string" && !mayHoldMagics(source)) return plainCell(source);
  const state = emptyMask();
  const end = maskText(state, typeof source === "string" ? mappedText(source) : source, boundNames);
  state.origins.push(end);
  const { code, origins, magics, cellMagics, definitions, embedded, isolated } = state;
  const silent = cellMagics.some(({ name = "" }) => hasPythonBody(name) && name !== "time");
  const displaySuppressed = silent || endsWithSemicolon(code);
  return {
    code,
    offsetMap: offsetMapOf(origins),
    magics,
    cellMagics,
    definitions,
    embedded,
    isolated,
    displaySuppressed,
  };
}

/** A cell in which there is nothing to mask. */
function plainCell(code: string): MaskedCell {
  const nothing = { offsetMap: null, magics: [], cellMagics: [], definitions: [], embedded: [], isolated: [] };
  return { code, ...nothing, displaySuppressed: endsWithSemicolon(code) };
}

/** Whether nothing of the cell is masked. */
export function isPlain({ offsetMap, magics, cellMagics, definitions, embedded }: MaskedCell): boolean {
  return offsetMap === null && [magics, cellMagics, definitions, embedded].every(({ length }) => length === 0);
}

/** Masks a cell, or the body of a cell magic. Returns the source offset of its end. */
function maskText(state: MaskState, given: MappedText, boundNames: ReadonlySet<string>): number {
  const prepared = prepareCell(given);
  const text = boundNames.has("get_ipython") ? prepared : spellMagics(prepared);
  const first = /^(?:[ \t]*\n)*/.exec(text.text)?.[0].length ?? 0;
  if (text.text.startsWith("%%", first) && !/^%%\w+\?/.test(text.text.slice(first))) {
    keep(state, text, 0, first);
    maskCellMagic(state, sliceMapped(text, first), boundNames);
  } else if (!maskAutomagic(state, text, first, boundNames)) {
    maskLines(state, text, 0, text.text.length);
  }
  return text.origins[text.text.length] as number;
}

/** Cell magics inside each other that are taken apart; each looks at all that is below it. */
const MOST_NESTED = 30;

/** The first line of a cell magic; offsets are into the text that starts with it. */
interface CellMagicLine {
  readonly name: string;
  readonly arguments: string;
  readonly argumentsAt: number;
  readonly end: number;
}

function readCellMagicLine(text: string): CellMagicLine {
  const newline = text.indexOf("\n");
  const end = newline === -1 ? text.length : newline;
  const line = text.slice(2, end).trimEnd();
  const blank = line.indexOf(" ");
  const name = blank === -1 ? line : line.slice(0, blank);
  const rest = text.slice(2 + name.length, end).trimStart();
  return { name, arguments: rest.trimEnd(), argumentsAt: end - rest.length, end };
}

function maskCellMagic(state: MaskState, text: MappedText, boundNames: ReadonlySet<string>): void {
  const line = readCellMagicLine(text.text);
  if (hasPythonBody(line.name)) maskPythonBody(state, text, line, boundNames);
  else maskForeignBody(state, text, line);
}

function maskForeignBody(state: MaskState, text: MappedText, line: CellMagicLine): void {
  const start = state.code.length;
  cover(state, text, 0, text.text.length, "0");
  const { name } = line;
  const span = { start, end: state.code.length };
  const foreignBody = foreignText(text.text.slice(line.end + 1));
  state.cellMagics.push({ form: "cell", name, arguments: line.arguments, foreignBody, span });
  recordNames(state, name, line.arguments, spanInLine(start + line.argumentsAt));
  if (cellRole(name) === "shell") recordNames(state, null, foreignBody, () => span);
}

function maskPythonBody(
  state: MaskState,
  text: MappedText,
  line: CellMagicLine,
  boundNames: ReadonlySet<string>,
): void {
  const start = state.code.length;
  const { name, argumentsAt, end } = line;
  const isolated = cellRole(name) === "isolated";
  if (!isolated) recordNames(state, name, line.arguments, spanInLine(start + argumentsAt));
  const setupAt = argumentsAt + (isolated ? optionsLength(name, text.text.slice(argumentsAt, end)) : 0);
  const setsUp = isolated && holdsStatement(text.text, setupAt, end);
  if (setsUp) {
    replace(state, text, 0, "\n");
    maskLines(state, text, setupAt, end);
  } else {
    cover(state, text, 0, 1, "#");
    keep(state, text, 1, end);
  }
  const bodyAt = state.code.length;
  state.cellMagics.push({ form: "cell", name, arguments: line.arguments, span: { start, end: bodyAt } });
  if (end < text.text.length) {
    keep(state, text, end, end + 1);
    if (state.cellMagics.length < MOST_NESTED) maskText(state, sliceMapped(text, end + 1), boundNames);
    else maskLines(state, text, end + 1, text.text.length);
  }
  if (isolated)
    state.isolated.push({
      start: setsUp ? start + 1 : bodyAt,
      end: state.code.length,
      bodyAt,
      ...measurements(text.text.slice(argumentsAt, setupAt)),
    });
}

/** The first line of `%%timeit` may hold a set-up statement. */
function holdsStatement(text: string, start: number, end: number): boolean {
  const line = scanLogicalLine(text, start, end);
  return line.first !== null && line.closed;
}

function spanInLine(argumentsStart: number): (at: number, length: number) => Span {
  return (at, length) => ({ start: argumentsStart + at, end: argumentsStart + at + length });
}

/** As IPython hands it to the magic: lines of blanks are empty, the last line ends. */
function foreignText(body: string): string {
  const text = body.replace(/^[ \t]+$/gm, "");
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** A cell of one line may name a magic without `%`: `pip install x`, `cd data`. */
function maskAutomagic(state: MaskState, text: MappedText, first: number, boundNames: ReadonlySet<string>): boolean {
  const line = text.text.slice(first).replace(/\n$/, "");
  const match = /^(?<name>[A-Za-z]\w*)(?<args>[ \t]+.*)?$/.exec(line);
  const name = match?.groups?.name ?? "";
  if (match === null || lineRole(name) === null || boundNames.has(name)) return false;
  if (!isCommandLine(name, match.groups?.args?.trim() ?? "", boundNames)) return false;
  keep(state, text, 0, first);
  const end = first + line.length;
  const assembled = assembleCommand(text.text, first, end);
  maskCommand(state, text, { start: first, end, assembled, parsed: parseMagic(assembled.text, 0), target: null });
  keep(state, text, end, text.text.length);
  return true;
}

/** True when a line that starts with the name of a magic can hardly be Python. */
function isCommandLine(name: string, args: string, boundNames: ReadonlySet<string>): boolean {
  // Alone, it could be a variable that the reader of this one cell can't see.
  if (args === "") return boundNames.size > 0 && ["ls", "ll", "pwd", "who", "whos", "pip", "conda"].includes(name);
  if (/^(?:in|is|and|or|if|not|for|else)\b/.test(args)) return false;
  return /^(?:[\w"'$~{]|-{1,2}[A-Za-z]|\.{1,2}(?:\/|$)|\/\w|\*\.|-$)/.test(args);
}

function endsWithSemicolon(code: string): boolean {
  if (!code.includes(";")) return false;
  let last: number | null = null;
  for (let at = 0; at < code.length; ) {
    const line = scanLogicalLine(code, at);
    last = line.last ?? last;
    at = line.end;
  }
  return last !== null && code[last - 1] === ";";
}
