import { basename, join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { readText } from "../disk/read-file.ts";
import { type GeneratedProject, readGenerated } from "../disk/read-generated.ts";
import { upgradeProject } from "../disk/upgrade-project.ts";
import { type PlannedNotebook, type PlanningContext, planNotebook } from "../pipeline.ts";
import { configFiles, environmentFiles } from "../project/config-files.ts";
import type { ProjectContext } from "../project/project-context.ts";
import { declaredNeeds } from "../project/python/declared-dependencies.ts";
import { withConfigurationNeeds } from "../project/python/dependencies.ts";
import { guideFiles } from "../project/python/guide-files.ts";
import { packagingFiles } from "../project/python/packaging-files.ts";
import { predictionFiles } from "../project/python/prediction-files.ts";
import { stepsOfTable } from "../project/python/table-names.ts";
import type { Style } from "../project/style.ts";
import { targetFiles } from "../project/targets/target-files.ts";
import type { ProjectFile } from "../project/types.ts";
import { renderUpgrade } from "../report/render-upgrade.ts";
import { groupingWishes } from "../verify/matching-plan.ts";
import { generatedHeader } from "./generated-header.ts";
import { loadPython } from "./load-python.ts";
import { loadPythonTarget } from "./load-python-target.ts";
import { readInput } from "./read-input.ts";
import { readTraceFile } from "./read-trace-file.ts";

type Models = NonNullable<PlanningContext["models"]>;

/** `cellwright upgrade`. */
export async function runUpgrade(
  path: string,
  { style: asked, dryRun = false }: { readonly style: Style; readonly dryRun?: boolean },
): Promise<number> {
  const project = readGenerated(path);
  const style = project.options.style === "production" ? "production" : asked;
  const context = await contextOf(project, style);
  const planned = await planOf(project, project.hasModels ? "all" : style === "production" ? "stored" : "none");
  const files = [
    ...packagingFiles(context, project.hasModels || (planned !== null && planned.graph.models.length > 0)),
    ...(planned === null ? filesWithoutSteps(context) : filesOfSteps(planned, context)),
    ...targetFiles(project.options.targets, context),
  ];
  const units = [`src/${project.package}/runtime/`, "tests/"];
  const upgraded = upgradeProject({ files, units, options: { ...project.options, style } }, path, dryRun);
  process.stdout.write(renderUpgrade(upgraded, { dryRun, hasPlan: planned !== null, style }));
  return 0;
}

/** The files that tell of the steps or say their parameters. */
function filesOfSteps({ analysis, graph }: PlannedNotebook, context: ProjectContext): readonly ProjectFile[] {
  const configuration = context.style === "minimal" ? [] : configFiles(analysis, graph, context);
  return [...guideFiles(analysis, graph, context), ...predictionFiles(analysis, graph, context), ...configuration];
}

/** What of these needs no plan; the image takes the folder `conf` along. */
function filesWithoutSteps(context: ProjectContext): readonly ProjectFile[] {
  return context.style === "minimal" ? [] : environmentFiles(context);
}

/** What the project's files are made from, as far as they do not depend on its steps. */
async function contextOf(project: GeneratedProject, style: Style): Promise<ProjectContext> {
  const needs = declaredNeeds(readText(join(project.folder, "pyproject.toml")));
  if (needs === null)
    throw new Failure("unreadable-pyproject", `${project.folder}/pyproject.toml does not list dependencies.`);
  const notebookName = basename(project.notebook);
  return {
    ...(await loadPythonTarget(generatedHeader(notebookName))),
    ...needs,
    dependencies: style === "minimal" ? needs.dependencies : withConfigurationNeeds(needs.dependencies),
    package: project.package,
    style,
    notebookName,
    notebookText: "",
    copies: [],
    workdir: "files",
  };
}

/** The plan of the project's own notebook that gives its steps; null when there is none, as when steps were renamed. */
async function planOf(project: GeneratedProject, models: Models): Promise<PlannedNotebook | null> {
  const names = stepsOfTable(readText(join(project.folder, "src", project.package, "pipeline.py"))).join();
  const { notebook } = readInput(project.notebook);
  if (notebook === null) return null;
  const python = await loadPython();
  const trace = project.trace === null ? null : readTraceFile(project.trace).trace;
  for (const wish of groupingWishes) {
    const planned = planNotebook(notebook, { ...python, ...wish, trace, catalog: project.hasCatalog, models });
    if (planned.graph.steps.map(({ name }) => name).join() === names) return planned;
  }
  return null;
}
