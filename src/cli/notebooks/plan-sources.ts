import type { KnowledgeBase } from "../../analysis/knowledge-base.ts";
import type { Diagnostic } from "../../diagnostics/types.ts";
import type { Language } from "../../languages/language.ts";
import { type PlannedNotebook, planNotebook } from "../../pipeline.ts";
import { joinPlans } from "../../plan/several/join-plans.ts";
import { keptInSteps } from "../../plan/several/shared-tables.ts";
import { identifierFrom } from "../../plan/step-names.ts";
import type { ProjectNotebook } from "../../project/project-notebook.ts";
import type { TableRow } from "../../project/python/table-names.ts";
import { generatedHeader } from "../generated-header.ts";
import { readInput } from "../read-input.ts";
import type { NotebookSource } from "./notebook-source.ts";

/** A notebook of a project, read and planned. */
export interface PlannedSource {
  readonly source: NotebookSource;
  /** What the project calls it. */
  readonly label: string;
  readonly text: string;
  /** Null when nothing of it can be read. */
  readonly planned: PlannedNotebook | null;
  /** Of reading and of planning. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The notebooks of a project with their plans. */
export interface PlannedSources {
  /** In the order in which they were given. */
  readonly sources: readonly PlannedSource[];
  /** In the order in which they run, with the names that they have in the project; empty when one cannot be read, or there is no order. */
  readonly notebooks: readonly ProjectNotebook[];
  /** Of the notebooks together. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The project that the notebooks are part of, if it is there already. */
export interface Surroundings {
  readonly table?: readonly TableRow[];
  /** It began without a notebook. */
  readonly isInitial?: boolean;
}

/** Tools for planning. */
interface Python {
  readonly language: Language;
  readonly knowledge: KnowledgeBase;
}

/** Reads and plans notebooks as the parts of one project. */
export function planSources(
  sources: readonly NotebookSource[],
  python: Python,
  { table = [], isInitial = false }: Surroundings = {},
): PlannedSources {
  const labels = labelsOf(sources);
  const first = sources.map((source, at) => planSource(source, labels[at] as string, python));
  const shared = keptInSteps(first.flatMap(({ planned: one }) => (one === null ? [] : [one.graph])));
  const planned = first.map((one) =>
    one.source.catalog && shared.size > 0 ? planSource(one.source, one.label, { ...python, shared }) : one,
  );
  if (planned.some((one) => one.planned === null)) return { sources: planned, notebooks: [], diagnostics: [] };
  const texts = new Map(planned.map((one) => [one.label, one]));
  const joined = joinPlans(
    planned.flatMap(({ label, planned: one }) =>
      one === null ? [] : [{ label, analysis: one.analysis, graph: one.graph, tables: one.tables }],
    ),
    { handWritten: handWritten(planned, table, isInitial), isInitial },
  );
  if (joined.diagnostics.length > 0) return { sources: planned, notebooks: [], diagnostics: joined.diagnostics };
  const notebooks = joined.plans.map((plan) => {
    const { source, text } = texts.get(plan.label) as PlannedSource;
    const names = source.example === undefined ? [source.fileName] : [];
    return { ...plan, file: names[0] === undefined ? null : { name: names[0], text }, header: generatedHeader(names) };
  });
  return { sources: planned, notebooks, diagnostics: [] };
}

/** Rows of the step table that come from no notebook: those that do not say so, but for those of what was there first. */
function handWritten(
  [first]: readonly PlannedSource[],
  table: readonly TableRow[],
  isInitial: boolean,
): readonly string[] {
  const isUnnamed = first !== undefined && (first.label === "" || !isInitial);
  const own = new Set(isUnnamed ? first.planned?.graph.steps.map(({ name }) => name) : []);
  return table.filter(({ notebook, name }) => notebook === "" && !own.has(name)).map(({ name }) => name);
}

/** Something in the notebooks stands in the way of a project. */
export function isStopped({ sources, notebooks }: PlannedSources): boolean {
  const hasErrors = sources.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === "error"));
  return notebooks.length === 0 || hasErrors;
}

function planSource(
  source: NotebookSource,
  label: string,
  context: Python & { readonly shared?: ReadonlyMap<string, string> },
): PlannedSource {
  const { notebook, bytes, diagnostics: reading } = readInput(source.path);
  const text = new TextDecoder().decode(bytes);
  if (notebook === null) return { source, label, text, planned: null, diagnostics: reading };
  const { by, level, catalog, models, trace } = source;
  const found = planNotebook(notebook, { ...context, by, level, catalog, models, trace: trace?.trace ?? null });
  const planned = { ...found, graph: { ...found.graph, title: source.example?.title ?? found.graph.title } };
  return { source, label, text, planned, diagnostics: [...reading, ...planned.diagnostics] };
}

/** Names for notebooks in code, from their file names; the example has none. */
function labelsOf(sources: readonly NotebookSource[]): readonly string[] {
  const labels: string[] = [];
  for (const { fileName, example } of sources) {
    if (example !== undefined) {
      labels.push("");
      continue;
    }
    const wanted = identifierFrom(fileName.replace(/\.(ipynb|py)$/i, ""), "notebook");
    let label = wanted;
    for (let count = 2; labels.includes(label); count++) label = `${wanted}_${count}`;
    labels.push(label);
  }
  return labels;
}
