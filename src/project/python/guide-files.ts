import type { Analysis } from "../../analysis/types.ts";
import type { StepGraph } from "../../plan/types.ts";
import type { ProjectContext } from "../project-context.ts";
import type { ProjectFile } from "../types.ts";
import { exploreFileName, exploreView } from "./explore-view.ts";
import { readmeView } from "./readme-view.ts";

/** What tells people of the steps: the front page and, in the style `production`, a notebook to try steps in. */
export function guideFiles(analysis: Analysis, graph: StepGraph, context: ProjectContext): readonly ProjectFile[] {
  const { render, notebookName } = context;
  const readme = { path: "README.md", content: render("python/README.md", readmeView(analysis, graph, context)) };
  if (context.style !== "production" || graph.steps.length === 0) return [readme];
  const explore = render("python/production/explore.ipynb", exploreView(graph, context.package));
  return [readme, { path: `notebooks/${exploreFileName(notebookName)}`, content: explore }];
}
