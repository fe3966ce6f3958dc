import { isExpression } from "../strict-parse.ts";

/** A command in IPython syntax as one line, with the place of each of its characters in the text it came from. */
export interface AssembledCommand {
  readonly text: string;
  readonly places: readonly number[];
}

/** What a command says. `argumentsAt` is the offset of the arguments in the command. */
export interface ParsedCommand {
  readonly form: "line" | "shell" | "help" | "quote";
  readonly name?: string;
  readonly arguments: string;
  readonly argumentsAt: number;
  /** The Python that a `,f a`, `;f a` or `/f a` stands for. */
  readonly python?: string;
}

/** Offset of the newline (or the limit) where a command ends: lines that end with a backslash go on. */
export function endOfCommand(text: string, start: number, limit: number): number {
  let newline = text.indexOf("\n", start);
  while (newline !== -1 && newline < limit && text[newline - 1] === "\\") newline = text.indexOf("\n", newline + 1);
  return newline === -1 || newline > limit ? limit : newline;
}

/** Joins the lines of a command; the backslashes go, a blank stands for each line end. */
export function assembleCommand(text: string, start: number, end: number): AssembledCommand {
  let assembled = "";
  const places: number[] = [];
  let at = start;
  const lines = text.slice(start, end).split("\n");
  lines.forEach((line, index) => {
    const isLast = index === lines.length - 1;
    const piece = isLast ? line.trimEnd() : `${line.trimEnd().slice(0, -1)} `;
    assembled += piece;
    for (let offset = 0; offset < piece.length; offset++) places.push(Math.min(at + offset, end));
    at += line.length + 1;
  });
  places.push(end);
  return { text: assembled, places };
}

/** Reads a command that starts with one of IPython's escapes; null when IPython would leave it alone. */
export function parseCommand(command: string): ParsedCommand | null {
  const sign = command[0];
  if (command.startsWith("!!")) return { form: "line", name: "sx", ...rest(command, 2) };
  if (sign === "!") return { form: "shell", ...rest(command, 1) };
  if (sign === "?") return { form: "help", ...rest(command, command.startsWith("??") ? 2 : 1) };
  if (sign === "%") return parseMagic(command, 1);
  return parseQuote(command);
}

/** Reads a magic without its `%` (automagic), or with it when `nameAt` is 1. */
export function parseMagic(command: string, nameAt: number): ParsedCommand {
  const blank = command.indexOf(" ", nameAt);
  const nameEnd = blank === -1 ? command.length : blank;
  return { form: "line", name: command.slice(nameAt, nameEnd), ...rest(command, nameEnd) };
}

function rest(command: string, start: number): { arguments: string; argumentsAt: number } {
  const text = command.slice(start).trimStart();
  return { arguments: text.trimEnd(), argumentsAt: command.length - text.length };
}

function parseQuote(command: string): ParsedCommand | null {
  const sign = command[0] as string;
  const content = command.slice(1);
  const [name = "", ...words] = content.split(" ");
  const args = words.join(" ");
  const list = args.split(/\s+/).filter((word) => word !== "");
  if (sign === "/" && name === "") return null;
  const quoted = sign === ";" ? `"${args}"` : `"${list.join('", "')}"`;
  const python = `${name}(${sign === "/" ? list.join(", ") : quoted})`;
  if (!/^[\p{L}_]\w*\("[^"\\]*"\)$/u.test(python) && python !== '("")' && !isExpression(python)) return null;
  return { form: "quote", name: sign, arguments: content.trim(), argumentsAt: 1, python };
}
