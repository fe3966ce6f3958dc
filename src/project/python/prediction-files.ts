import type { Analysis } from "../../analysis/types.ts";
import type { StepGraph } from "../../plan/types.ts";
import type { ProjectContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";
import { CodeBook } from "./code-book.ts";
import { predictionView } from "./prediction-view.ts";

/** The module of the models, where the plan has any. */
export function predictionFiles(analysis: Analysis, graph: StepGraph, context: ProjectContext): readonly ProjectFile[] {
  if (graph.models.length === 0) return [];
  const view = predictionView(new CodeBook(analysis, graph, context.package), graph, context.names);
  const content = context.format(context.render("python/prediction.py", view));
  return [{ path: `src/${context.package}/prediction.py`, content }];
}
