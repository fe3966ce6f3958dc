import { join } from "node:path";
import { found } from "../disk/plan-write.ts";
import { readText } from "../disk/read-file.ts";
import { type GeneratedProject, readGenerated } from "../disk/read-generated.ts";
import { type UpgradedProject, upgradeProject } from "../disk/upgrade-project.ts";
import type { SeenTable } from "../plan/types.ts";
import { configFiles, environmentFiles } from "../project/config-files.ts";
import type { SharedContext } from "../project/project-context.ts";
import type { ProjectNotebook } from "../project/project-notebook.ts";
import { canCheckTables } from "../project/python/can-check-tables.ts";
import {
  type Dependency,
  withConfigurationNeeds,
  withFullNeeds,
  withSchemaNeeds,
} from "../project/python/dependencies.ts";
import { guideFiles } from "../project/python/guide-files.ts";
import { lackingMetadata } from "../project/python/lacking-metadata.ts";
import { RUN_TEST } from "../project/python/own-tests.ts";
import { packagingFiles } from "../project/python/packaging-files.ts";
import { predictionFiles } from "../project/python/prediction-files.ts";
import { schemaFiles } from "../project/python/schema-files.ts";
import { testFiles } from "../project/python/test-files.ts";
import type { Runner } from "../project/runner.ts";
import type { Style } from "../project/style.ts";
import { targetFiles } from "../project/targets/target-files.ts";
import type { ProjectFile } from "../project/types.ts";
import { renderDiagnostics } from "../report/render-diagnostics.ts";
import { renderUpgrade } from "../report/render-upgrade.ts";
import { loadPython } from "./load-python.ts";
import type { Models } from "./notebooks/notebook-source.ts";
import { planKept, tableOf } from "./notebooks/plan-kept.ts";
import type { PlannedSources } from "./notebooks/plan-sources.ts";
import { namesOf, projectContextOf } from "./project-context-of.ts";
import { withRunner } from "./with-runner.ts";

interface UpgradeOptions {
  readonly style: Style;
  readonly runner?: Runner;
  readonly dryRun?: boolean;
}

/** `cellwright upgrade`; exit code 1 when something is left to be put in by hand. */
export async function runUpgrade(
  path: string,
  { style: asked, runner: wished, dryRun = false }: UpgradeOptions,
): Promise<number> {
  const project = readGenerated(path);
  const style = project.options.style === "production" ? "production" : asked;
  const kept = planKept(project, await loadPython(), modelsOf(project, style));
  const planned = kept?.notebooks ?? null;
  const tables = (planned ?? []).flatMap((one) => one.tables);
  const schemas = lacksSchemas(tables, project, style);
  const runner = style === "minimal" && wished !== "full" ? (project.options.runner ?? "full") : "full";
  const shared = await projectContextOf(project, style, (declared) => needsOf(declared, { style, runner, schemas }));
  const context = { ...shared, runner };
  const hasModels = project.hasModels || (planned ?? []).some(({ graph }) => graph.models.length > 0);
  const files = [
    ...packagingFiles(context, namesOf(project), hasModels),
    ...(planned === null ? filesWithoutSteps(context) : filesOfSteps(planned, context)),
    ...(style === "minimal" ? [] : testFiles(tableOf(project), context)),
    ...(schemas && requires(context, "pandera") ? schemaFiles(tables, context) : []),
    ...targetFiles(project.options.targets, context),
  ];
  // In a project that began without a notebook other tests are ours too.
  const units = [`src/${project.package}/runtime/`, ...(project.isInitial ? [] : ["tests/"])];
  const options = withRunner({ ...project.options, style }, context);
  const upgraded = upgradeProject({ files, units, gone: [RUN_TEST], options }, path, dryRun);
  const lacking = lackingOf(upgraded, files, project);
  process.stdout.write(renderUpgrade(upgraded, { dryRun, hasPlan: planned !== null, style, lacking }));
  if (!project.hasModels && kept !== null) tellOfModels(kept);
  return lacking.length > 0 ? 1 : 0;
}

/** What a `pyproject.toml` that was left as it is lacks for the files beside it. */
function lackingOf(
  { left }: UpgradedProject,
  files: readonly ProjectFile[],
  { folder }: GeneratedProject,
): readonly string[] {
  const name = "pyproject.toml";
  const wanted = files.find(({ path }) => path === name)?.content;
  if (typeof wanted !== "string" || !left.some(({ path }) => path === name)) return [];
  return lackingMetadata(readText(join(folder, name)), wanted) ?? [];
}

/** Says which models take what they were fitted on, and not a table of the notebook's. */
function tellOfModels({ sources }: PlannedSources): void {
  for (const { planned, diagnostics } of sources) {
    const said = diagnostics.filter(({ code }) => code === "CW340");
    if (said.length > 0) process.stderr.write(`${renderDiagnostics(said, planned?.notebook ?? null)}\n`);
  }
}

/** Which models the plan looks for. */
function modelsOf({ hasModels }: GeneratedProject, style: Style): Models {
  if (hasModels) return "all";
  return style === "production" ? "stored" : "none";
}

/** A traced run showed what tables hold, and the project does not say it yet; what it says already is its own. */
function lacksSchemas(
  tables: readonly SeenTable[],
  { folder, package: name }: GeneratedProject,
  style: Style,
): boolean {
  return style === "production" && tables.length > 0 && found(join(folder, "src", name, "schemas.py")) === null;
}

function needsOf(
  declared: readonly Dependency[],
  { style, runner, schemas }: { readonly style: Style; readonly runner: Runner; readonly schemas: boolean },
): readonly Dependency[] {
  const full = runner === "full" ? withFullNeeds(declared) : declared;
  if (style === "minimal") return full;
  const pandas = declared.find(({ distribution }) => distribution === "pandas")?.version ?? null;
  const needs = withConfigurationNeeds(full);
  return schemas && canCheckTables(pandas) ? withSchemaNeeds(needs, null) : needs;
}

function requires({ dependencies }: SharedContext, name: string): boolean {
  return dependencies.some(({ distribution }) => distribution === name);
}

/** The files that tell of the steps or say their parameters. */
function filesOfSteps(notebooks: readonly ProjectNotebook[], context: SharedContext): readonly ProjectFile[] {
  const configuration = context.style === "minimal" ? [] : configFiles(notebooks, context);
  return [...guideFiles(notebooks, context), ...predictionFiles(notebooks, context), ...configuration];
}

/** What of these needs no plan; the image takes the folder `conf` along. */
function filesWithoutSteps(context: SharedContext): readonly ProjectFile[] {
  return context.style === "minimal" ? [] : environmentFiles(context);
}
