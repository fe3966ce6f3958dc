import { stringLiteral } from "../../languages/python/emit/string-literal.ts";
import { isDeviceName } from "../../plan/step-names.ts";
import type { Step, StepGraph } from "../../plan/types.ts";
import { LINE_WIDTH } from "../line-width.ts";
import type { ProjectContext } from "../project-context.ts";
import { requirementText } from "./dependencies.ts";

/** The oldest minor version of Python 3 that the runner needs. */
const OLDEST_MINOR = 10;

/** What the templates of the project's README and pyproject show. */
export interface ReadmeView {
  readonly title: string;
  readonly package: string;
  readonly project: string;
  readonly description: string;
  readonly notebookName: string;
  readonly diagram: string;
  readonly lineWidth: number;
  readonly dependencies: readonly string[];
  /** The oldest Python that it can be installed in, as `>=3.10`. */
  readonly requiresPython: string;
  /** Some dependency is named by its address. */
  readonly hasDirectReference: boolean;
  readonly steps: readonly {
    readonly name: string;
    readonly title: string;
    readonly inputs: string;
    readonly parameters: string;
    readonly outputs: string;
  }[];
  readonly parameters: readonly { readonly name: string }[];
  readonly firstParameter: string | null;
  readonly firstStep: string;
  readonly firstOutput: string | null;
  readonly hasConfiguration: boolean;
}

/** The view of the project's front page and metadata. */
export function readmeView(graph: StepGraph, context: ProjectContext, diagram: string): ReadmeView {
  const name = graph.notebook.split(/[\\/]/).at(-1) ?? "notebook.ipynb";
  const outputs = graph.steps.flatMap((step) => step.outputs);
  return {
    title: inline(graph.title),
    package: context.package,
    project: context.package.replaceAll("_", "-"),
    description: stringLiteral(`Pipeline made from ${name}`),
    notebookName: safeFileName(name),
    diagram,
    lineWidth: LINE_WIDTH,
    dependencies: context.dependencies.map((one) => stringLiteral(requirementText(one))),
    requiresPython: requiresPython(context),
    hasDirectReference: context.dependencies.some(({ asked = "" }) => asked.includes("@")),
    steps: graph.steps.map(stepRow),
    parameters: graph.parameters.map(({ name: parameter }) => ({ name: parameter })),
    firstParameter: graph.parameters[0] === undefined ? null : patchOf(graph.parameters[0]),
    firstStep: graph.steps[0]?.name ?? "",
    firstOutput: outputs.at(-1)?.name ?? null,
    hasConfiguration: context.parts?.config === true,
  };
}

function stepRow(step: Step) {
  const list = (names: readonly string[]) => (names.length === 0 ? "" : names.map((name) => `\`${name}\``).join(", "));
  return {
    name: step.name,
    title: inline(step.title),
    inputs: list(step.inputs.map((input) => input.name)),
    parameters: list(step.parameters),
    outputs: list(step.outputs.map((output) => output.name)),
  };
}

/** Text that cannot leave its line or table cell in Markdown, or bring HTML. */
function inline(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_{}[\]<>|#~$]/g, "\\$&")
    .trim();
}

/** A file name without anything that leads elsewhere or that a file system refuses. */
function safeFileName(name: string): string {
  const safe = name.replace(/[<>:"/\\|?*\u0000-\u001f]/g, "_").replace(/^\.+/, "");
  const stem = safe.split(".")[0] ?? "";
  return safe === "" ? "notebook.ipynb" : isDeviceName(stem.trim().toLowerCase()) ? `notebook_${safe}` : safe;
}

/** Versions that are pinned may not be there for an older Python than the one that they were found in. */
function requiresPython({ dependencies, pythonVersion }: ProjectContext): string {
  const isPinned = dependencies.some(({ version }) => version !== null);
  const minor = Number(/^3\.(\d+)/.exec(pythonVersion ?? "")?.[1] ?? OLDEST_MINOR);
  return `>=3.${isPinned ? Math.max(minor, OLDEST_MINOR) : OLDEST_MINOR}`;
}

/** A parameter with its value, where that can be typed as it is. */
function patchOf({ name, value }: StepGraph["parameters"][number]): string {
  return `${name}=${/^[\w.+-]+$/.test(value) ? value : "VALUE"}`;
}
