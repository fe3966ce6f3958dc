import type { JoinedPlan, NotebookPlan } from "./types.ts";

/** The plan of a project's only notebook: nothing in it has to give way. */
export function singlePlan({ analysis, graph, tables }: Omit<NotebookPlan, "label">): JoinedPlan {
  const { statements, imports } = graph.lifted;
  const own = { statements, imports, lifted: [] };
  return {
    label: "",
    analysis,
    graph,
    tables,
    modules: { functions: "functions", settings: "settings", borrowed: new Map(), own },
  };
}
