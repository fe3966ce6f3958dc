import { join } from "node:path";
import { readText } from "../disk/read-file.ts";
import { type GeneratedProject, readGenerated } from "../disk/read-generated.ts";
import { upgradeProject } from "../disk/upgrade-project.ts";
import { type PlannedNotebook, type PlanningContext, planNotebook } from "../pipeline.ts";
import { configFiles, environmentFiles } from "../project/config-files.ts";
import type { ProjectContext } from "../project/project-context.ts";
import { withConfigurationNeeds } from "../project/python/dependencies.ts";
import { guideFiles } from "../project/python/guide-files.ts";
import { packagingFiles } from "../project/python/packaging-files.ts";
import { predictionFiles } from "../project/python/prediction-files.ts";
import { stepsOfTable } from "../project/python/table-names.ts";
import { type TestedStep, testFiles } from "../project/python/test-files.ts";
import type { Style } from "../project/style.ts";
import { targetFiles } from "../project/targets/target-files.ts";
import type { ProjectFile } from "../project/types.ts";
import { renderUpgrade } from "../report/render-upgrade.ts";
import { groupingWishes } from "../verify/matching-plan.ts";
import { loadPython } from "./load-python.ts";
import { projectContextOf } from "./project-context-of.ts";
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
  const context = await projectContextOf(project, style, (declared) =>
    style === "minimal" ? declared : withConfigurationNeeds(declared),
  );
  const table = stepsOfTable(readText(join(project.folder, "src", project.package, "pipeline.py")));
  const planned = await planOf(project, table, modelsOf(project, style));
  const files = [
    ...packagingFiles(context, project.hasModels || (planned !== null && planned.graph.models.length > 0)),
    ...(planned === null ? filesWithoutSteps(context) : filesOfSteps(planned, context)),
    ...(style === "minimal" ? [] : testFiles(table, context)),
    ...targetFiles(project.options.targets, context),
  ];
  const units = [`src/${project.package}/runtime/`, "tests/"];
  const upgraded = upgradeProject({ files, units, options: { ...project.options, style } }, path, dryRun);
  process.stdout.write(renderUpgrade(upgraded, { dryRun, hasPlan: planned !== null, style }));
  return 0;
}

/** Which models the plan looks for. */
function modelsOf({ hasModels }: GeneratedProject, style: Style): Models {
  if (hasModels) return "all";
  return style === "production" ? "stored" : "none";
}

/** The files that tell of the steps or say their parameters. */
function filesOfSteps(planned: PlannedNotebook, context: ProjectContext): readonly ProjectFile[] {
  const { analysis, graph } = planned;
  const configuration = context.style === "minimal" ? [] : configFiles(planned, context);
  return [...guideFiles(analysis, graph, context), ...predictionFiles(analysis, graph, context), ...configuration];
}

/** What of these needs no plan; the image takes the folder `conf` along. */
function filesWithoutSteps(context: ProjectContext): readonly ProjectFile[] {
  return context.style === "minimal" ? [] : environmentFiles(context);
}

/** The plan of the project's own notebook that gives its steps; null when there is none, as when steps were renamed. */
async function planOf(
  project: GeneratedProject,
  table: readonly TestedStep[],
  models: Models,
): Promise<PlannedNotebook | null> {
  const names = table.map(({ name }) => name).join();
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
