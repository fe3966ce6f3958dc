import type { JoinedPlan } from "../../plan/several/types.ts";
import type { SharedContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";
import { CodeBook } from "./code-book.ts";
import { predictionView } from "./prediction-view.ts";

/** The module of the models that a notebook fits. */
export function predictionFile(plan: JoinedPlan, context: SharedContext): ProjectFile {
  const view = predictionView(new CodeBook(plan, context.package), plan.graph, context.names);
  const content = context.format(context.render("python/prediction.py", view));
  return { path: `src/${context.package}/prediction.py`, content };
}
