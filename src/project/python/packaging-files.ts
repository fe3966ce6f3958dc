import type { SharedContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";
import { ownTests } from "./own-tests.ts";
import { packagingView } from "./packaging-view.ts";
import { commonModules, modulesFor, smallModules } from "./runtime-modules.ts";

/** Files of every project, and those of the style `production`: path -> template. */
const always: readonly (readonly [path: string, template: string])[] = [
  ["pyproject.toml", "python/pyproject.toml"],
  [".gitignore", "python/gitignore"],
];
const inProduction: readonly (readonly [path: string, template: string])[] = [
  ["Dockerfile", "python/production/Dockerfile"],
  [".dockerignore", "python/production/dockerignore"],
  ["Makefile", "python/production/Makefile"],
  [".github/workflows/ci.yml", "python/production/ci.yml"],
  [".pre-commit-config.yaml", "python/production/pre-commit-config.yaml"],
];

/**
 * What a project has whatever its steps are: the runner, its tests, metadata; image, CI and tasks. `hasModels`: it can serve
 * predictions.
 */
export function packagingFiles(
  context: SharedContext,
  notebookNames: readonly string[],
  hasModels = false,
): readonly ProjectFile[] {
  const { render } = context;
  const hasNotebook = notebookNames.length > 0;
  const view = packagingView(context, notebookNames, hasModels);
  const chosen = view.isProduction ? [...always, ...inProduction] : always;
  return [
    ...(context.runner === "small" ? smallModules(context) : commonModules(context)),
    ...(hasModels ? modulesFor("models", context) : []),
    ...(context.io === "dynamicio" ? modulesFor("dynamicio", context) : []),
    ...ownTests(context, hasNotebook),
    ...chosen.map(([path, template]) => ({ path, content: render(template, view) })),
  ];
}
