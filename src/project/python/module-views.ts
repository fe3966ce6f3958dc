import type { StatementId } from "../../analysis/types.ts";
import { type CodeLine, indentLines, linesToText } from "../../languages/python/emit/code-lines.ts";
import { sortImports } from "../../languages/python/emit/emit-import.ts";
import { stringLiteral } from "../../languages/python/emit/string-literal.ts";
import { jointParameters, projectParameter } from "../../plan/several/joint-graph.ts";
import type { JoinedPlan } from "../../plan/several/types.ts";
import type { NeededName, StepGraph } from "../../plan/types.ts";
import type { CodeBook } from "./code-book.ts";
import type { PythonNames } from "./python-names.ts";
import { type StepField, stepOptionFields } from "./step-options.ts";

/** What the templates of modules with code of the notebook show. */
export interface ModuleView {
  readonly header: string;
  readonly imports: string;
  readonly blocks: string;
  readonly code: string;
}

/** Functions, classes and constants of the notebook that steps share. */
export function functionsView(book: CodeBook, { modules }: JoinedPlan, names: PythonNames): ModuleView {
  const { statements, imports, lifted } = modules.own;
  return codeView(book, statements, imports, lifted, names, false);
}

function codeView(
  book: CodeBook,
  statements: readonly StatementId[],
  needs: readonly NeededName[],
  lifted: readonly NeededName[],
  names: PythonNames,
  inFunction: boolean,
): ModuleView {
  const needed = book.imports(needs);
  const imports = new Set([...book.commonImports(statements), ...needed.lines, ...book.liftedImports(lifted)]);
  const lines: CodeLine[] = [];
  for (const id of statements) {
    const piece = book.piece(id, inFunction, false);
    for (const line of piece.imports) imports.add(line);
    lines.push(...piece.lines);
  }
  return {
    header: names.header,
    imports: sortImports([...imports], names, book.package),
    blocks: needed.blocks.map(linesToText).join("\n\n"),
    code: linesToText(inFunction ? indentLines(lines, 1) : lines),
  };
}

/** What the package does before it imports anything; no code where there is nothing. */
export function packageView(
  books: ReadonlyMap<JoinedPlan, CodeBook>,
  names: PythonNames,
): Pick<ModuleView, "header" | "imports" | "code"> {
  const pieces = [...books].flatMap(([{ graph }, book]) =>
    graph.earlySettings.map((id) => book.piece(id, false, false)),
  );
  const imports = new Set(pieces.length > 0 ? ["import os"] : []);
  for (const line of pieces.flatMap((piece) => piece.imports)) imports.add(line);
  return {
    header: names.header,
    imports: sortImports([...imports], names, ""),
    code: linesToText(pieces.flatMap(({ lines }) => lines)),
  };
}

/** What the template of the settings module shows. */
export interface SettingsView {
  readonly header: string;
  readonly imports: string;
  readonly blocks: string;
  readonly groups: readonly { readonly name: string; readonly title: string; readonly code: string }[];
}

/** Set-up of the notebook as functions that the runner calls before later steps. */
export function settingsView(book: CodeBook, graph: StepGraph, names: PythonNames): SettingsView {
  const views = graph.settings.map((group) =>
    codeView(book, group.statements, group.imports, group.lifted, names, true),
  );
  const imports = views.flatMap((view) => view.imports.split("\n").filter((line) => line !== ""));
  return {
    header: names.header,
    imports: sortImports(imports, names, book.package),
    blocks: [...new Set(views.map((view) => view.blocks).filter((text) => text !== ""))].join("\n\n"),
    groups: graph.settings.map((group, at) => ({
      name: group.name,
      title: settingTitle(group.name),
      code: views[at]?.code ?? "",
    })),
  };
}

function settingTitle(name: string): string {
  const step = name.replace(/_settings$/, "");
  return step === "notebook" ? "Set-up at the top of the notebook." : `Set-up that the notebook does in ${step}.`;
}

/** What the template of the parameters module shows. */
export interface ParamsView {
  readonly header: string;
  readonly imports: string;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly value: string }[];
}

/** The parameters of the notebooks as typed fields. */
export function paramsView(
  books: ReadonlyMap<JoinedPlan, CodeBook>,
  names: PythonNames,
  packageName: string,
): ParamsView {
  const imports = new Set(["from pydantic import BaseModel, ConfigDict"]);
  const fields = jointParameters([...books.keys()]).map(({ parameter: { name, type, value }, plan }) => {
    const annotation = books.get(plan)?.annotation(type === "none" ? null : type) ?? { text: "Any", imports: [] };
    for (const line of annotation.imports) imports.add(line);
    return { name, type: annotation.text, value };
  });
  return { header: names.header, imports: sortImports([...imports], names, packageName), fields };
}

/** What the template of the step table shows. */
export interface PipelineView {
  readonly header: string;
  readonly package: string;
  readonly workdir: string;
  /** The settings that most steps have, which are written once; null where no two steps have the same. */
  readonly settings: string | null;
  readonly steps: readonly {
    readonly name: string;
    readonly fields: readonly StepField[];
  }[];
}

/** What the step table calls the settings that most steps have. */
const SHARED_SETTINGS = "SETTINGS";

/** The step table; where there are several notebooks, each row says of which it is. */
export function pipelineView(
  plans: readonly JoinedPlan[],
  packageName: string,
  workdir: string,
  names: PythonNames,
): PipelineView {
  const steps = plans.flatMap((plan) => stepRows(plan, plans.length > 1 && plan.label !== ""));
  const settings = mostFrequent(
    steps.flatMap(({ fields }) => fields.filter(({ key }) => key === "settings").map(({ value }) => value)),
  );
  const named = (field: StepField): StepField =>
    field.key === "settings" && field.value === settings ? { ...field, value: SHARED_SETTINGS } : field;
  return {
    header: names.header,
    package: packageName,
    workdir: stringLiteral(workdir),
    settings,
    steps: steps.map(({ name, fields }) => ({ name, fields: fields.map(named) })),
  };
}

/** The text that occurs most often, the first of them; null where each occurs once. */
function mostFrequent(texts: readonly string[]): string | null {
  const count = (text: string) => texts.filter((other) => other === text).length;
  const [first = null] = [...new Set(texts)].filter((text) => count(text) > 1).sort((a, b) => count(b) - count(a));
  return first;
}

/** The title that the runner makes of a step's name: such a title is not written. */
function titleOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

function stepRows({ graph, modules, label }: JoinedPlan, isOneOfSeveral: boolean): PipelineView["steps"] {
  const list = (values: readonly string[]) => `[${values.map(stringLiteral).join(", ")}]`;
  const dict = (pairs: readonly (readonly [string, string])[]) =>
    `{${pairs.map((pair) => pair.map(stringLiteral).join(": ")).join(", ")}}`;
  return graph.steps.map((step) => {
    const fields: StepField[] = [];
    if (step.title !== titleOf(step.name)) fields.push({ key: "title", value: stringLiteral(step.title) });
    if (isOneOfSeveral) fields.push({ key: "notebook", value: stringLiteral(label) });
    const addList = (key: string, values: readonly string[]) => {
      if (values.length > 0) fields.push({ key, value: list(values) });
    };
    addList(
      "inputs",
      step.inputs.map((input) => input.name),
    );
    const tables = graph.catalog.filter((entry) => entry.step === step.name);
    const sources = tables.filter(({ kind }) => kind === "source");
    if (sources.every(({ name, argument }) => name === argument))
      addList(
        "sources",
        sources.map(({ name }) => name),
      );
    else fields.push({ key: "sources", value: dict(sources.map(({ name, argument }) => [name, argument])) });
    addList(
      "parameters",
      step.parameters.map((name) => projectParameter(graph, name)),
    );
    addList(
      "outputs",
      step.outputs.map((output) => output.name),
    );
    addList("metrics", step.metrics);
    addList(
      "after",
      step.after.map((one) => one.step),
    );
    addList(
      "settings",
      step.settings.map((name) => (modules.settings === "settings" ? name : `${modules.settings}.${name}`)),
    );
    const sinks = tables.flatMap(({ name, variable }) => (variable === null ? [] : [[name, variable] as const]));
    if (sinks.length > 0) fields.push({ key: "sinks", value: dict(sinks) });
    addList("reads", step.reads);
    addList("writes", step.writes);
    if (step.draws) fields.push({ key: "draws", value: "True" });
    fields.push(...stepOptionFields(step.options));
    if (step.asynchronous) fields.push({ key: "asynchronous", value: "True" });
    return { name: stringLiteral(step.name), fields };
  });
}
