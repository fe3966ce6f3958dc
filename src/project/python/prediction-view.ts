import type { StatementId } from "../../analysis/types.ts";
import type { Span } from "../../base/spans.ts";
import {
  type CodeLine,
  codeLines,
  indentLines,
  linesToText,
  plainLines,
} from "../../languages/python/emit/code-lines.ts";
import { sortImports } from "../../languages/python/emit/emit-import.ts";
import { emitStatement } from "../../languages/python/emit/emit-statement.ts";
import { stringLiteral } from "../../languages/python/emit/string-literal.ts";
import type { ModelUse, SliceEdit, SliceStatement, StepGraph, StoredName } from "../../plan/types.ts";
import type { CodeBook } from "./code-book.ts";
import type { PythonNames } from "./python-names.ts";
import type { StepField } from "./step-options.ts";

/** What the template of the module of models shows. */
export interface PredictionView {
  readonly header: string;
  readonly imports: string;
  /** The annotation of a table. */
  readonly tableType: string;
  readonly functions: readonly FeaturesView[];
  readonly models: readonly { readonly name: string; readonly fields: readonly StepField[] }[];
  /** The lists of other notebooks' models, which this one has too. */
  readonly others: readonly string[];
  /** It is the module to ask, not one of a further notebook. */
  readonly isMain: boolean;
}

/** The function that makes what a model takes. */
interface FeaturesView {
  readonly name: string;
  readonly docstring: string;
  readonly parameters: string;
  readonly body: string;
}

/** The models of a notebook; `others` are the modules of those of other notebooks, null in one of these. */
export function predictionView(
  book: CodeBook,
  graph: StepGraph,
  names: PythonNames,
  others: readonly string[] | null,
): PredictionView {
  const hasPandas = graph.modules.includes("pandas");
  const imports = new Set([
    `from ${book.package}.runtime.models import Model`,
    ...(others === null ? [] : [`from ${book.package}.runtime.predictor import predictor_of_run`]),
    ...(others ?? []).map((name) => `from ${book.package}.${name} import MODELS as ${listName(name)}`),
  ]);
  const functions = graph.models.flatMap((model) => featuresView(book, model, imports) ?? []);
  if (hasPandas && (functions.length > 0 || others !== null)) imports.add("import pandas as pd");
  if (functions.length > 0 || (others !== null && !hasPandas)) imports.add("from typing import Any");
  return {
    header: names.header,
    imports: sortImports([...imports], names, book.package),
    tableType: hasPandas ? "pd.DataFrame" : "Any",
    functions,
    models: graph.models.map((model) => ({ name: stringLiteral(projectName(model)), fields: fieldsOf(book, model) })),
    others: (others ?? []).map(listName),
    isMain: others !== null,
  };
}

/** `night_prediction` -> `NIGHT_MODELS`. */
function listName(module: string): string {
  return `${module.replace(/_prediction$/, "").toUpperCase()}_MODELS`;
}

function projectName({ name, as }: ModelUse): string {
  return as ?? name;
}

function fieldsOf(book: CodeBook, { step, usedIn, fittedOn, features, name, as }: ModelUse): readonly StepField[] {
  const fields: StepField[] = [{ key: "step", value: stringLiteral(step) }];
  if (as !== undefined) fields.push({ key: "variable", value: stringLiteral(name) });
  if (usedIn.length > 0) fields.push({ key: "used_in", value: `[${usedIn.map(stringLiteral).join(", ")}]` });
  if (fittedOn !== null) fields.push({ key: "fitted_on", value: pair(fittedOn) });
  if (features === null) return fields;
  fields.push({ key: "features", value: functionName(name) }, { key: "table", value: pair(features.table) });
  const values = features.values.map((one) => `${stringLiteral(one.name)}: ${stringLiteral(one.step)}`);
  if (values.length > 0) fields.push({ key: "values", value: `{${values.join(", ")}}` });
  const columns = features.columns.map((one) => `${stringLiteral(one.name)}: ${pair(one.of)}`);
  if (columns.length > 0) fields.push({ key: "columns", value: `{${columns.join(", ")}}` });
  const parameters = features.parameters.map((one) => stringLiteral(book.parameterName(one)));
  if (parameters.length > 0) fields.push({ key: "parameters", value: `[${parameters.join(", ")}]` });
  return fields;
}

function pair({ step, name }: StoredName): string {
  return `(${stringLiteral(step)}, ${stringLiteral(name)})`;
}

/** `best` -> `features_of_best`. */
function functionName(model: string): string {
  return `features_of_${model}`;
}

function featuresView(book: CodeBook, { name, features }: ModelUse, imports: Set<string>): FeaturesView | null {
  if (features === null) return null;
  for (const line of [...book.imports(features.imports).lines]) imports.add(line);
  const { statement, span, edits } = features.result;
  const renamed = features.parameters.filter((one) => book.parameterName(one) !== one);
  const lines = [
    ...renamed.flatMap((one) => plainLines(`${one} = ${book.parameterName(one)}`)),
    ...features.statements.flatMap((one) => editedLines(book, one)),
    ...plainLines(`return ${editedText(book, statement, span, edits)}`),
  ];
  const given = [...features.values, ...features.columns].map((one) => one.name);
  given.push(...features.parameters.map((one) => book.parameterName(one)));
  return {
    name: functionName(name),
    docstring: `What \`${name}\` takes, from rows of the table \`${features.table.name}\` as step \`${features.table.step}\` gives it.`,
    parameters: [`${features.table.name}: pd.DataFrame`, ...given.map((one) => `${one}: Any`)].join(", "),
    body: linesToText(indentLines(lines, 1)),
  };
}

/** A statement with edits, or in other words. */
function editedLines(book: CodeBook, { statement, edits, text, below }: SliceStatement): readonly CodeLine[] {
  if (text !== null) return plainLines(text);
  const lines = emitStatement(
    book.cell(statement),
    book.statement(statement).facts,
    { show: null, inFunction: true },
    edits,
  );
  return below === undefined ? lines : [...lines, ...plainLines(below)];
}

/** A part of a statement's code with edits, on one line. */
function editedText(book: CodeBook, statement: StatementId, span: Span, edits: readonly SliceEdit[]): string {
  const lines = codeLines(book.cell(statement).code, span, edits, []);
  return `(${lines.map(({ text }) => text.trim()).join(" ")})`;
}
