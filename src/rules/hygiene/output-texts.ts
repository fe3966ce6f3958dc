import type { Json } from "../../base/json.ts";
import type { Cell, Notebook } from "../../notebook/types.ts";

/** One output of a cell. */
export type Output = Cell["outputs"][number];

/** Text that a reader of a notebook finds below one of its cells. */
export interface OutputText {
  readonly cell: number;
  readonly text: string;
}

/** Of a result: its forms that hold text as people read it. Of images, scripts and widgets nothing is searched. */
const TEXT_TYPES = ["text/plain", "text/html", "text/markdown", "text/latex", "application/json"];

/** Terminal colours. */
const COLOURS = /\x1b\[[\d;]*m/g;

/** All searchable texts of the outputs of a notebook, in order; each form of an output on its own. */
export function outputTexts(notebook: Notebook): readonly OutputText[] {
  return notebook.cells.flatMap(({ index, outputs }) =>
    outputs.flatMap(textsOf).map((text) => ({ cell: index, text })),
  );
}

/** Texts of one output. Files that break the format may have anything in the place of a text. */
export function textsOf(output: Output): readonly string[] {
  const { output_type: type, text, data, traceback, evalue } = output as { readonly [key: string]: Json | undefined };
  if (type === "stream") return texts([text]);
  if (type === "error") {
    const lines = texts(Array.isArray(traceback) ? traceback : []);
    return texts([lines.length > 0 ? lines.join("\n") : evalue]).map((one) => one.replace(COLOURS, ""));
  }
  if (typeof data !== "object" || data === null || Array.isArray(data)) return [];
  const forms = data as { readonly [type: string]: Json };
  return TEXT_TYPES.flatMap((form) => texts([plain(forms[form])]));
}

function plain(form: Json | undefined): Json | undefined {
  return typeof form === "object" && form !== null ? JSON.stringify(form) : form;
}

function texts(values: readonly (Json | undefined)[]): readonly string[] {
  return values.filter((value) => typeof value === "string" && value !== "") as readonly string[];
}
