import type { KnowledgeBase } from "./analysis/knowledge-base.ts";
import type { Analysis } from "./analysis/types.ts";
import { analyzeNotebook } from "./analyze-notebook.ts";
import type { Diagnostic } from "./diagnostics/types.ts";
import type { Language } from "./languages/language.ts";
import { headings } from "./notebook/headings.ts";
import type { Cell, Notebook } from "./notebook/types.ts";
import { planSteps } from "./plan/plan-steps.ts";
import { singlePlan } from "./plan/several/single-plan.ts";
import type { Grouping, StepGraph } from "./plan/types.ts";
import { type TracedAnalysis, useTrace } from "./plan/use-trace.ts";
import { buildProject } from "./project/build-project.ts";
import type { ProjectContext } from "./project/project-context.ts";
import type { Project } from "./project/types.ts";
import { checkRules } from "./rules/check-rules.ts";
import { noDetectors } from "./rules/hygiene/detectors.ts";
import { planRules } from "./rules/plan-rules.ts";
import { subjectOf } from "./rules/subject.ts";
import { nothingAround } from "./rules/surroundings.ts";
import { traceView } from "./trace/trace-view.ts";
import type { Trace } from "./trace/types.ts";

/** What planning a notebook needs: a language, what is known of its libraries, and how the user wants the steps. */
export interface PlanningContext {
  readonly language: Language;
  readonly knowledge: KnowledgeBase;
  readonly by: Grouping | null;
  readonly level: number | null;
  /** Tables that steps read and write are lifted out of them. */
  readonly catalog?: boolean;
  /** Files that other notebooks of the project use: their tables stay in the steps. */
  readonly shared?: ReadonlySet<string>;
  /** What a run of the notebook showed. */
  readonly trace?: Trace | null;
}

/** A notebook understood: its data flow and its steps. */
export interface PlannedNotebook {
  readonly notebook: Notebook;
  readonly analysis: Analysis;
  readonly graph: StepGraph;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Notebook -> facts -> data flow -> steps. Pure: reads nothing, runs nothing. Of a notebook in another language nothing but
 * that is told.
 */
export function planNotebook(notebook: Notebook, context: PlanningContext): PlannedNotebook {
  const { language, by, level, catalog = false, shared = new Set() } = context;
  const { tags, code, analysis: known, foreign } = analyzeNotebook(notebook, { ...context, withSkipped: false });
  const { analysis, diagnostics: traced } = traceUsed(known, context.trace ?? null, notebook, code);
  const graph = planSteps(analysis, {
    notebook,
    tags,
    headings: headings(notebook),
    wish: { by, level, catalog, shared },
    builtins: language.builtins,
    reserved: language.reserved,
  });
  const around = nothingAround;
  const subject = subjectOf({ notebook, analysis, tags, builtins: language.builtins, around, detectors: noDetectors });
  const ruled = checkRules(subject, planRules).map(stopsPipelines);
  const diagnostics = foreign === null ? [...ruled, ...graph.diagnostics, ...traced] : [foreign];
  return { notebook, analysis, graph: { ...graph, diagnostics }, diagnostics };
}

/** A name that is missing stops a step, whatever the notebook says of its language. */
function stopsPipelines(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === "CW102" && diagnostic.severity === "info"
    ? { ...diagnostic, severity: "error" }
    : diagnostic;
}

function traceUsed(
  analysis: Analysis,
  trace: Trace | null,
  notebook: Notebook,
  cells: readonly Cell[],
): TracedAnalysis {
  if (trace === null) return { analysis, diagnostics: [] };
  const view = traceView(
    trace,
    cells.filter(({ source }) => source.trim() !== ""),
  );
  return useTrace(
    analysis,
    view,
    notebook.cells.map((cell) => cell.source),
  );
}

/** Steps -> files of a project, in memory. */
export function generateProject(planned: PlannedNotebook, context: ProjectContext): Project {
  const { analysis, graph } = planned;
  const { notebookName, notebookText, ...shared } = context;
  const { header } = context.names;
  const file = { name: notebookName, text: notebookText };
  return buildProject([{ ...singlePlan(analysis, graph), file, header }], shared);
}
