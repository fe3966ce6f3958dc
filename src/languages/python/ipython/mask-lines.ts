import type { Magic } from "../../facts.ts";
import { boundWords, readWords } from "./magic-bindings.ts";
import { keepsText, lineRole, optionsLength } from "./magic-names.ts";
import type { MappedText } from "./mapped-text.ts";
import { cover, keep, type MaskState, replace } from "./mask-state.ts";
import {
  type AssembledCommand,
  assembleCommand,
  endOfCommand,
  type ParsedCommand,
  parseCommand,
} from "./parse-command.ts";
import { emptyLinesInStrings } from "./prepare-cell.ts";
import { type LogicalLine, scanLogicalLine } from "./scan-logical-line.ts";
import { templateExpressions } from "./shell-fields.ts";
import { measurements, timedCall } from "./timed-call.ts";

/** A command in the text: what it says, where, and the left side that takes its value. */
export interface Command {
  readonly start: number;
  readonly end: number;
  readonly assembled: AssembledCommand;
  readonly parsed: ParsedCommand;
  readonly target: string | null;
}

const helpRequest = /(%{0,2}(?!\d)[\p{L}\p{N}_*]+(?:\.(?!\d)[\p{L}\p{N}_*]+|\[-?[0-9]+\])*)\?\??$/u;
const compoundStart = /^(?:async|for|while|if|with|try|def|class)\b|^@/;

/** Masks the lines of `text` between two offsets, one logical line after the other. */
export function maskLines(state: MaskState, text: MappedText, from: number, to: number): void {
  let at = from;
  while (at < to) {
    const line = scanLogicalLine(text.text, at, to);
    at = maskHelp(state, text, line) ?? maskCommandIn(state, text, line, to) ?? keepLine(state, text, line);
  }
}

function keepLine(state: MaskState, text: MappedText, line: LogicalLine): number {
  let at = line.start;
  for (const { start, end } of emptyLinesInStrings(text.text, line.strings)) {
    keep(state, text, at, start);
    at = end;
  }
  keep(state, text, at, line.end);
  return line.end;
}

/** `name?` at the end of a line asks for help, whatever else the line says. */
function maskHelp(state: MaskState, text: MappedText, line: LogicalLine): number | null {
  if (line.first === null || line.last === null || text.text[line.last - 1] !== "?") return null;
  const newline = text.text.indexOf("\n", line.last);
  const end = newline === -1 ? line.end : Math.min(newline, line.end);
  const asked = helpRequest.exec(text.text.slice(line.first, end))?.[1];
  if (asked === undefined) return null;
  keep(state, text, line.start, line.first);
  const start = state.code.length;
  cover(state, text, line.first, end, "0");
  state.magics.push({ form: "help", arguments: asked, span: { start, end: state.code.length } });
  keep(state, text, end, Math.min(end + 1, line.end));
  return Math.min(end + 1, line.end);
}

function maskCommandIn(state: MaskState, text: MappedText, line: LogicalLine, limit: number): number | null {
  const command = escapedCommand(text.text, line, limit) ?? assignedCommand(text.text, line, limit);
  if (command === null) return null;
  keep(state, text, line.start, command.start);
  maskCommand(state, text, command);
  const end = Math.min(command.end + 1, limit);
  keep(state, text, command.end, end);
  return end;
}

function escapedCommand(text: string, line: LogicalLine, limit: number): Command | null {
  const start = line.first;
  // An operator such as `//` or `%=` is one token, which no escape is.
  if (start === null || !/^(?:[!%](?!=)|\/(?![/=])|[?,;])/.test(text.slice(start, start + 2))) return null;
  return commandAt(text, start, limit, null);
}

function assignedCommand(text: string, line: LogicalLine, limit: number): Command | null {
  if (line.command === null || line.first === null || line.assign === null) return null;
  return commandAt(text, line.command, limit, text.slice(line.first, line.assign).trim());
}

function commandAt(text: string, start: number, limit: number, target: string | null): Command | null {
  const end = endOfCommand(text, start, limit);
  const assembled = assembleCommand(text, start, end);
  const parsed = parseCommand(assembled.text);
  return parsed === null ? null : { start, end, assembled, parsed, target };
}

/** Masks one command: Python that it runs stays, all else is covered by a `0`. */
export function maskCommand(state: MaskState, text: MappedText, command: Command): void {
  if (!maskBeforeStatement(state, text, command)) coverCommand(state, text, command);
}

function coverCommand(state: MaskState, text: MappedText, command: Command): void {
  const start = state.code.length;
  cover(state, text, command.start, command.end, "0");
  const magic = pushMagic(state, command, start);
  const { parsed, assembled } = command;
  const spanOf = (at: number, length: number): { start: number; end: number } => {
    const place = (offset: number): number =>
      start + (assembled.places[Math.min(offset, assembled.text.length)] ?? command.end) - command.start;
    return { start: place(parsed.argumentsAt + at), end: place(parsed.argumentsAt + at + length) };
  };
  if (parsed.python !== undefined) {
    state.embedded.push({ text: parsed.python, kind: "expression", optional: false, span: magic.span });
    return;
  }
  if (parsed.form === "help") return;
  recordNames(state, parsed.name ?? null, parsed.arguments, spanOf);
  const role = lineRole(parsed.name ?? "");
  if (role === "statement" || role === "isolated") {
    const at = optionsLength(parsed.name as string, parsed.arguments);
    const statement = parsed.arguments.slice(at);
    const kind = "statements";
    if (statement !== "")
      state.embedded.push({ text: statement, kind, optional: true, span: spanOf(at, statement.length) });
  }
}

/** Records the names that a magic or shell command binds and reads; `spanOf` maps a place in the arguments to the code. */
export function recordNames(
  state: MaskState,
  name: string | null,
  args: string,
  spanOf: (at: number, length: number) => { start: number; end: number },
): void {
  for (const word of name === null ? [] : boundWords(name, args)) {
    state.definitions.push({ name: word.name, span: spanOf(word.at, word.name.length) });
  }
  for (const word of name === null ? [] : readWords(name, args)) {
    state.embedded.push({
      text: word.name,
      kind: "expression",
      optional: false,
      span: spanOf(word.at, word.name.length),
    });
  }
  for (const { expression, at } of name !== null && keepsText(name) ? [] : templateExpressions(args)) {
    state.embedded.push({ text: expression, kind: "expression", optional: true, span: spanOf(at, expression.length) });
  }
}

function pushMagic(state: MaskState, { parsed, target }: Command, start: number): Magic {
  const { form, name, arguments: args } = parsed;
  const span = { start, end: state.code.length };
  const magic: Magic = {
    form,
    ...(name === undefined ? {} : { name }),
    arguments: args,
    ...(target === null ? {} : { target }),
    span,
  };
  state.magics.push(magic);
  return magic;
}

/** `%time statement`: the magic is covered by `0 ;`, the statement stays. False when there is no statement to keep. */
function maskBeforeStatement(state: MaskState, text: MappedText, command: Command): boolean {
  const { name, form } = command.parsed;
  const role = form === "line" && name !== undefined ? lineRole(name) : null;
  if (name === undefined || (role !== "statement" && role !== "isolated")) return false;
  const raw = text.text.slice(command.start, command.end);
  const nameEnd = raw.indexOf(name) + name.length;
  const blanks = /^\s*/.exec(raw.slice(nameEnd))?.[0].length ?? 0;
  const from = command.start + nameEnd + blanks + optionsLength(name, raw.slice(nameEnd + blanks));
  const statement = scanLogicalLine(text.text, from, command.end);
  if (statement.first === null || !statement.closed || statement.end < command.end) return false;
  const isAssigned = command.target !== null;
  const isTimed = isAssigned && name === "timeit" && timedCall(raw.slice(nameEnd + blanks)) !== null;
  if (isAssigned && !isTimed && (name !== "time" || statement.assign !== null)) return false;
  const start = state.code.length;
  coverPrefix(state, text, command, statement.first, isTimed ? SOME_VALUE : "");
  if (!isTimed) pushMagic(state, command, start);
  recordNames(state, name, raw.slice(nameEnd + blanks, from - command.start), () => ({
    start,
    end: state.code.length,
  }));
  const kept = state.code.length;
  maskLines(state, text, statement.first, command.end);
  // The expression is worked out by what stands in the place of the magic.
  if (isTimed) pushMagic(state, command, start);
  else if (role === "isolated")
    state.isolated.push({
      start: kept,
      end: state.code.length,
      bodyAt: kept,
      ...measurements(text.text.slice(command.start + nameEnd, from)),
    });
  return true;
}

/** Stands before an expression that is worked out, and whose value is another one than that of the whole. */
const SOME_VALUE = "...@";

function coverPrefix(state: MaskState, text: MappedText, command: Command, statementAt: number, mask: string): void {
  const { start, target } = command;
  if (target !== null) {
    cover(state, text, start, statementAt, mask);
  } else if (compoundStart.test(text.text.slice(statementAt))) {
    const lineStart = text.text.lastIndexOf("\n", start - 1) + 1;
    const indent = /^[ \t]*/.exec(text.text.slice(lineStart, start))?.[0] ?? "";
    replace(state, text, start, `0\n${indent}`);
  } else {
    cover(state, text, start, statementAt, `0${" ".repeat(Math.max(statementAt - start - 2, 0))};`);
  }
}
