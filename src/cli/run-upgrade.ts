import { basename, join } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { readText } from "../disk/read-file.ts";
import { type GeneratedProject, readGenerated } from "../disk/read-generated.ts";
import { upgradeProject } from "../disk/upgrade-project.ts";
import { configFiles, environmentFiles } from "../project/config-files.ts";
import type { SharedContext } from "../project/project-context.ts";
import type { ProjectNotebook } from "../project/project-notebook.ts";
import { declaredNeeds } from "../project/python/declared-dependencies.ts";
import { withConfigurationNeeds } from "../project/python/dependencies.ts";
import { guideFiles } from "../project/python/guide-files.ts";
import { packagingFiles } from "../project/python/packaging-files.ts";
import type { Style } from "../project/style.ts";
import { targetFiles } from "../project/targets/target-files.ts";
import type { ProjectFile } from "../project/types.ts";
import { renderUpgrade } from "../report/render-upgrade.ts";
import { generatedHeader } from "./generated-header.ts";
import { loadPython } from "./load-python.ts";
import { loadPythonTarget } from "./load-python-target.ts";
import { planKept } from "./notebooks/plan-kept.ts";

/** `cellwright upgrade`. */
export async function runUpgrade(
  path: string,
  { style: asked, dryRun = false }: { readonly style: Style; readonly dryRun?: boolean },
): Promise<number> {
  const project = readGenerated(path);
  const style = project.options.style === "production" ? "production" : asked;
  const context = await contextOf(project, style);
  const planned = planKept(project, await loadPython())?.notebooks ?? null;
  const files = [
    ...packagingFiles(context, namesOf(project)),
    ...(planned === null ? filesWithoutSteps(context) : filesOfSteps(planned, context)),
    ...targetFiles(project.options.targets, context),
  ];
  // In a project that began without a notebook other tests are ours too.
  const units = [`src/${project.package}/runtime/`, ...(project.isInitial ? [] : ["tests/"])];
  const upgraded = upgradeProject({ files, units, options: { ...project.options, style } }, path, dryRun);
  process.stdout.write(renderUpgrade(upgraded, { dryRun, hasPlan: planned !== null, style }));
  return 0;
}

/** The files that tell of the steps or say their parameters. */
function filesOfSteps(notebooks: readonly ProjectNotebook[], context: SharedContext): readonly ProjectFile[] {
  const configuration = context.style === "minimal" ? [] : configFiles(notebooks, context);
  return [...guideFiles(notebooks, context), ...configuration];
}

/** What of these needs no plan; the image takes the folder `conf` along. */
function filesWithoutSteps(context: SharedContext): readonly ProjectFile[] {
  return context.style === "minimal" ? [] : environmentFiles(context);
}

/** What the project's files are made from, as far as they do not depend on its steps. */
async function contextOf(project: GeneratedProject, style: Style): Promise<SharedContext> {
  const needs = declaredNeeds(readText(join(project.folder, "pyproject.toml")));
  if (needs === null)
    throw new Failure("unreadable-pyproject", `${project.folder}/pyproject.toml does not list dependencies.`);
  const names = namesOf(project);
  return {
    ...(await loadPythonTarget(generatedHeader(project.isInitial ? [] : names.slice(0, 1)))),
    jointHeader: generatedHeader(names),
    ...needs,
    dependencies: style === "minimal" ? needs.dependencies : withConfigurationNeeds(needs.dependencies),
    package: project.package,
    style,
    copies: [],
    workdir: "files",
  };
}

function namesOf({ notebooks }: GeneratedProject): readonly string[] {
  return notebooks.map(({ path }) => basename(path));
}
