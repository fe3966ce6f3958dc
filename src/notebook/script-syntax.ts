import { pythonStringAfter } from "./python-strings.ts";

/** What reading a script needs to know of its language; nothing of meaning. */
export interface ScriptSyntax {
  readonly language: string;
  /** Starts a comment that lasts to the end of the line. */
  readonly comment: string;
  /**
   * The state after a line, given the state before it: a name of what the next line starts inside of (a string over
   * several lines), or null for plain code.
   */
  readonly stringAfter: (line: string, state: string | null) => string | null;
  /** Whether commented magics (`# %matplotlib inline`) stand for the magics. */
  readonly hasMagics: boolean;
}

const python: ScriptSyntax = {
  language: "python",
  comment: "#",
  stringAfter: pythonStringAfter,
  hasMagics: true,
};

/** Text formats by the end of the file name. */
const syntaxes: readonly (readonly [RegExp, ScriptSyntax])[] = [[/\.(py|pyw|ipy)$/i, python]];

/** The syntax of a script; Python where the name says nothing. */
export function syntaxOfPath(path: string): ScriptSyntax {
  return syntaxes.find(([pattern]) => pattern.test(path))?.[1] ?? python;
}
