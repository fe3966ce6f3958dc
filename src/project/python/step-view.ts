import type { Annotation } from "../../languages/python/emit/annotation.ts";
import { type CodeLine, indentLines, linesToText, plainLines } from "../../languages/python/emit/code-lines.ts";
import { sortImports } from "../../languages/python/emit/emit-import.ts";
import { docstringBody } from "../../languages/python/emit/string-literal.ts";
import { wrapProse } from "../../languages/python/emit/wrap-prose.ts";
import { seeds } from "../../plan/settings.ts";
import type { Step, StepPart } from "../../plan/types.ts";
import type { CodeBook } from "./code-book.ts";
import { codeList } from "./markdown-text.ts";
import { measuredPiece } from "./measured-piece.ts";
import type { PythonNames } from "./python-names.ts";

/** Longest line of a docstring, in characters: prose is read in narrower columns than code. */
const PROSE_WIDTH = 100;

/** The function of the runner in whose block nothing that is seeded or drawn counts. */
const KEPT = "random_state_kept";

/** What the template of a step module shows. */
export interface StepView {
  readonly header: string;
  readonly docstring: string;
  /** Names that are not there, as Markdown; empty for none. */
  readonly missing: string;
  readonly imports: string;
  readonly blocks: string;
  readonly result: ResultView | null;
  readonly definition: string;
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string;
  readonly body: string;
}

/** The tuple of values that a step with several outputs returns. */
export interface ResultView {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

/** The view of one step's module. */
export function stepView(
  book: CodeBook,
  step: Step,
  parameterTypes: ReadonlyMap<string, string | null>,
  names: PythonNames,
): StepView {
  const code = step.parts.flatMap(({ statements }) => statements.map(({ statement }) => statement));
  const imports = new Set<string>(book.commonImports(code));
  const checked = new Set<string>();
  const typed = (name: string, type: string | null, seen = false) => {
    const annotation = seen && type !== null ? seenType(book, type, checked) : book.annotation(type);
    for (const line of annotation.imports) imports.add(line);
    return { name, type: annotation.text };
  };
  const inputs = step.inputs.map((input) => typed(input.name, input.type, input.typeSeen));
  const sources = book.sources(step.name).map(({ name, type }) => typed(name, type));
  const parameters = step.parameters.map((name) => typed(book.parameterName(name), parameterTypes.get(name) ?? null));
  const outputs = step.outputs.map((output) => typed(output.name, output.type, output.typeSeen));
  const needed = book.imports(step.imports, step.name);
  for (const line of [...needed.lines, ...book.liftedImports(step.lifted)]) imports.add(line);
  const body = bodyLines(book, step, imports);
  const result =
    outputs.length > 1 && outputs.every(({ name }) => !name.startsWith("_"))
      ? { name: resultName(step.name), fields: outputs }
      : null;
  if (result) imports.add("from typing import NamedTuple");
  if (checked.size > 0) imports.add("from typing import TYPE_CHECKING");
  return {
    header: names.header,
    docstring: docstringOf(step),
    missing: codeList(step.missing),
    imports: sortImports([...imports], names, book.package),
    blocks: [...checkedImports(checked, names, book.package), ...needed.blocks.map(linesToText)].join("\n\n"),
    result,
    definition: step.asynchronous ? "async def" : "def",
    name: step.name,
    parameters: [...inputs, ...sources, ...parameters],
    returns: result?.name ?? (outputs.length > 1 ? "tuple" : (outputs[0]?.type ?? "None")),
    body: linesToText(indentLines([...body, ...returnLines(outputs, result)], 1)),
  };
}

/** The annotation for a type that was seen; what only a type checker has to import is added to `checked`. */
function seenType(book: CodeBook, type: string, checked: Set<string>): Annotation {
  const { text, imports, checked: needed } = book.seenAnnotation(type);
  const isOther = (line: string) => needed.some((one) => one !== line && lastWord(one) === lastWord(line));
  if ([...checked].some(isOther)) return book.annotation(null);
  for (const line of needed) checked.add(line);
  return { text, imports };
}

function lastWord(line: string): string {
  return line.slice(line.lastIndexOf(" ") + 1);
}

function checkedImports(lines: ReadonlySet<string>, names: PythonNames, packageName: string): readonly string[] {
  if (lines.size === 0) return [];
  const sorted = sortImports([...lines], names, packageName);
  return [`if TYPE_CHECKING:\n${sorted.replaceAll(/^(?=.)/gm, "    ")}`];
}

/** The section's prose; quotes that end a docstring of several lines stand on a line of their own. */
function docstringOf({ title, description }: Step): string {
  const text = docstringBody(hasProse(description) ? wrapProse(description, PROSE_WIDTH) : title);
  return text.includes("\n") ? `${text}\n` : text;
}

/** Whether Markdown says more than headings and rules do. */
function hasProse(markdown: string): boolean {
  return markdown.split("\n").some((line) => !/^\s*(#{1,6}\s.*|[-*_=\s]*)$/.test(line));
}

/** `train_model` -> `TrainModelResult`. */
function resultName(step: string): string {
  return `${step
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")}Result`;
}

function returnLines(outputs: readonly { readonly name: string }[], result: ResultView | null): readonly CodeLine[] {
  const names = outputs.map(({ name }) => name).join(", ");
  if (outputs.length === 0) return [];
  return plainLines(result ? `return ${result.name}(${names})` : `return ${names}`);
}

function bodyLines(book: CodeBook, step: Step, imports: Set<string>): readonly CodeLine[] {
  const lines: CodeLine[] = [];
  for (const name of step.parameters)
    if (book.parameterName(name) !== name) lines.push(...plainLines(`${name} = ${book.parameterName(name)}`));
  if (step.shadowedBuiltins.length > 0) {
    imports.add("import builtins");
    for (const name of step.shadowedBuiltins) lines.push(...plainLines(`${name} = builtins.${name}`));
  }
  for (const name of step.maybeUnbound) lines.push(...plainLines(`${name} = None`));
  if (step.declared.length > 0) imports.add("from typing import Any");
  for (const name of step.declared) lines.push(...plainLines(`${name}: Any  # bound by a function below`));
  const lastDrawing = step.parts.findLastIndex((part) => part.draws);
  step.parts.forEach((part, at) => {
    if (at > 0) lines.push({ text: "", fixed: false });
    const isMarked = book.marksCells()
      ? at < step.parts.length - 1 && part.statements.some((one) => !one.replayed)
      : at < lastDrawing && endsDrawing(book, part);
    lines.push(...partLines(book, part, isMarked, imports));
  });
  if (lines.every((line) => line.text === "" || line.text.startsWith("#")) && step.outputs.length === 0)
    lines.push(...plainLines("pass"));
  return lines;
}

/** Figures of a cell that draws are shown at its end, as in a notebook. */
function endsDrawing(book: CodeBook, part: StepPart): boolean {
  return part.draws && book.drawsFigures();
}

/** The statements of one cell; where the notebook does something at its end, a mark says so. */
function partLines(book: CodeBook, part: StepPart, isMarked: boolean, imports: Set<string>): readonly CodeLine[] {
  const lines: CodeLine[] = [];
  const ids = part.statements.map((one) => one.statement);
  let endsByShowing = false;
  for (const { statement, replayed } of part.statements) {
    if (book.isWrittenByRunner(statement)) continue;
    const piece = measuredPiece(book, statement, ids) ?? book.piece(statement, true, !replayed);
    for (const line of piece.imports) imports.add(line);
    const seedsAgain = replayed && seeds(book.statement(statement));
    if (seedsAgain) imports.add(`from ${book.package}.runtime.random_state import ${KEPT}`);
    lines.push(...(seedsAgain ? [...plainLines(`with ${KEPT}():`), ...indentLines(piece.lines, 1)] : piece.lines));
    endsByShowing = piece.shows === true || /^\w+\.show\(\)/.test(piece.lines.at(-1)?.text ?? "");
  }
  const wrap = book.wrap(part.cell);
  const isCaptured = wrap !== null && endsDrawing(book, part);
  if ((isMarked || isCaptured) && (!endsByShowing || book.marksCells())) {
    imports.add(book.displayImport("end_cell"));
    lines.push(...plainLines("end_cell()"));
  }
  lines.push(...book.trailingComments(part.cell));
  if (wrap && lines.some(({ text }) => text !== "" && !text.startsWith("#"))) {
    for (const line of wrap.imports) imports.add(line);
    return [...wrap.open, ...indentLines(lines, 1), ...wrap.after];
  }
  if (!part.mayRaise) return lines;
  imports.add("import traceback");
  return [
    ...plainLines("try:"),
    ...indentLines(lines, 1),
    ...plainLines("except Exception:  # the notebook goes on after this error\n    traceback.print_exc()"),
  ];
}
