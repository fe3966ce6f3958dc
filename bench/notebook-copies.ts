import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./measure.ts";

const IN_ONE_FOLDER = 100;

interface NotebookJson {
  readonly cells?: { readonly cell_type: string; source: string | string[] }[];
}

/** The notebooks to copy: those of `folder`, of the corpus where it was fetched, else the samples. */
export function originals(folder: string | undefined): { readonly from: string; readonly files: readonly string[] } {
  const corpus = path.join(root, ".corpus-cache", "notebooks");
  const from = folder ?? (existsSync(corpus) ? corpus : path.join(root, "samples"));
  const files = readdirSync(from, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ipynb") && !file.includes(".ipynb_checkpoints"))
    .sort()
    .map((file) => path.join(from, file))
    .filter(isNotebook);
  if (files.length === 0) throw new Error(`${from} holds no notebooks`);
  return { from, files };
}

/** Writes `count` notebooks below `target`, no two the same: copies in turns, each with a comment of its own. */
export function writeCopies(files: readonly string[], count: number, target: string): void {
  const texts = files.map((file) => readFileSync(file, "utf8"));
  for (let at = 0; at < count; at++) {
    const folder = path.join(target, `part-${Math.floor(at / IN_ONE_FOLDER)}`);
    if (at % IN_ONE_FOLDER === 0) mkdirSync(folder, { recursive: true });
    const copy = edited(texts[at % texts.length] as string, `# copy ${at}`);
    writeFileSync(path.join(folder, `notebook-${at}.ipynb`), copy);
  }
}

/** Every tool can read it, and there is code in it. */
function isNotebook(file: string): boolean {
  try {
    return codeCell(JSON.parse(readFileSync(file, "utf8"))) !== undefined;
  } catch {
    return false;
  }
}

function codeCell(notebook: NotebookJson) {
  return notebook.cells?.find((cell) => cell.cell_type === "code" && !String(cell.source).startsWith("%%"));
}

function edited(text: string, comment: string): string {
  const notebook = JSON.parse(text) as NotebookJson;
  const cell = codeCell(notebook);
  if (cell !== undefined) cell.source = [`${comment}\n`, ...[cell.source].flat()];
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
