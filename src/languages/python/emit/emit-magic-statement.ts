import type { CellFacts, Magic, StatementFacts } from "../../facts.ts";
import { type EmittedMagic, emitMagic } from "../emit-magic.ts";
import { moduleOf } from "../ipython/emitted-magic.ts";
import { type CodeLine, plainLines, type TextEdit } from "./code-lines.ts";
import { emitStatement } from "./emit-statement.ts";
import { stringLiteral } from "./string-literal.ts";

/** Code in the place of a statement with IPython syntax, and what it needs at the top of its module. */
export interface MagicCode {
  readonly lines: readonly CodeLine[];
  readonly imports: readonly string[];
}

/** Where the code will stand. */
export interface MagicPlace {
  readonly inFunction: boolean;
  /** Names that the notebook has bound where the statement stands. */
  readonly boundNames: ReadonlySet<string>;
  /** What the notebook prints is printed. */
  readonly shows: boolean;
  /** Edits of the code around the magics. */
  readonly edits: readonly TextEdit[];
  /** Name of the project's package. */
  readonly package: string;
}

/** Plain Python for a statement that holds magics; `null` for one that holds none. */
export function emitMagicStatement(cell: CellFacts, statement: StatementFacts, place: MagicPlace): MagicCode | null {
  const magics = magicsOf(cell, statement);
  if (magics.length === 0) return null;
  const emitted = magics.map((magic) => ({
    magic,
    result: emitMagic(
      magic,
      { cell: cell.cell, offsetMap: cell.offsetMap, boundNames: place.boundNames },
      indentAt(cell.code, magic.span.start),
    ),
  }));
  const imports = emitted.flatMap(({ magic, result }) => [
    ...(figureFormats(magic) === null ? [] : [`from ${place.package}.runtime.figures import set_formats`]),
    ...result.imports,
    ...result.needs.map((name) => `from ${place.package}.runtime.${moduleOf(name)} import ${name}`),
  ]);
  const comments = statement.commentsAbove.flatMap((span) => plainLines(cell.code.slice(span.start, span.end)));
  if (statement.kind === "magic")
    return {
      lines: [
        ...comments,
        ...emitted.flatMap(({ magic, result }) => [
          ...wholeStatement(magic, result),
          ...(place.shows ? printed(magic) : []),
        ]),
      ],
      imports,
    };
  const edits = emitted.flatMap(({ magic, result }) => replacement(cell.code, magic, result));
  return {
    lines: emitStatement(cell, statement, { show: null, inFunction: place.inFunction }, [...edits, ...place.edits]),
    imports,
  };
}

function magicsOf(cell: CellFacts, { kind, span, magics }: StatementFacts): readonly Magic[] {
  if (kind !== "magic") return magics;
  const whole = cell.cellMagics.filter(
    (magic) => magic.span.start >= span.start && magic.span.start <= span.end && magic.foreignBody !== undefined,
  );
  return [...magics, ...whole];
}

/** IPython says what `%env NAME=value` sets; fields are left as they are, since IPython fills them in first. */
function printed({ form, name, arguments: text }: Magic): readonly CodeLine[] {
  if (form !== "line" || (name !== "env" && name !== "set_env") || /[{$]/.test(text)) return [];
  const [, variable, value] = /^\s*([A-Za-z_]\w*)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(text) ?? [];
  return variable === undefined ? [] : plainLines(`print(${stringLiteral(`env: ${variable}=${value}`)})`);
}

/** `%config InlineBackend.figure_format = "retina"`: how figures are written. */
function figureFormats({ form, name, arguments: text }: Magic): string | null {
  if (form !== "line" || name !== "config") return null;
  const value = /^InlineBackend\.figure_formats?\s*=\s*(.+)$/.exec(text.trim())?.[1] ?? "";
  const formats = value.match(/\b(png|retina|png2x|jpeg|svg)\b/g);
  return formats === null ? null : formats.map((one) => stringLiteral(one === "png2x" ? "retina" : one)).join(", ");
}

function wholeStatement(magic: Magic, { code, dropped, keepsStatement }: EmittedMagic): readonly CodeLine[] {
  const formats = figureFormats(magic);
  if (formats !== null) return plainLines(`set_formats(${formats})`);
  if (code !== null) return plainLines(code);
  if (keepsStatement) return [];
  return dropped === null ? [] : plainLines(`# ${spelling(magic)}: left out, ${dropped}`);
}

/** The magic as the user wrote it, on one line. */
function spelling({ form, name, arguments: text }: Magic): string {
  const mark = { line: "%", cell: "%%", shell: "!", help: "?", prompt: "", quote: "" }[form];
  return `${mark}${name ?? ""}${name !== undefined && text !== "" ? " " : ""}${text}`.split("\n")[0] ?? "";
}

/** What stands for a magic inside a larger statement: its value, its code, or `pass`. */
function replacement(code: string, magic: Magic, { code: emitted, expression }: EmittedMagic): readonly TextEdit[] {
  if (magic.target !== undefined && expression !== null) return [{ span: magic.span, text: expression }];
  const keepsRest = code.slice(magic.span.start, magic.span.end).includes(";");
  return [{ span: magic.span, text: keepsRest ? "" : (emitted ?? "pass") }];
}

function indentAt(code: string, offset: number): string {
  const line = code.slice(code.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^\s*$/.test(line) ? line : "";
}

/** What a whole-cell magic puts around the statements of its cell (`%%capture out`); `null` for most cells. */
export interface CellWrap {
  readonly open: readonly CodeLine[];
  readonly after: readonly CodeLine[];
  readonly imports: readonly string[];
}

/** The wrap of a cell; its statements go indented below `open`. */
export function emitCellWrap(cell: CellFacts): CellWrap | null {
  for (const magic of cell.cellMagics) {
    const { wrap, imports } = emitMagic(magic, { cell: cell.cell, offsetMap: cell.offsetMap, boundNames: null });
    if (wrap) return { open: plainLines(wrap.open), after: wrap.after === null ? [] : plainLines(wrap.after), imports };
  }
  return null;
}
