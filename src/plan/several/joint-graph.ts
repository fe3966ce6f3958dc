import type { LoadedPath, Parameter, StepGraph } from "../types.ts";
import type { JoinedPlan } from "./types.ts";

/** The whole pipeline, for whoever asks neither for code nor for cells. A table that is written and read is in the catalog twice. */
export type JointGraph = Pick<
  StepGraph,
  | "title"
  | "steps"
  | "parameters"
  | "catalog"
  | "modules"
  | "loaded"
  | "ownModules"
  | "needs"
  | "installs"
  | "shows"
  | "namesLabels"
  | "models"
>;

/** The plans of a project's notebooks as one graph, with the names of the project. */
export function jointGraph(plans: readonly JoinedPlan[]): JointGraph {
  const graphs = plans.map(({ graph }) => graph);
  const each = <T>(list: (graph: StepGraph) => readonly T[]) => [...new Set(graphs.flatMap(list))];
  return {
    title: each(({ title }) => [title]).join(" and "),
    steps: graphs.flatMap(withProjectNames),
    parameters: jointParameters(plans).map(({ parameter }) => parameter),
    catalog: [
      ...new Map(each(({ catalog }) => catalog).map((entry) => [`${entry.kind} ${entry.name}`, entry])).values(),
    ],
    modules: each(({ modules }) => modules),
    loaded: jointPaths(each(({ loaded }) => loaded)),
    ownModules: each(({ ownModules }) => ownModules).sort(),
    needs: each(({ needs }) => needs),
    installs: each(({ installs }) => installs),
    models: each(({ models }) => models),
    shows: graphs.some(({ shows }) => shows),
    namesLabels: graphs.some(({ namesLabels }) => namesLabels),
  };
}

/** The parameters of a project, each once and by its name there, with the notebook that it is taken from. */
export function jointParameters(
  plans: readonly JoinedPlan[],
): readonly { readonly parameter: Parameter; readonly plan: JoinedPlan; readonly ownName: string }[] {
  const found = new Map<string, { parameter: Parameter; plan: JoinedPlan; ownName: string }>();
  for (const plan of plans)
    for (const { as, ...parameter } of plan.graph.parameters) {
      const name = as ?? parameter.name;
      if (!found.has(name)) found.set(name, { parameter: { ...parameter, name }, plan, ownName: parameter.name });
    }
  return [...found.values()];
}

/** What a notebook's parameter is called in the project. */
export function projectParameter({ parameters }: Pick<StepGraph, "parameters">, name: string): string {
  return parameters.find((one) => one.name === name)?.as ?? name;
}

function withProjectNames(graph: StepGraph): StepGraph["steps"] {
  return graph.steps.map((step) => ({
    ...step,
    parameters: step.parameters.map((name) => projectParameter(graph, name)),
  }));
}

/** A module that one notebook cannot do without is not optional. */
function jointPaths(paths: readonly LoadedPath[]): readonly LoadedPath[] {
  const found = new Map<string, LoadedPath>();
  for (const one of paths) {
    const there = found.get(one.path);
    if (there === undefined || (there.optional && !one.optional)) found.set(one.path, one);
  }
  return [...found.values()];
}
