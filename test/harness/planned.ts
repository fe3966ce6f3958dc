import { loadPython, loadStandardLibrary } from "../../src/cli/load-python.ts";
import type { Diagnostic } from "../../src/diagnostics/types.ts";
import { readTemplates } from "../../src/disk/package-files.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { generateProject, type PlannedNotebook, planNotebook } from "../../src/pipeline.ts";
import { locate } from "../../src/plan/plan-context.ts";
import type { Grouping, StepGraph } from "../../src/plan/types.ts";
import { createPythonFormatter } from "../../src/project/format-python.ts";
import { createRenderer } from "../../src/project/render-template.ts";
import type { Project } from "../../src/project/types.ts";
import { type PlanReport, planReport } from "../../src/report/plan-report.ts";

const python = await loadPython();

/** How the steps are wished for. */
export interface Wish {
  readonly by?: Grouping;
  readonly level?: number;
}

/** A notebook read and planned as the command line does it. */
export interface ReadAndPlanned extends PlannedNotebook {
  /** Those of reading and of planning, in the order that the user sees them. */
  readonly all: readonly Diagnostic[];
  readonly report: PlanReport;
}

/** Plans the text of a notebook file. */
export function planText(text: string, path = "notebook.py", wish: Wish = {}): ReadAndPlanned {
  const { notebook, diagnostics } = readNotebook(new TextEncoder().encode(text), path);
  if (notebook === null) throw new Error(`the text is no notebook: ${JSON.stringify(diagnostics)}`);
  const planned = planNotebook(notebook, { ...python, by: wish.by ?? null, level: wish.level ?? null });
  const all = [...diagnostics, ...planned.diagnostics];
  const report = planReport(planned.graph, notebook, planned.analysis.statements.map(locate), all);
  return { ...planned, all, report };
}

/** Plans code cells, each below a Markdown cell with a heading of level 2: `[title, code, code, ...]`. */
export function planSections(...sections: readonly (readonly [title: string, ...code: string[]])[]): ReadAndPlanned {
  const cells = sections.flatMap(([title, ...code]) => [
    { cell_type: "markdown", metadata: {}, source: `## ${title}` },
    ...code.map((source) => ({ cell_type: "code", metadata: {}, source, outputs: [], execution_count: null })),
  ]);
  return planText(JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }), "notebook.ipynb");
}

let formatter: ReturnType<typeof createPythonFormatter> | undefined;

/** The project of a plan, without the runner's own modules. */
export function projectOf(planned: PlannedNotebook, notebookText = ""): Project {
  const texts = [...readTemplates("python")].filter(([file]) => file.endsWith(".hbs"));
  formatter ??= createPythonFormatter();
  return generateProject(planned, {
    package: "notebook",
    render: createRenderer(new Map(texts.map(([file, text]) => [`python/${file.slice(0, -".hbs".length)}`, text]))),
    format: formatter,
    names: { header: "# Generated.", standardLibrary: loadStandardLibrary(), distributions: new Map() },
    dependencies: [],
    runtime: new Map(),
    notebookText,
    copies: [],
    workdir: "files",
  });
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
