import type { Analysis } from "../../analysis/types.ts";
import type { Diagnostic } from "../../diagnostics/types.ts";
import type { PredictionKnowledge } from "../../languages/prediction-knowledge.ts";
import type { ModelUse, Step, StepGraph } from "../types.ts";
import { FeatureWalk, type RefusedAt } from "./feature-slice.ts";
import { type FoundModel, findModels } from "./find-models.ts";
import { type StorableName, StoredVersions } from "./stored-versions.ts";

/**
 * Adds to a plan which of its values are models, and how far the way from a table to what they take can be gone again.
 * `mayStore`: steps give models and what their features take as outputs, if they do not already.
 */
export function planModels(
  graph: StepGraph,
  analysis: Analysis,
  knowledge: PredictionKnowledge,
  mayStore: boolean,
): StepGraph {
  const versions = new StoredVersions(analysis, graph);
  const models: ModelUse[] = [];
  const told: Diagnostic[] = [];
  const stored = new Map<string, StorableName>();
  const keep = (one: StorableName) => stored.set(`${one.step} ${one.name}`, one);
  for (const { use, calls, type } of findModels(analysis, graph, versions, knowledge, mayStore)) {
    const walk = new FeatureWalk(analysis, graph, versions, knowledge, mayStore);
    const features = featuresOf(use.name, calls, knowledge, walk);
    const isSlice = features !== null && !("because" in features);
    models.push(isSlice ? { ...use, features } : use);
    keep({ step: use.step, name: use.name, type });
    if (isSlice) for (const one of walk.kept()) keep(one);
    if (features !== null && !isSlice) told.push(notLifted(use, features));
  }
  const steps = graph.steps.map((step) => withOutputs(step, [...stored.values()]));
  return { ...graph, steps, models, diagnostics: [...graph.diagnostics, ...told] };
}

/** A step that gives more. */
function withOutputs(step: Step, stored: readonly StorableName[]): Step {
  const given = new Set(step.outputs.map(({ name }) => name));
  const more = stored.filter((one) => one.step === step.name && !given.has(one.name));
  if (more.length === 0) return step;
  return {
    ...step,
    outputs: [...step.outputs, ...more.map(({ name, type }) => ({ name, type, why: "result" as const }))],
  };
}

/** From the last call that predicts in the open, or says how good the model is. */
function featuresOf(
  name: string,
  calls: FoundModel["calls"],
  { predict, judge }: PredictionKnowledge,
  walk: FeatureWalk,
) {
  const open = calls.filter(({ deferred }) => !deferred);
  const last =
    open.findLast(({ method }) => predict.includes(method)) ?? open.findLast(({ method }) => judge.includes(method));
  return last === undefined ? null : walk.from(name, last);
}

function notLifted({ name }: ModelUse, { statement, span, because }: RefusedAt): Diagnostic {
  return {
    code: "CW340",
    severity: "info",
    message: `Predictions of \`${name}\` take its features, not a table from before this: ${because}.`,
    location: { cell: statement.cell, span },
  };
}
