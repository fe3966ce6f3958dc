import { type JointGraph, jointGraph } from "../../plan/several/joint-graph.ts";
import { stepsDiagram } from "../../plan/steps-diagram.ts";
import type { Parameter, Step } from "../../plan/types.ts";
import { hasConfiguration } from "../config-files.ts";
import type { SharedContext } from "../project-context.ts";
import { fileNames, type ProjectNotebook } from "../project-notebook.ts";
import { type CellRow, cellRows } from "./cell-rows.ts";
import { exploreFileName } from "./explore-view.ts";
import { codeList, firstParagraph, inlineText, shortCodeList } from "./markdown-text.ts";

/** Names in a cell of the table of steps; that of the stored values has them all. */
const MOST_NAMES = 8;

/** What the template of the project's README shows. */
export interface ReadmeView {
  readonly title: string;
  readonly package: string;
  readonly project: string;
  /** Paths of its notebooks, as Markdown; empty where there are none. */
  readonly notebooks: string;
  /** The notebook to try steps in; null where there are no steps. */
  readonly exploreName: string | null;
  readonly isProduction: boolean;
  /** The small runner runs it. */
  readonly isSmall: boolean;
  /** There are files of environments. */
  readonly hasEnvironments: boolean;
  readonly diagram: string;
  readonly steps: readonly {
    readonly name: string;
    readonly title: string;
    readonly inputs: string;
    readonly parameters: string;
    readonly outputs: string;
  }[];
  /** Steps of which the notebook says something, with its words as a quotation. */
  readonly sections: readonly { readonly name: string; readonly words: string }[];
  readonly artifacts: readonly ArtifactRow[];
  /** Where the cells of each notebook went; `notebook` is null where there is only one. */
  readonly cells: readonly { readonly notebook: string | null; readonly rows: readonly CellRow[] }[];
  readonly firstParameter: string | null;
  readonly firstStep: string;
  readonly firstOutput: string | null;
  /** The model that predicts unless another one is named; null when there is none. */
  readonly model: string | null;
}

/** A stored value, as Markdown. */
export interface ArtifactRow {
  readonly name: string;
  readonly type: string;
  readonly giver: string;
  readonly takers: string;
}

/** The view of the project's front page. */
export function readmeView(notebooks: readonly ProjectNotebook[], context: SharedContext): ReadmeView {
  const graph = jointGraph(notebooks);
  const names = fileNames(notebooks);
  const outputs = graph.steps.flatMap((step) => step.outputs);
  return {
    title: inlineText(graph.title),
    package: context.package,
    project: context.package.replaceAll("_", "-"),
    notebooks: names.map((name) => `\`notebooks/${name}\``).join(" and "),
    exploreName: graph.steps.length === 0 ? null : exploreFileName(names),
    isProduction: context.style === "production",
    isSmall: context.runner === "small",
    hasEnvironments: hasConfiguration(notebooks),
    diagram: stepsDiagram(graph),
    steps: graph.steps.map(stepRow),
    sections: graph.steps.flatMap(({ name, description }) => {
      const words = firstParagraph(description);
      return words === null ? [] : [{ name, words }];
    }),
    artifacts: artifactRows(graph),
    cells: cellTables(notebooks),
    firstParameter: graph.parameters[0] === undefined ? null : patchOf(graph.parameters[0]),
    firstStep: graph.steps[0]?.name ?? "",
    firstOutput: outputs.at(-1)?.name ?? null,
    model: graph.models.at(-1)?.as ?? graph.models.at(-1)?.name ?? null,
  };
}

function stepRow(step: Step): ReadmeView["steps"][number] {
  return {
    name: step.name,
    title: inlineText(step.title),
    inputs: shortCodeList(
      step.inputs.map((input) => input.name),
      MOST_NAMES,
    ),
    parameters: codeList(step.parameters),
    outputs: shortCodeList(
      step.outputs.map((output) => output.name),
      MOST_NAMES,
    ),
  };
}

function cellTables(notebooks: readonly ProjectNotebook[]): ReadmeView["cells"] {
  const tables = notebooks.flatMap((notebook) => {
    const { file } = notebook;
    return file === null ? [] : [{ notebook: notebooks.length === 1 ? null : file.name, rows: cellRows(notebook) }];
  });
  return tables.filter(({ rows }) => rows.length > 0);
}

function artifactRows({ steps }: JointGraph): readonly ArtifactRow[] {
  return steps.flatMap((step) =>
    step.outputs.map(({ name, type }) => {
      const takers = steps.filter(({ inputs }) => inputs.some((one) => one.name === name && one.from === step.name));
      const known = type === null || type === "none" ? "" : `\`${type.replace(/^builtins\./, "")}\``;
      return { name, type: known, giver: step.name, takers: codeList(takers.map((one) => one.name)) };
    }),
  );
}

/** A parameter with its value, where that can be typed as it is. */
function patchOf({ name, value }: Parameter): string {
  return `${name}=${/^[\w.+-]+$/.test(value) ? value : "VALUE"}`;
}
