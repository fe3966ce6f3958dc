import type { Analysis } from "../../analysis/types.ts";
import type { StepGraph } from "../types.ts";
import type { JoinedPlan } from "./types.ts";

/** The plan of a project's only notebook: nothing in it has to give way. */
export function singlePlan(analysis: Analysis, graph: StepGraph): JoinedPlan {
  const { statements, imports } = graph.lifted;
  const own = { statements, imports, lifted: [] };
  return {
    label: "",
    analysis,
    graph,
    modules: { functions: "functions", settings: "settings", borrowed: new Map(), own },
  };
}
