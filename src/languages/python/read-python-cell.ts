import { sourceSpan } from "../../base/offset-map.ts";
import type { CellFacts, StatementFacts } from "../facts.ts";
import { cellDiagnostics } from "./cell-diagnostics.ts";
import { placeComments } from "./comments.ts";
import { type Interactivity, interactivityAfter, shownValue } from "./interactivity.ts";
import { insertTexts, type MappedText, mappedText } from "./ipython/mapped-text.ts";
import type { CellRead, KnownCells } from "./known-cells.ts";
import { attachMagics } from "./magic-facts.ts";
import { isPlain, type MaskedCell, maskCell } from "./mask-cell.ts";
import type { PythonParser } from "./python-parser.ts";
import { type CellReading, readStatement } from "./read-statement.ts";
import { seemingNames } from "./seeming-names.ts";
import { newerSyntax } from "./syntax/newer-syntax.ts";
import { type ParsedCode, parseCode } from "./syntax/parse-code.ts";
import { CallWriter, type Insertion } from "./written-out-calls.ts";

/** A code cell of a notebook: its index there and its text. */
export interface CellSource {
  readonly index: number;
  readonly source: string;
}

/** What reading the cells of a notebook may use, beside the parser. */
export interface ReadingHelp {
  readonly writer?: CallWriter;
  /** What was read in other notebooks. */
  readonly known?: KnownCells;
}

/**
 * Reads the facts of all code cells of a Python notebook, in source order. Never throws: a broken cell gives a diagnostic
 * and what can be read of it. Cells are read together, as `from __future__ import annotations` holds for those that follow,
 * a name bound in one cell can hide a builtin or a magic in another, and one cell may set what later ones show.
 */
export function readPythonFacts(
  parser: PythonParser,
  cells: readonly CellSource[],
  { writer = new CallWriter(new Map()), known }: ReadingHelp = {},
): readonly CellFacts[] {
  const boundNames = new Set<string>();
  const own = new Set<string>();
  let postponesAnnotations = false;
  let interactivity: Interactivity = "last_expr";
  const facts = cells.map((cell) => {
    const readText = (text: string | MappedText) => {
      const mask = maskCell(text, boundNames);
      const key = `${interactivity} ${postponesAnnotations}\n${mask.code}`;
      // Facts are told apart by identity: a notebook that has the same cell twice needs them twice.
      const memory = isPlain(mask) && !own.has(key) ? known : undefined;
      own.add(key);
      const before = memory?.recall(key);
      const read = before ?? readMasked(cell, { parser, mask, postponesAnnotations }, interactivity);
      // Diagnostics name the cell.
      if (read.facts.diagnostics.length === 0) memory?.keep(key, read);
      postponesAnnotations ||= read.importsAnnotations;
      return { ...read.facts, cell: cell.index };
    };
    const first = readText(cell.source);
    const insertions = writer.read(first, cell.source);
    const read =
      insertions.length === 0
        ? first
        : markedCalls(readText(insertTexts(mappedText(cell.source), insertions)), insertions);
    interactivity = interactivityAfter(read.statements, interactivity);
    for (const { definitions } of read.statements) for (const { name } of definitions) boundNames.add(name);
    return read;
  });
  return facts.map((cell) => withoutShadowed(cell, boundNames));
}

function readMasked(cell: CellSource, reading: CellReading, interactivity: Interactivity): CellRead {
  const { parser, mask, postponesAnnotations } = reading;
  const parsed = parseCode(parser, mask.code);
  const imports = importsAnnotations(mask.code, parsed);
  const own = { ...reading, postponesAnnotations: postponesAnnotations || imports };
  return { facts: readCell(cell, own, parsed, interactivity), importsAnnotations: imports };
}

/** Marks the calls below which something was written out. */
function markedCalls(cell: CellFacts, insertions: readonly Insertion[]): CellFacts {
  const starts = new Set(insertions.map(({ start }) => start));
  const statements = cell.statements.map((statement) =>
    starts.has(sourceSpan(cell.offsetMap, statement.span).start) ? { ...statement, writtenOut: true } : statement,
  );
  return { ...cell, statements };
}

function importsAnnotations(code: string, { root }: ParsedCode): boolean {
  const imports = root.children.filter(({ type }) => type === "future_import_statement");
  return imports.some(({ start, end }) => /\bannotations\b/.test(code.slice(start, end)));
}

function readCell(cell: CellSource, reading: CellReading, parsed: ParsedCode, interactivity: Interactivity): CellFacts {
  const { mask } = reading;
  const read = parsed.root.children.map((node, index) => readStatement(reading, node, index));
  const magicComments = new Set(mask.cellMagics.map(({ span }) => span.start));
  const comments = parsed.comments.filter(({ start }) => !magicComments.has(start));
  const statements = attachMagics(
    reading,
    read.map(({ facts }) => facts),
  );
  const placed = placeComments(
    mask.code,
    comments,
    statements.map(({ span }) => span),
  );
  const diagnostics = cellDiagnostics(
    cell.index,
    mask,
    parsed,
    read.flatMap(({ tooDeep }) => (tooDeep === null ? [] : [tooDeep])),
  );
  const newer = newerSyntax(mask.code, parsed.root, reading.postponesAnnotations);
  return {
    cell: cell.index,
    code: mask.code,
    offsetMap: mask.offsetMap,
    statements: statements.map((statement, index) => ({
      ...statement,
      ...placed.statements[index],
      display: displayOf(
        mask,
        statement,
        shownValue(interactivity, statement, read[index]?.value ?? null, index === statements.length - 1),
      ),
    })),
    trailingComments: placed.trailing,
    cellMagics: mask.cellMagics,
    installs: [],
    ...(newer.length === 0 ? {} : { newerSyntax: newer }),
    broken: diagnostics.length === 0 ? null : { names: seemingNames(mask.code) },
    diagnostics,
  };
}

/** What is shown of a statement: nothing if its cell or its magic keeps it to itself. */
function displayOf(
  mask: MaskedCell,
  { kind, span }: StatementFacts,
  value: StatementFacts["display"],
): StatementFacts["display"] {
  const isIsolated = mask.isolated.some(({ start, end }) => span.start >= start && span.start < end);
  return kind === "magic" || mask.displaySuppressed || isIsolated ? null : value;
}

/** A name that the notebook binds itself (`def eval(model)`) is no builtin. */
function withoutShadowed(cell: CellFacts, boundNames: ReadonlySet<string>): CellFacts {
  const isShadowed = cell.statements.some(({ dynamic }) => dynamic.some(({ name }) => boundNames.has(name)));
  if (!isShadowed) return cell;
  const statements = cell.statements.map((statement) => ({
    ...statement,
    dynamic: statement.dynamic.filter(({ name }) => !boundNames.has(name)),
  }));
  return { ...cell, statements };
}
