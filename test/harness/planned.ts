import { loadPython } from "../../src/cli/load-python.ts";
import { loadPythonTarget } from "../../src/cli/load-python-target.ts";
import type { Diagnostic } from "../../src/diagnostics/types.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { generateProject, type PlannedNotebook, planNotebook } from "../../src/pipeline.ts";
import { locate } from "../../src/plan/plan-context.ts";
import type { Grouping, StepGraph } from "../../src/plan/types.ts";
import type { Io } from "../../src/project/io/io.ts";
import { notebookFileName } from "../../src/project/notebook-file-name.ts";
import type { Style } from "../../src/project/style.ts";
import type { Project } from "../../src/project/types.ts";
import { type PlanReport, planReport } from "../../src/report/plan-report.ts";
import type { Trace } from "../../src/trace/types.ts";

const python = await loadPython();
const target = await loadPythonTarget("# Generated.");

/** How the steps are wished for. */
export interface Wish {
  readonly by?: Grouping;
  readonly level?: number;
  readonly catalog?: boolean;
  readonly models?: "none" | "stored" | "all";
}

/** A notebook read and planned as the command line does it. */
export interface ReadAndPlanned extends PlannedNotebook {
  /** Diagnostics of reading and of planning, as the user sees them. */
  readonly all: readonly Diagnostic[];
  readonly report: PlanReport;
}

/** Plans the text of a notebook file. */
export function planText(
  text: string,
  path = "notebook.py",
  wish: Wish = {},
  trace: Trace | null = null,
): ReadAndPlanned {
  const { notebook, diagnostics } = readNotebook(new TextEncoder().encode(text), path);
  if (notebook === null) throw new Error(`the text is no notebook: ${JSON.stringify(diagnostics)}`);
  const { by = null, level = null, catalog = false, models = "none" } = wish;
  const planned = planNotebook(notebook, { ...python, by, level, catalog, models, trace });
  const all = [...diagnostics, ...planned.diagnostics];
  const report = planReport(planned.graph, notebook, planned.analysis.statements.map(locate), all);
  return { ...planned, all, report };
}

/** Text of a notebook file whose code cells stand below headings of level 2: `[title, code, code, ...]`. */
export function notebookText(...sections: readonly (readonly [title: string, ...code: string[]])[]): string {
  const cells = sections.flatMap(([title, ...code]) => [
    { cell_type: "markdown", metadata: {}, source: `## ${title}` },
    ...code.map((source) => ({ cell_type: "code", metadata: {}, source, outputs: [], execution_count: null })),
  ]);
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 });
}

/** Plans code cells below headings of level 2. */
export function planSections(...sections: readonly (readonly [title: string, ...code: string[]])[]): ReadAndPlanned {
  return planText(notebookText(...sections), "notebook.ipynb");
}

/** The project of a plan, without the runner's own modules. */
export function projectOf(planned: PlannedNotebook, style: Style = "minimal"): Project {
  return generateProject(planned, { ...target, ...contextOf(planned, style), runtime: new Map() });
}

/** The project of a plan with the folder `conf` and the runner's modules. */
export function configuredProject(planned: PlannedNotebook, io: Io = "pandas"): Project {
  return generateProject(planned, { ...target, ...contextOf(planned, "production"), io });
}

function contextOf({ graph }: PlannedNotebook, style: Style) {
  return {
    package: "notebook",
    style,
    dependencies: [],
    pythonVersion: null,
    notebookText: "",
    notebookName: notebookFileName(graph.notebook),
    copies: [],
    workdir: "files",
  };
}

/** The steps of a plan in short, one on a line: `name(inputs; parameters) -> outputs`. */
export function showSteps({ steps }: StepGraph): string {
  return steps
    .map(({ name, inputs, parameters, outputs }) => {
      const taken = [inputs.map((one) => one.name).join(" "), parameters.join(" ")].filter((part) => part !== "");
      return `${name}(${taken.join("; ")}) -> ${outputs.map((one) => one.name).join(" ")}`.trim();
    })
    .join("\n");
}
