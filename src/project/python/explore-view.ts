import type { JointGraph } from "../../plan/several/joint-graph.ts";
import type { Parameter, Step } from "../../plan/types.ts";
import { inlineText } from "./markdown-text.ts";

/** What the template of the notebook that tries steps shows; each text as it stands inside of a string of JSON. */
export interface ExploreView {
  readonly title: string;
  readonly package: string;
  /** The step that is tried. */
  readonly step: string;
  readonly await: string;
  /** How a parameter or an input is changed, as what goes behind the inputs; empty when the step takes nothing. */
  readonly change: string;
  /** A value to load, and the step that gave it; null when nothing is stored. */
  readonly artifact: { readonly name: string; readonly step: string } | null;
}

/** Its file name: another one where a notebook of the user's own is called so. */
export function exploreFileName(notebookNames: readonly string[]): string {
  const isTaken = notebookNames.some((name) => name.toLowerCase() === "explore.ipynb");
  return isTaken ? "explore_steps.ipynb" : "explore.ipynb";
}

/** The view of the notebook that tries a step with other parameters. */
export function exploreView(graph: JointGraph, packageName: string): ExploreView {
  const { step, parameter } = tried(graph);
  const giver = graph.steps.findLast(({ outputs }) => outputs.length > 0);
  const name = giver?.outputs.at(-1)?.name;
  const view = {
    title: inlineText(graph.title),
    package: packageName,
    step: step.name,
    await: step.asynchronous ? "await " : "",
    change: changeOf(parameter, step),
    artifact: giver === undefined || name === undefined ? null : { name: json(name), step: giver.name },
  };
  return { ...view, title: json(view.title), change: json(view.change) };
}

/** Parameters in the order in which they are chosen: numbers that may be changed a little, and mean something. */
const wishes: readonly ((parameter: Parameter) => boolean)[] = [
  ({ name, type }) => type === "builtins.int" && !/seed|random|state/i.test(name),
  ({ type }) => type === "builtins.float",
  ({ type }) => type === "builtins.int",
  () => true,
];

/** The first step that gives something and takes what is wished for, inputs too if any does; else the last that gives. */
function tried({ steps, parameters }: JointGraph): { readonly step: Step; readonly parameter: Parameter | null } {
  const giving = steps.filter(({ outputs }) => outputs.length > 0);
  for (const candidates of [giving.filter(({ inputs }) => inputs.length > 0), giving])
    for (const isWished of wishes)
      for (const step of candidates) {
        const own = parameters.filter(({ name }) => step.parameters.includes(name));
        const parameter = own.find(isWished);
        if (parameter !== undefined) return { step, parameter };
      }
  const last = giving.at(-1) ?? steps.at(-1);
  return { step: last as Step, parameter: null };
}

function changeOf(parameter: Parameter | null, { inputs }: Step): string {
  const name = parameter?.name ?? inputs[0]?.name;
  if (name === undefined) return "";
  const less = { "builtins.int": " + 1", "builtins.float": " * 0.9" }[parameter?.type ?? ""] ?? "";
  return ` | {"${name}": given["${name}"]${less}}`;
}

/** Text as it stands between the quotes of a JSON string. */
function json(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
