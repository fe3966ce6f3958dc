import type { Span } from "../../base/spans.ts";
import type { Expr, Magic } from "../../languages/facts.ts";
import type { CallSite } from "../code-index.ts";
import type { Subject } from "../subject.ts";

const INSTALLS = /(^|[\s;&|/])(pip[\d.]*|uv\s+pip|conda|mamba|micromamba)\s+(-\S+\s+)*install\b|\buv\s+add\b/;
const RUNS = /^(subprocess\.(run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(system|popen))$/;
const VALUES =
  /^(-i|--index-url|--extra-index-url|-f|--find-links|-t|--target|--prefix|--root|--trusted-host|-c|--channel|--constraint|-n|--name|-p|--proxy|--python|--timeout|--retries)$/;

/** A line that installs, and the requirements on it. */
export interface InstallLine {
  readonly cell: number;
  readonly span: Span;
  readonly words: readonly string[];
}

/** All lines of a notebook that install packages, in magics, commands, cells of the shell, and calls that run commands. */
export function installLines({ analysis, code }: Subject): readonly InstallLine[] {
  const ofLines = analysis.statements.flatMap(({ cell, facts }) => facts.magics.map((magic) => ({ cell, magic })));
  const ofCells = analysis.cells.flatMap(({ cell, cellMagics }) => cellMagics.map((magic) => ({ cell, magic })));
  const inMagics = [...ofLines, ...ofCells].map(({ cell, magic }) => {
    return { cell, span: magic.span, words: commandsOf(magic).flatMap(requirementsOf) };
  });
  const inCalls = code.calls
    .filter(({ callee }) => RUNS.test(callee ?? ""))
    .map((site) => {
      const { statement, call } = site;
      return { cell: statement.cell, span: call.span, words: requirementsOf(commandOf(site)) };
    });
  return [...inMagics, ...inCalls].filter(({ words }) => words.length > 0);
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

/** The command lines of a magic. */
function commandsOf({ form, name = "", arguments: text, foreignBody }: Magic): readonly string[] {
  if (form === "shell") return [text];
  if (form === "line" && /^(pip|conda|mamba|uv|system|sx)$/.test(name))
    return [/^(system|sx)$/.test(name) ? text : `${name} ${text}`];
  return form === "cell" && /^(bash|sh|script)$/.test(name) ? (foreignBody ?? "").split("\n") : [];
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
