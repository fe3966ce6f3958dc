import type { Magic } from "../../languages/facts.ts";
import type { Subject } from "../subject.ts";

const INSTALLS = /(^|[\s;&|/])(pip[\d.]*|uv\s+pip|conda|mamba|micromamba)\s+(-\S+\s+)*install\b|\buv\s+add\b/;
const VALUES =
  /^(-i|--index-url|--extra-index-url|-f|--find-links|-t|--target|--prefix|--root|--trusted-host|-c|--channel|--constraint|-n|--name|-p|--proxy|--python|--timeout|--retries)$/;

/** A line that installs, and the requirements on it. */
export interface InstallLine {
  readonly cell: number;
  readonly magic: Magic;
  readonly words: readonly string[];
}

/** All lines of a notebook that install packages, in magics, commands and cells of the shell. */
export function installLines({ analysis }: Subject): readonly InstallLine[] {
  const ofLines = analysis.statements.flatMap(({ cell, facts }) => facts.magics.map((magic) => ({ cell, magic })));
  const ofCells = analysis.cells.flatMap(({ cell, cellMagics }) => cellMagics.map((magic) => ({ cell, magic })));
  return [...ofLines, ...ofCells].flatMap(({ cell, magic }) => {
    const words = commandsOf(magic).flatMap(requirementsOf);
    return words.length === 0 ? [] : [{ cell, magic, words }];
  });
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
