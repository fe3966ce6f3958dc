import type { KnowledgeBase } from "./analysis/knowledge-base.ts";
import type { Analysis } from "./analysis/types.ts";
import { analyzeNotebook } from "./analyze-notebook.ts";
import type { Diagnostic } from "./diagnostics/types.ts";
import type { Language } from "./languages/language.ts";
import { headings } from "./notebook/headings.ts";
import type { Cell, Notebook } from "./notebook/types.ts";
import { planSteps } from "./plan/plan-steps.ts";
import { planModels } from "./plan/prediction/plan-models.ts";
import { seenTables } from "./plan/seen-tables.ts";
import { singlePlan } from "./plan/several/single-plan.ts";
import type { Grouping, SeenTable, StepGraph } from "./plan/types.ts";
import { type TracedAnalysis, useTrace } from "./plan/use-trace.ts";
import { buildProject } from "./project/build-project.ts";
import type { ProjectContext } from "./project/project-context.ts";
import type { Project } from "./project/types.ts";
import { checkRules } from "./rules/check-rules.ts";
import { noDetectors } from "./rules/hygiene/detectors.ts";
import { planRules } from "./rules/plan-rules.ts";
import { subjectOf } from "./rules/subject.ts";
import { nothingAround } from "./rules/surroundings.ts";
import { type TraceView, traceView } from "./trace/trace-view.ts";
import type { Trace } from "./trace/types.ts";

/** What planning a notebook needs: a language, what is known of its libraries, and how the user wants the steps. */
export interface PlanningContext {
  readonly language: Language;
  readonly knowledge: KnowledgeBase;
  readonly by: Grouping | null;
  readonly level: number | null;
  /** Tables that steps read and write are lifted out of them. */
  readonly catalog?: boolean;
  /** What predicts is planned: nothing, what steps store anyway, or all (then steps store it). */
  readonly models?: "none" | "stored" | "all";
  /** Files that other notebooks of the project use too and whose tables stay in the steps, each with why. */
  readonly shared?: ReadonlyMap<string, string>;
  /** What a run of the notebook showed. */
  readonly trace?: Trace | null;
}

/** A notebook understood: its data flow and its steps. */
export interface PlannedNotebook {
  readonly notebook: Notebook;
  readonly analysis: Analysis;
  readonly graph: StepGraph;
  /** Tables of which a traced run showed what they hold. */
  readonly tables: readonly SeenTable[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Notebook -> facts -> data flow -> steps. Pure: reads nothing, runs nothing. Of a notebook in another language nothing but
 * that is told.
 */
export function planNotebook(notebook: Notebook, context: PlanningContext): PlannedNotebook {
  const { language, by, level, catalog = false, models = "none", shared = new Map() } = context;
  const { tags, code, analysis: known, foreign } = analyzeNotebook(notebook, { ...context, withSkipped: false });
  const sources = notebook.cells.map((cell) => cell.source);
  const view = context.trace ? seenRun(context.trace, code) : null;
  const seen: TracedAnalysis = view === null ? { analysis: known, diagnostics: [] } : useTrace(known, view, sources);
  const { analysis, diagnostics: traced } = seen;
  const steps = planSteps(analysis, {
    notebook,
    tags,
    headings: headings(notebook),
    wish: { by, level, catalog, shared },
    builtins: language.builtins,
    reserved: language.reserved,
  });
  const graph = models === "none" ? steps : planModels(steps, analysis, language.prediction, models === "all");
  const around = nothingAround;
  const subject = subjectOf({ notebook, analysis, tags, builtins: language.builtins, around, detectors: noDetectors });
  const ruled = checkRules(subject, planRules).map(stopsPipelines);
  const diagnostics = foreign === null ? [...ruled, ...graph.diagnostics, ...traced] : [foreign];
  const tables = view === null ? [] : seenTables(graph, analysis, view, sources);
  return { notebook, analysis, graph: { ...graph, diagnostics }, tables, diagnostics };
}

function seenRun(trace: Trace, cells: readonly Cell[]): TraceView {
  const run = cells.filter(({ source }) => source.trim() !== "");
  return traceView(trace, run);
}

/** A name that is missing stops a step, whatever the notebook says of its language. */
function stopsPipelines(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === "CW102" && diagnostic.severity === "info"
    ? { ...diagnostic, severity: "error" }
    : diagnostic;
}

/** Steps -> files of a project, in memory. */
export function generateProject(planned: PlannedNotebook, context: ProjectContext): Project {
  const { analysis, graph, tables } = planned;
  const { notebookName, notebookText, ...shared } = context;
  const { header } = context.names;
  const file = { name: notebookName, text: notebookText };
  return buildProject([{ ...singlePlan({ analysis, graph, tables }), file, header }], shared);
}
