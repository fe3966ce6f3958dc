import type { ScriptSyntax } from "./script-syntax.ts";

/**
 * The forms of a magic, commented any number of times, after jupytext's rules: line and cell magics, shell commands and
 * help, assigned magics. `certain` ones look like nothing else; a `guess` may be a comment in plain words, and is taken
 * only where the file says that jupytext wrote it.
 */
const certain: readonly RegExp[] = [
  /^\s*(# |#)*%{1,3}[a-zA-Z]/,
  /^\s*(?:(?:# |#)+\s*)?[?!]\s*[A-Za-z.~$\\/{}]/,
  /^(# |#)*\s*([a-zA-Z_][\w$]*)\s*=\s*(%{1,3}|!)[a-zA-Z]/,
];

const guesses: readonly RegExp[] = [
  /^\s*(# )*\S*\?\s*$/,
  /^(# |#)*(cat|cd|cp|mv|rm|rmdir|mkdir|copy|ddir|echo|ls|ldir|ren)($|\s$|\s[^=,])/,
];

/** Undoes the commenting of magics that jupytext did; lines within strings are left alone. */
export function uncommentMagics(lines: readonly string[], syntax: ScriptSyntax, byJupytext: boolean): string[] {
  if (!syntax.hasMagics) return [...lines];
  let state: string | null = null;
  let isContinuation = false;
  return lines.map((line) => {
    let result = line;
    if (state === null && (isContinuation || isMagic(line, byJupytext))) {
      result = uncommentOnce(line, syntax.comment);
      isContinuation = /\\\s*$/.test(result);
    }
    state = syntax.stringAfter(result === line ? line : "", state);
    return result;
  });
}

function isMagic(line: string, byJupytext: boolean): boolean {
  if (/^\s*(# |#)*%{1,3}[a-zA-Z].*#\s*escape/.test(line)) return true;
  if (/^\s*(# |#)*%{1,3}[a-zA-Z].*#\s*noescape/.test(line)) return false;
  return certain.some((form) => form.test(line)) || (byJupytext && guesses.some((form) => form.test(line)));
}

/** Removes one comment sign and the space behind it, and keeps the indentation. */
function uncommentOnce(line: string, comment: string): string {
  const text = line.trimStart();
  if (!text.startsWith(comment)) return line;
  const indent = line.slice(0, line.length - text.length);
  return indent + text.slice(text.startsWith(`${comment} `) ? comment.length + 1 : comment.length);
}
