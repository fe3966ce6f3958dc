import type { TagChange } from "../notebook/tag-change.ts";
import type { Notebook } from "../notebook/types.ts";
import type { StepGraph } from "./types.ts";

/** The tags that would give these steps again. */
export function tagChanges(graph: StepGraph, notebook: Notebook): readonly TagChange[] {
  const changes: TagChange[] = [];
  for (const step of graph.steps) {
    for (const cell of step.cells) {
      const wanted = `step:${step.name}`;
      const old = (notebook.cells[cell]?.tags ?? []).filter((tag) => /^(step|block):/.test(tag) && tag !== wanted);
      if (old.length > 0 || !notebook.cells[cell]?.tags.includes(wanted))
        changes.push({ cellIndex: cell, addTags: [wanted], removeTags: old });
    }
  }
  return changes.sort((a, b) => a.cellIndex - b.cellIndex);
}
