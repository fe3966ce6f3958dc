import { type Location, lineOf, lineStarts } from "../base/spans.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { Input, Output, StepGraph } from "../plan/types.ts";
import { type DiagnosticReport, diagnosticReport } from "./diagnostic-report.ts";

/** A line of the notebook: cell and line count from 1, as people do. */
export interface NotebookLine {
  readonly cell: number;
  readonly line: number;
  readonly text: string;
}

/** The plan as `--json` prints it; described by `docs/schemas/plan.schema.json`. */
export interface PlanReport {
  readonly version: 1;
  readonly notebook: string;
  readonly title: string;
  readonly grouping: StepGraph["grouping"];
  readonly parameters: readonly { readonly name: string; readonly type: string | null; readonly default: string }[];
  readonly steps: readonly StepReport[];
  readonly lifted: readonly {
    readonly names: readonly string[];
    readonly at: NotebookLine;
    readonly added: readonly { readonly name: string; readonly type: string | null }[];
  }[];
  readonly settings: readonly { readonly name: string; readonly lines: readonly NotebookLine[] }[];
  readonly merges: StepGraph["merges"];
  readonly left: readonly { readonly cell: number; readonly because: string }[];
  readonly modules: readonly string[];
  readonly files: StepGraph["files"];
  readonly diagnostics: readonly DiagnosticReport[];
}

/** One step in a {@link PlanReport}. */
export interface StepReport {
  readonly name: string;
  readonly title: string;
  readonly cells: readonly number[];
  readonly inputs: readonly (Pick<Input, "name" | "from" | "type" | "certainty"> & {
    readonly defined: NotebookLine;
    readonly used: NotebookLine;
  })[];
  readonly parameters: readonly string[];
  readonly outputs: readonly Output[];
  readonly after: readonly { readonly step: string; readonly because: string }[];
  readonly settings: readonly string[];
  readonly lifted: readonly string[];
  readonly draws: boolean;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** What its tags ask for: `limit:cpu` -> `2`. */
  readonly options: { readonly [name: string]: string };
}

/** Finds lines of the notebook for the plan's locations. */
export function planReport(
  graph: StepGraph,
  notebook: Notebook,
  statementLocations: readonly Location[],
  diagnostics: readonly Diagnostic[],
): PlanReport {
  const line = (location: Location): NotebookLine => {
    const source = notebook.cells[location.cell]?.source ?? "";
    const at = lineOf(lineStarts(source), location.span.start);
    return { cell: location.cell + 1, line: at + 1, text: (source.split("\n")[at] ?? "").trim() };
  };
  const lineOfStatement = (id: number) => line(statementLocations[id] as Location);
  return {
    version: 1,
    notebook: graph.notebook,
    title: graph.title,
    grouping: graph.grouping,
    parameters: graph.parameters.map(({ name, type, value }) => ({ name, type, default: value })),
    steps: graph.steps.map((step) => ({
      name: step.name,
      title: step.title,
      cells: step.cells.map((cell) => cell + 1),
      inputs: step.inputs.map(({ name, from, type, certainty, definedAt, usedAt }) => ({
        name,
        from,
        type,
        certainty,
        defined: line(definedAt),
        used: line(usedAt),
      })),
      parameters: step.parameters,
      outputs: step.outputs.map(({ name, type, why }) => ({ name, type, why })),
      after: step.after,
      settings: step.settings,
      lifted: step.lifted.map((one) => one.name),
      draws: step.draws,
      reads: step.reads,
      writes: step.writes,
      options: step.options,
    })),
    lifted: graph.lifted.statements.map((id, at) => ({
      names: graph.liftedNames[at] ?? [],
      at: lineOfStatement(id),
      added: graph.lifted.added.find((one) => one.statement === id)?.parameters ?? [],
    })),
    settings: graph.settings.map((group) => ({ name: group.name, lines: group.statements.map(lineOfStatement) })),
    merges: graph.merges,
    left: graph.left.map(({ cell, because }) => ({ cell: cell + 1, because })),
    modules: graph.modules,
    files: graph.files,
    diagnostics: diagnostics.map((one) => diagnosticReport(one, notebook)),
  };
}
