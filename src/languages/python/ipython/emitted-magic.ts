import { type OffsetMap, sourceSpan } from "../../../base/offset-map.ts";
import type { Diagnostic } from "../../../diagnostics/types.ts";
import type { Magic } from "../../facts.ts";
import { pythonString, pythonTemplate } from "./python-literal.ts";
import { templateParts } from "./shell-fields.ts";

/** A function of the project's `display` module that the emitted code calls with one text. */
export type DisplayFunction = "html" | "markdown" | "latex" | "javascript" | "svg";

const terminalFunctions: readonly string[] = ["run_shell", "shell_lines", "write_file"] satisfies TerminalFunction[];

/** A function of the project's `terminal` module: runs a command, writes a file. */
export type TerminalFunction = "run_shell" | "shell_lines" | "write_file";

/** A function of the project's runtime that emitted code calls; `timeit_result` measures a call, in the module `timing`. */
export type RuntimeFunction = DisplayFunction | TerminalFunction | "timeit_result";

/** The module of the project's runtime that has a function. */
export function moduleOf(name: RuntimeFunction): string {
  if (name === "timeit_result") return "timing";
  return terminalFunctions.includes(name) ? "terminal" : "display";
}

/** Plain Python in the place of a magic. */
export interface EmittedMagic {
  /** Statements; null when nothing stands in its place (a block that had nothing else then needs a `pass`). */
  readonly code: string | null;
  /** The value alone, for magics that have one: the right side of `x = !ls`. */
  readonly expression: string | null;
  /** For magics around the statements of a cell: they go indented below `open`, `after` follows them. */
  readonly wrap: { readonly open: string; readonly after: string | null } | null;
  /** The Python that the magic runs (it stayed in the masked code) belongs to the program. */
  readonly keepsStatement: boolean;
  readonly imports: readonly string[];
  readonly needs: readonly RuntimeFunction[];
  /** Why the magic, or its part around a kept statement, has no place in the program. */
  readonly dropped: string | null;
  /** Python packages that the magic installs, as requirement strings. */
  readonly requirements: readonly string[];
  readonly systemPackages: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Names of the notebook (or builtins) that the emitted code reads. */
  readonly uses: readonly string[];
}

/** Where a magic stands, and what is known there. */
export interface EmitContext {
  /** Index of the cell in the notebook. */
  readonly cell: number;
  readonly offsetMap: OffsetMap;
  /** Names that the notebook has bound at this place; null when not known. IPython leaves a command alone that names others. */
  readonly boundNames: ReadonlySet<string> | null;
}

const nothing: EmittedMagic = {
  code: null,
  expression: null,
  wrap: null,
  keepsStatement: false,
  imports: [],
  needs: [],
  dropped: null,
  requirements: [],
  systemPackages: [],
  diagnostics: [],
  uses: [],
};

/** An emitted magic from the fields that matter. */
export function emitted(fields: Partial<EmittedMagic>): EmittedMagic {
  return { ...nothing, ...fields };
}

/** Code for a magic with a value: an assignment when it has a target, else the expression itself. */
export function emittedValue(magic: Magic, expression: string, fields: Partial<EmittedMagic>): EmittedMagic {
  const code = magic.target === undefined ? expression : `${magic.target} = ${expression}`;
  return emitted({ ...fields, code, expression });
}

/** A diagnostic about a magic, at its place in the source. */
export function magicDiagnostic(
  magic: Magic,
  context: EmitContext,
  fields: Pick<Diagnostic, "code" | "severity" | "message"> & {
    hint?: string;
    replacement?: { title: string; text: string };
  },
): Diagnostic {
  const { replacement, ...rest } = fields;
  const span = sourceSpan(context.offsetMap, magic.span);
  const { cell } = context;
  const diagnostic: Diagnostic = { ...rest, location: { cell, span } };
  if (replacement === undefined) return diagnostic;
  const edits = [{ cell, span, text: replacement.text }];
  return { ...diagnostic, fix: { title: replacement.title, safety: "unsafe", edits } };
}

/** A Python expression for a text with `{expression}` and `$name` fields, and the names it reads. */
export function fillTemplate(
  text: string,
  context: EmitContext,
): { readonly code: string; readonly uses: readonly string[] } {
  const parts = templateParts(text);
  const fields = (parts ?? []).filter((part) => "expression" in part);
  const isKnown = (name: string, dollar: boolean): boolean => {
    if (context.boundNames === null) return !(dollar && environmentNames.has(name));
    return context.boundNames.has(name) || builtins.has(name);
  };
  const known = fields.every(({ expression, dollar }) => namesIn(expression).every((name) => isKnown(name, dollar)));
  if (parts === null || !known) return { code: pythonString(text), uses: [] };
  return { code: pythonTemplate(parts), uses: [...new Set(fields.flatMap(({ expression }) => namesIn(expression)))] };
}

/** Names in an expression that are neither members, keywords, keyword arguments nor bound by it. */
export function namesIn(expression: string): readonly string[] {
  const bare = expression.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, '""');
  const own = new Set<string>();
  for (const match of bare.matchAll(/\b(?:for|lambda)\s+([^:]*?)\s*(?::|\bin\b)/g)) {
    for (const name of (match[1] as string).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []) own.add(name);
  }
  const words = [...bare.matchAll(/(?<![\p{L}\p{N}_.])[\p{L}_][\p{L}\p{N}_]*(?!\s*=[^=])/gu)].map(([word]) => word);
  return words.filter((word) => !own.has(word) && !keywords.has(word));
}

const keywords = new Set("and or not in is if else for lambda None True False await async".split(" "));
const environmentNames = new Set("HOME PATH PWD OLDPWD USER SHELL LANG TMPDIR TERM HOSTNAME EDITOR".split(" "));
const builtins = new Set(
  (
    "abs all any ascii bin bool bytes chr dict dir divmod enumerate filter float format frozenset getattr hasattr hash " +
    "hex id int isinstance iter len list map max min next object oct open ord pow print range repr reversed round set " +
    "slice sorted str sum tuple type vars zip"
  ).split(" "),
);
