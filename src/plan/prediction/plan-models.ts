import type { Analysis } from "../../analysis/types.ts";
import type { PredictionKnowledge } from "../../languages/prediction-knowledge.ts";
import type { StepGraph } from "../types.ts";
import { findModels } from "./find-models.ts";
import { StoredVersions } from "./stored-versions.ts";

/** Adds to a plan which of its values are models, and how far the way from a table to what they take can be gone again. */
export function planModels(graph: StepGraph, analysis: Analysis, knowledge: PredictionKnowledge): StepGraph {
  const versions = new StoredVersions(analysis, graph);
  const models = findModels(analysis, graph, versions, knowledge).map(({ use }) => use);
  return { ...graph, models };
}
