import { jointGraph } from "../../plan/several/joint-graph.ts";
import type { SharedContext } from "../project-context.ts";
import { fileNames, type ProjectNotebook } from "../project-notebook.ts";
import type { ProjectFile } from "../types.ts";
import { exploreFileName, exploreView } from "./explore-view.ts";
import { alignComments } from "./markdown-text.ts";
import { readmeView } from "./readme-view.ts";

/** What tells people of the steps: the front page and, in the style `production`, a notebook to try steps in. */
export function guideFiles(notebooks: readonly ProjectNotebook[], context: SharedContext): readonly ProjectFile[] {
  const { render } = context;
  const graph = jointGraph(notebooks);
  const readme = {
    path: "README.md",
    content: alignComments(render("python/README.md", readmeView(notebooks, context))),
  };
  if (context.style !== "production" || graph.steps.length === 0) return [readme];
  const explore = render("python/production/explore.ipynb", exploreView(graph, context.package));
  return [readme, { path: `notebooks/${exploreFileName(fileNames(notebooks))}`, content: explore }];
}
