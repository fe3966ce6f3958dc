import { Failure } from "../diagnostics/failure.ts";
import { jointGraph } from "../plan/several/joint-graph.ts";
import { configFiles } from "./config-files.ts";
import type { SharedContext } from "./project-context.ts";
import { fileNames, type ProjectNotebook } from "./project-notebook.ts";
import { CodeBook } from "./python/code-book.ts";
import { withoutFullNeeds } from "./python/dependencies.ts";
import { guideFiles } from "./python/guide-files.ts";
import { functionsView, packageView, paramsView, pipelineView, settingsView } from "./python/module-views.ts";
import { packagingFiles } from "./python/packaging-files.ts";
import { predictionFiles } from "./python/prediction-files.ts";
import { beyondSmall, usesTerminal } from "./python/runner-choice.ts";
import { schemaFiles } from "./python/schema-files.ts";
import { stepView } from "./python/step-view.ts";
import { testFiles } from "./python/test-files.ts";
import type { Runner } from "./runner.ts";
import type { Project, ProjectFile } from "./types.ts";

/** Writes the plans of one or several notebooks as a Python project, in memory. The same plans give the same bytes. */
export function buildProject(notebooks: readonly ProjectNotebook[], context: SharedContext): Project {
  const { render, format, names } = context;
  const root = `src/${context.package}`;
  const files: ProjectFile[] = [];
  const python = (path: string, template: string, view: object) =>
    files.push({ path: `${root}/${path}`, content: format(render(template, view)) });
  const books = new Map(notebooks.map((notebook) => [notebook, new CodeBook(notebook, context.package)]));
  for (const [notebook, book] of books) addModules(notebook, book, context, python);
  const joint = { ...names, header: context.jointHeader ?? names.header };
  const hasNotebook = fileNames(notebooks).length > 0;
  const table = pipelineView(notebooks, context.package, context.workdir, joint);
  const beyond = beyondSmall(notebooks, { modules: files, table }, context);
  const runner = runnerFor(context.runner, beyond);
  const draws = context.draws === true || table.steps.some(({ fields }) => fields.some(({ key }) => key === "draws"));
  const dependencies = runner === "small" ? withoutFullNeeds(context.dependencies) : context.dependencies;
  const around = { ...context, runner, draws, dependencies, usesTerminal: usesTerminal(files, context.package) };
  python("params.py", "python/params.py", { ...paramsView(books, joint, context.package), hasNotebook });
  python("pipeline.py", "python/pipeline.py", { ...table, hasNotebook });
  const { title } = jointGraph(notebooks);
  const early = packageView(books, joint);
  python("__init__.py", "python/init.py", { docstring: title.replace(/["\\]/g, "'"), early });
  python("steps/__init__.py", "python/init.py", { docstring: "One module for each step.", early: { code: "" } });
  const prediction = predictionFiles(notebooks, context);
  files.push(...packagingFiles(around, fileNames(notebooks), prediction.length > 0), ...guideFiles(notebooks, around));
  files.push(...prediction);
  for (const { file } of notebooks)
    if (file !== null) files.push({ path: `notebooks/${file.name}`, content: file.text });
  if (context.style === "production")
    files.push(
      ...configFiles(notebooks, context),
      ...schemaFiles(
        notebooks.flatMap(({ tables }) => tables),
        context,
      ),
      ...testFiles(jointGraph(notebooks).steps, context),
    );
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    package: context.package,
    files,
    copies: context.copies,
    runner,
    beyondSmall: runner === "small" ? [] : beyond,
  };
}

/** Failure `not-small`. */
function runnerFor(asked: SharedContext["runner"] = "full", beyond: readonly string[]): Runner {
  if (asked === "small" && beyond.length > 0)
    throw new Failure("not-small", `The small runner does not do: ${beyond.join("; ")}.`, "Leave out --runner small.");
  return asked === "auto" ? (beyond.length === 0 ? "small" : "full") : asked;
}

/** The modules that hold code of one notebook. */
function addModules(
  notebook: ProjectNotebook,
  book: CodeBook,
  context: SharedContext,
  add: (path: string, template: string, view: object) => void,
): void {
  const { graph, modules, header } = notebook;
  const names = { ...context.names, header };
  const types = new Map(graph.parameters.map(({ name, type }) => [name, type]));
  for (const step of graph.steps) add(`steps/${step.name}.py`, "python/step.py", stepView(book, step, types, names));
  if (modules.own.statements.length > 0)
    add(`${modules.functions}.py`, "python/functions.py", functionsView(book, notebook, names));
  if (graph.settings.length > 0) add(`${modules.settings}.py`, "python/settings.py", settingsView(book, graph, names));
}
