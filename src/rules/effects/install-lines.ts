import type { Location } from "../../base/spans.ts";
import type { Expr, Magic } from "../../languages/facts.ts";
import type { CallSite } from "../code-index.ts";
import { placeOf, type Subject } from "../subject.ts";

const INSTALLS = /(^|[\s;&|/])(pip[\d.]*|uv\s+pip|conda|mamba|micromamba)\s+(-\S+\s+)*install\b|\buv\s+add\b/;
const RUNS = /^(subprocess\.(run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(system|popen))$/;
const VALUES =
  /^(-i|--index-url|--extra-index-url|-f|--find-links|-t|--target|--prefix|--root|--trusted-host|-c|--channel|--constraint|-n|--name|-p|--proxy|--python|--timeout|--retries)$/;

/** A line that installs, and the requirements on it. */
export interface InstallLine {
  readonly location: Location;
  readonly words: readonly string[];
}

/** All lines of a notebook that install packages, in magics, commands, cells of the shell, and calls that run commands. */
export function installLines(subject: Subject): readonly InstallLine[] {
  const { analysis, code } = subject;
  const ofLines = analysis.statements.flatMap(({ cell, facts }) => facts.magics.map((magic) => ({ cell, magic })));
  const ofCells = analysis.cells.flatMap(({ cell, cellMagics }) => cellMagics.map((magic) => ({ cell, magic })));
  const inMagics = [...ofLines, ...ofCells].flatMap(({ cell, magic }) => {
    const location = placeOf(subject, cell, magic.span);
    if (isShellCell(magic)) return linesBelow(subject, location);
    const command = commandOfLine(magic);
    return command === null ? [] : [{ location, words: requirementsOf(command) }];
  });
  const inCalls = code.calls
    .filter(({ callee }) => RUNS.test(callee ?? ""))
    .map((site) => {
      const { statement, call } = site;
      return { location: placeOf(subject, statement.cell, call.span), words: requirementsOf(commandOf(site)) };
    });
  return [...inMagics, ...inCalls].filter(({ words }) => words.length > 0);
}

/** What Markdown, or code in comments, says to install. */
export function mentionedInstalls({ notebook }: Subject): readonly string[] {
  return notebook.cells.flatMap(({ kind, source }) =>
    source.split("\n").flatMap((line) => {
      const isText = kind !== "code" || /^\s*#/.test(line);
      return isText ? requirementsOf(line.replace(/^\s*#+/, "").replace(/[!%`$>]/g, " ")) : [];
    }),
  );
}

/** What a call runs, as a line; what is not written out in it counts as an option. */
function commandOf({ call }: CallSite): string {
  const command = call.arguments[0]?.value;
  const words = command?.kind === "collection" ? command.parts : command === undefined ? [] : [command];
  return words.map(wordOf).join(" ");
}

function wordOf(expr: Expr): string {
  return expr.kind === "literal" && typeof expr.value === "string" ? expr.value : "-?";
}

function isShellCell({ form, name = "" }: Magic): boolean {
  return form === "cell" && /^(bash|sh|script)$/.test(name);
}

/** The lines of a cell below its magic, each as what it installs. */
function linesBelow({ notebook }: Subject, { cell, span }: Location): readonly InstallLine[] {
  const source = notebook.cells[cell]?.source ?? "";
  const found: InstallLine[] = [];
  for (let end = source.indexOf("\n", span.start); end !== -1; ) {
    const start = end + 1;
    end = source.indexOf("\n", start);
    const line = source.slice(start, end === -1 ? source.length : end);
    found.push({ location: { cell, span: { start, end: start + line.length } }, words: requirementsOf(line) });
  }
  return found;
}

/** The command of a line; null for magics that run none. */
function commandOfLine({ form, name = "", arguments: text }: Magic): string | null {
  if (form === "shell") return text;
  if (form !== "line" || !/^(pip|conda|mamba|uv|system|sx)$/.test(name)) return null;
  return /^(system|sx)$/.test(name) ? text : `${name} ${text}`;
}

function requirementsOf(command: string): readonly string[] {
  if (/^\s*#/.test(command)) return [];
  return command.split(/&&|\|\||[;|\n]/).flatMap((part) => {
    const found = INSTALLS.exec(part);
    return found === null ? [] : namedIn(part.slice(found.index + found[0].length));
  });
}

function namedIn(text: string): readonly string[] {
  const words = (text.replace(/(^|\s)\d?>.*$/, "").match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) =>
    word.replace(/^(["'])(.*)\1$/, "$2"),
  );
  const named: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word.startsWith("#")) break;
    // What a file or a folder asks for is not to be seen here.
    if (/^(-r|--requirement|-e|--editable|--file)$/.test(word) || VALUES.test(word)) index++;
    else if (!word.startsWith("-")) named.push(word);
  }
  return named;
}
