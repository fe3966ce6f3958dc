import type { JoinedPlan } from "../../plan/several/types.ts";
import type { SharedContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";
import { CodeBook } from "./code-book.ts";
import { predictionView } from "./prediction-view.ts";

/** The modules of the models, one for each notebook that fits any; the first of them has the list of all. */
export function predictionFiles(plans: readonly JoinedPlan[], context: SharedContext): readonly ProjectFile[] {
  const fitting = plans.filter(({ graph }) => graph.models.length > 0);
  const nameOf = (plan: JoinedPlan) => (plan === fitting[0] ? "prediction" : `${plan.label}_prediction`);
  return fitting.map((plan) => {
    const others = plan === fitting[0] ? fitting.slice(1).map(nameOf) : null;
    const view = predictionView(new CodeBook(plan, context.package), plan.graph, context.names, others);
    const content = context.format(context.render("python/prediction.py", view));
    return { path: `src/${context.package}/${nameOf(plan)}.py`, content };
  });
}
