import type { JoinedPlan } from "../../plan/several/types.ts";
import type { SharedContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";
import { CodeBook } from "./code-book.ts";
import { predictionView } from "./prediction-view.ts";

/** The module of the models, those of the last notebook that fits any; no file where none does. */
export function predictionFiles(plans: readonly JoinedPlan[], context: SharedContext): readonly ProjectFile[] {
  const plan = plans.findLast(({ graph }) => graph.models.length > 0);
  if (plan === undefined) return [];
  const view = predictionView(new CodeBook(plan, context.package), plan.graph, context.names);
  const content = context.format(context.render("python/prediction.py", view));
  return [{ path: `src/${context.package}/prediction.py`, content }];
}
