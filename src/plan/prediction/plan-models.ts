import type { Analysis } from "../../analysis/types.ts";
import type { Diagnostic } from "../../diagnostics/types.ts";
import type { PredictionKnowledge } from "../../languages/prediction-knowledge.ts";
import type { ModelUse, StepGraph } from "../types.ts";
import { FeatureWalk, type RefusedAt } from "./feature-slice.ts";
import { type FoundModel, findModels } from "./find-models.ts";
import { StoredVersions } from "./stored-versions.ts";

/** Adds to a plan which of its values are models, and how far the way from a table to what they take can be gone again. */
export function planModels(graph: StepGraph, analysis: Analysis, knowledge: PredictionKnowledge): StepGraph {
  const versions = new StoredVersions(analysis, graph);
  const models: ModelUse[] = [];
  const told: Diagnostic[] = [];
  for (const { use, calls } of findModels(analysis, graph, versions, knowledge)) {
    const features = featuresOf(calls, knowledge, () => new FeatureWalk(analysis, graph, versions, knowledge));
    const isSlice = features !== null && !("because" in features);
    models.push(isSlice ? { ...use, features } : use);
    if (features !== null && !isSlice) told.push(notLifted(use, features));
  }
  return { ...graph, models, diagnostics: [...graph.diagnostics, ...told] };
}

/** From the last call that predicts in the open, or says how good the model is. */
function featuresOf(calls: FoundModel["calls"], { predict, judge }: PredictionKnowledge, walk: () => FeatureWalk) {
  const open = calls.filter(({ deferred }) => !deferred);
  const last =
    open.findLast(({ method }) => predict.includes(method)) ?? open.findLast(({ method }) => judge.includes(method));
  return last === undefined ? null : walk().from(last);
}

function notLifted({ name }: ModelUse, { statement, span, because }: RefusedAt): Diagnostic {
  return {
    code: "CW340",
    severity: "info",
    message: `Predictions of \`${name}\` take its features, not a table from before this: ${because}.`,
    location: { cell: statement.cell, span },
  };
}
