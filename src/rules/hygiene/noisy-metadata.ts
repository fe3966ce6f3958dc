import type { JsonObject } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import type { Removal } from "../../diagnostics/types.ts";
import type { Notebook } from "../../notebook/types.ts";
import type { Rule } from "../rule.ts";

/**
 * Keys of a cell's metadata that editors and runners write for themselves: times of runs, what was folded, how far a
 * person had scrolled. Nothing that a reader or a run needs.
 */
const CELL_KEYS: ReadonlySet<string> = new Set([
  "ExecuteTime",
  "Collapsed",
  "_cell_guid",
  "_uuid",
  "code_folding",
  "colab",
  "colab_type",
  "collapsed",
  "executionInfo",
  "execution",
  "heading_collapsed",
  "hidden",
  "inputHidden",
  "nteract",
  "outputHidden",
  "outputId",
  "papermill",
  "pycharm",
  "run_control",
  "scrolled",
  "toc-hr-collapsed",
  "vscode",
]);

/** The same of the metadata of the notebook. */
const NOTEBOOK_KEYS: ReadonlySet<string> = new Set([
  "@webio",
  "anaconda-cloud",
  "bento_stylesheets",
  "colab",
  "gist",
  "interpreter",
  "kernel_info",
  "nteract",
  "orig_nbformat",
  "papermill",
  "pycharm",
  "signature",
  "varInspector",
  "vscode",
]);

/** Names of kernels with a path or a number of a process in them, as tools for environments make them. */
const LOCAL_KERNEL = /[/\\]|^conda-env-|^pycharm-|^python\d+bit.*[0-9a-f]{32}$|^python_defaultSpec_\d+$/;

/** CW629. */
export const noisyMetadata: Rule = {
  code: "CW629",
  name: "noisy-metadata",
  severity: "info",
  docs: {
    finds: "The metadata of the notebook or of its cells holds what only tools write for themselves.",
    why: "Times of runs, folded cells, scrolled outputs, ids of editors and saved widgets change whenever somebody opens or runs the notebook: each version differs in lines that nobody wrote. A kernel that is called after a path or an environment of one machine is not found on another. Told once for each file; `tags`, `slideshow`, `language_info` and what people write are left alone.",
    mend: "Remove the keys; a filter such as nbstripout or nbdev keeps them out of version control.",
    bad: [
      {
        notebook: JSON.stringify({
          cells: [
            {
              cell_type: "code",
              execution_count: 1,
              metadata: { ExecuteTime: { end_time: "2021-03-04T10:11:12", start_time: "2021-03-04T10:11:10" } },
              outputs: [],
              source: ["total = 3\n"],
            },
          ],
          metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } },
          nbformat: 4,
          nbformat_minor: 4,
        }),
      },
    ],
    good: [
      {
        notebook: JSON.stringify({
          cells: [
            {
              cell_type: "code",
              execution_count: 1,
              metadata: { tags: ["parameters"] },
              outputs: [],
              source: ["total = 3\n"],
            },
          ],
          metadata: {
            kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
            language_info: { name: "python" },
          },
          nbformat: 4,
          nbformat_minor: 4,
        }),
      },
    ],
    fix: "Removes the keys. That is safe: no code sees them. Names of kernels and saved widgets are left.",
    references: ["https://nbformat.readthedocs.io/en/latest/format_description.html#metadata"],
  },
  check: ({ notebook }) => {
    const removals = noise(notebook);
    const kernel = localKernel(notebook.metadata);
    const widgets = isObject(notebook.metadata.widgets) ? ["the state of widgets"] : [];
    const told = [...counted(removals), ...widgets, ...kernel];
    if (told.length === 0) return [];
    const fix = { title: "Remove the metadata that tools wrote", safety: "safe", edits: [], removals } as const;
    return [
      {
        message: `The metadata holds what only tools write for themselves, so that versions of the file differ in lines nobody wrote: ${told.join(", ")}.`,
        hint: "remove these keys, and keep them out with a filter such as nbstripout",
        ...(removals.length === 0 ? {} : { fix }),
      },
    ];
  },
};

type KeyRemoval = Extract<Removal, { readonly remove: "metadata" }>;

function noise({ metadata, cells }: Notebook): readonly KeyRemoval[] {
  const of = (cell: number | null, held: JsonObject, noisy: ReadonlySet<string>): readonly KeyRemoval[] =>
    Object.keys(held)
      .filter((key) => noisy.has(key))
      .map((key) => ({ remove: "metadata", cell, key }));
  return [
    ...of(null, metadata, NOTEBOOK_KEYS),
    ...cells.flatMap(({ index, metadata: own }) => of(index, own, CELL_KEYS)),
  ];
}

/** `ExecuteTime` in 12 cells, `vscode` */
function counted(removals: readonly KeyRemoval[]): readonly string[] {
  const cellsByKey = new Map<string, number>();
  for (const { cell, key } of removals) cellsByKey.set(key, (cellsByKey.get(key) ?? 0) + (cell === null ? 0 : 1));
  return [...cellsByKey].map(([key, cells]) => {
    if (cells === 0) return `\`${key}\``;
    return cells === 1 ? `\`${key}\` in 1 cell` : `\`${key}\` in ${cells} cells`;
  });
}

function localKernel({ kernelspec }: JsonObject): readonly string[] {
  if (!isObject(kernelspec)) return [];
  const names = [kernelspec.name, kernelspec.display_name].filter((name) => typeof name === "string");
  const local = names.find((name) => LOCAL_KERNEL.test(name));
  return local === undefined ? [] : [`the kernel \`${local}\` of one machine`];
}
