import type { Step, StepGraph } from "./types.ts";

/** The step graph in Mermaid's flowchart language. Titles are text: nothing in them is taken as syntax. */
export function stepsDiagram(graph: Pick<StepGraph, "steps">): string {
  const lines = ["flowchart TD"];
  for (const step of graph.steps) lines.push(`    ${nodeId(step.name)}["${label(step.name)}"]`);
  for (const step of graph.steps) {
    for (const [from, names] of namesByGiver(step))
      lines.push(`    ${nodeId(from)} -->|"${edgeLabel(names)}"| ${nodeId(step.name)}`);
    for (const { step: from } of step.after)
      if (!step.inputs.some((input) => input.from === from))
        lines.push(`    ${nodeId(from)} -.-> ${nodeId(step.name)}`);
  }
  return lines.join("\n");
}

/** A diagram shows what depends on what; more names than a line holds are for tables. */
const MOST_NAMES = 5;

function edgeLabel(names: readonly string[]): string {
  const shown = names.slice(0, names.length > MOST_NAMES ? MOST_NAMES - 1 : MOST_NAMES).map(label);
  return [...shown, ...(names.length > shown.length ? [`${names.length - shown.length} more`] : [])].join(", ");
}

function namesByGiver(step: Step): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const input of step.inputs) names.set(input.from, [...(names.get(input.from) ?? []), input.name]);
  return names;
}

/** `end` and the like are words of Mermaid, so ids get a prefix. */
function nodeId(name: string): string {
  return `s_${name}`;
}

function label(text: string): string {
  return text.replace(/["<>&#;`]/g, (character) => `#${character.charCodeAt(0)};`).replace(/[\r\n]+/g, " ");
}
