import type { ProjectContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";

/** Modules of the runner that only some projects have, by what for; all others are in each. */
const BY_NEED = {
  engines: ["calling", "checked_tables", "engine_parameters", "plain_names", "resources", "run_content"],
  models: [
    "model_card",
    "model_description",
    "model_export",
    "model_inputs",
    "model_proof",
    "model_rows",
    "model_watch",
    "models",
    "prediction_command",
    "predictor",
    "serving",
    "trusted_values",
  ],
  dynamicio: ["dynamicio_tables"],
} as const;

/** What a project may need of the runner beside what all need. */
export type RuntimeNeed = keyof typeof BY_NEED;

/** What the modules of the runner are taken from. */
type RuntimeContext = Pick<ProjectContext, "package" | "runtime">;

/** What hands on the state of the random generators: only in projects in which a step draws. */
const DRAWING = pathOf("random_state");

/** What runs commands, for both runners. */
const TERMINAL = pathOf("terminal");

/** The modules of the small runner that a project needs. */
export function smallModules(
  context: Pick<ProjectContext, "package" | "runtime" | "smallRuntime" | "draws" | "usesTerminal">,
): readonly ProjectFile[] {
  const { package: name, smallRuntime, draws = false, usesTerminal = false } = context;
  const needed = [...smallRuntime].filter(([path]) => draws || path !== DRAWING);
  return [
    ...needed.map(([path, content]) => ({ path: `src/${name}/${path}`, content })),
    ...(usesTerminal ? filesOf([TERMINAL], context) : []),
  ];
}

/** The modules of the runner that every project has. */
export function commonModules(context: RuntimeContext): readonly ProjectFile[] {
  const others = new Set(Object.values(BY_NEED).flatMap((names) => names.map(pathOf)));
  return filesOf(
    [...context.runtime.keys()].filter((path) => !others.has(path)),
    context,
  );
}

/** The modules of the runner that a project has for one need. */
export function modulesFor(need: RuntimeNeed, context: RuntimeContext): readonly ProjectFile[] {
  return filesOf(BY_NEED[need].map(pathOf), context);
}

function pathOf(name: string): string {
  return `runtime/${name}.py`;
}

function filesOf(paths: readonly string[], { package: name, runtime }: RuntimeContext): readonly ProjectFile[] {
  return paths.flatMap((path) => {
    const content = runtime.get(path);
    return content === undefined ? [] : [{ path: `src/${name}/${path}`, content }];
  });
}
