import { join } from "node:path";
import { found } from "../disk/plan-write.ts";
import { readText } from "../disk/read-file.ts";
import { type GeneratedProject, readGenerated } from "../disk/read-generated.ts";
import { upgradeProject } from "../disk/upgrade-project.ts";
import { type PlannedNotebook, planNotebook } from "../pipeline.ts";
import { configFiles, environmentFiles } from "../project/config-files.ts";
import type { ProjectContext } from "../project/project-context.ts";
import { canCheckTables } from "../project/python/can-check-tables.ts";
import { type Dependency, withConfigurationNeeds, withSchemaNeeds } from "../project/python/dependencies.ts";
import { guideFiles } from "../project/python/guide-files.ts";
import { packagingFiles } from "../project/python/packaging-files.ts";
import { schemaFiles } from "../project/python/schema-files.ts";
import { stepsOfTable } from "../project/python/table-names.ts";
import type { Style } from "../project/style.ts";
import { targetFiles } from "../project/targets/target-files.ts";
import type { ProjectFile } from "../project/types.ts";
import { renderUpgrade } from "../report/render-upgrade.ts";
import { groupingWishes } from "../verify/matching-plan.ts";
import { loadPython } from "./load-python.ts";
import { projectContextOf } from "./project-context-of.ts";
import { readInput } from "./read-input.ts";
import { readTraceFile } from "./read-trace-file.ts";

/** `cellwright upgrade`. */
export async function runUpgrade(
  path: string,
  { style: asked, dryRun = false }: { readonly style: Style; readonly dryRun?: boolean },
): Promise<number> {
  const project = readGenerated(path);
  const style = project.options.style === "production" ? "production" : asked;
  const planned = await planOf(project);
  const schemas = planned !== null && lacksSchemas(planned, project, style);
  const context = await projectContextOf(project, style, (declared) => needsOf(declared, style, schemas));
  const files = [
    ...packagingFiles(context),
    ...(planned === null ? filesWithoutSteps(context) : filesOfSteps(planned, context)),
    ...(schemas && requires(context, "pandera") ? schemaFiles(planned.tables, context) : []),
    ...targetFiles(project.options.targets, context),
  ];
  const units = [`src/${project.package}/runtime/`, "tests/"];
  const upgraded = upgradeProject({ files, units, options: { ...project.options, style } }, path, dryRun);
  process.stdout.write(renderUpgrade(upgraded, { dryRun, hasPlan: planned !== null, style }));
  return 0;
}

/** A traced run showed what tables hold, and the project does not say it yet; what it says already is its own. */
function lacksSchemas({ tables }: PlannedNotebook, { folder, package: name }: GeneratedProject, style: Style): boolean {
  return style === "production" && tables.length > 0 && found(join(folder, "src", name, "schemas.py")) === null;
}

function needsOf(declared: readonly Dependency[], style: Style, schemas: boolean): readonly Dependency[] {
  if (style === "minimal") return declared;
  const pandas = declared.find(({ distribution }) => distribution === "pandas")?.version ?? null;
  const needs = withConfigurationNeeds(declared);
  return schemas && canCheckTables(pandas) ? withSchemaNeeds(needs, null) : needs;
}

function requires({ dependencies }: ProjectContext, name: string): boolean {
  return dependencies.some(({ distribution }) => distribution === name);
}

/** The files that tell of the steps or say their parameters. */
function filesOfSteps({ analysis, graph }: PlannedNotebook, context: ProjectContext): readonly ProjectFile[] {
  const configuration = context.style === "minimal" ? [] : configFiles(analysis, graph, context);
  return [...guideFiles(analysis, graph, context), ...configuration];
}

/** What of these needs no plan; the image takes the folder `conf` along. */
function filesWithoutSteps(context: ProjectContext): readonly ProjectFile[] {
  return context.style === "minimal" ? [] : environmentFiles(context);
}

/** The plan of the project's own notebook that gives its steps; null when there is none, as when steps were renamed. */
async function planOf(project: GeneratedProject): Promise<PlannedNotebook | null> {
  const names = stepsOfTable(readText(join(project.folder, "src", project.package, "pipeline.py"))).join();
  const { notebook } = readInput(project.notebook);
  if (notebook === null) return null;
  const python = await loadPython();
  const trace = project.trace === null ? null : readTraceFile(project.trace).trace;
  for (const wish of groupingWishes) {
    const planned = planNotebook(notebook, { ...python, ...wish, trace, catalog: project.hasCatalog });
    if (planned.graph.steps.map(({ name }) => name).join() === names) return planned;
  }
  return null;
}
