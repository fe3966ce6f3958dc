import type { Analysis } from "../analysis/types.ts";
import type { SeenTable, StepGraph } from "../plan/types.ts";
import { configFiles } from "./config-files.ts";
import type { ProjectContext } from "./project-context.ts";
import { CodeBook } from "./python/code-book.ts";
import { guideFiles } from "./python/guide-files.ts";
import { functionsView, paramsView, pipelineView, settingsView } from "./python/module-views.ts";
import { packagingFiles } from "./python/packaging-files.ts";
import { predictionFiles } from "./python/prediction-files.ts";
import { schemaFiles } from "./python/schema-files.ts";
import { stepView } from "./python/step-view.ts";
import { testFiles } from "./python/test-files.ts";
import type { Project, ProjectFile } from "./types.ts";

/** Writes the plan as a Python project, in memory. The same plan gives the same bytes. */
export function buildProject(
  {
    analysis,
    graph,
    tables,
  }: { readonly analysis: Analysis; readonly graph: StepGraph; readonly tables: readonly SeenTable[] },
  context: ProjectContext,
): Project {
  const book = new CodeBook(analysis, graph, context.package);
  const { render, format, names } = context;
  const root = `src/${context.package}`;
  const files: ProjectFile[] = [];
  const python = (path: string, template: string, view: object) =>
    files.push({ path: `${root}/${path}`, content: format(render(template, view)) });
  const types = new Map(graph.parameters.map(({ name, type }) => [name, type]));
  for (const step of graph.steps) python(`steps/${step.name}.py`, "python/step.py", stepView(book, step, types, names));
  if (graph.lifted.statements.length > 0)
    python("functions.py", "python/functions.py", functionsView(book, graph, names));
  if (graph.settings.length > 0) python("settings.py", "python/settings.py", settingsView(book, graph, names));
  python("params.py", "python/params.py", paramsView(book, graph, names));
  python("pipeline.py", "python/pipeline.py", pipelineView(book, graph, context.workdir, names));
  python("__init__.py", "python/init.py", { docstring: graph.title.replace(/["\\]/g, "'") });
  python("steps/__init__.py", "python/init.py", { docstring: "One module for each step." });
  files.push(...packagingFiles(context, graph.models.length > 0), ...guideFiles(analysis, graph, context));
  files.push(...predictionFiles(analysis, graph, context));
  files.push({ path: `notebooks/${context.notebookName}`, content: context.notebookText });
  if (context.style === "production")
    files.push(
      ...configFiles({ analysis, graph, tables }, context),
      ...schemaFiles(tables, context),
      ...testFiles(graph.steps, context),
    );
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { package: context.package, files, copies: context.copies };
}
