import type { Diagnostic } from "../diagnostics/types.ts";
import { type DecodedText, decodeText } from "./decode-text.ts";
import { DiagnosticList } from "./diagnostic-list.ts";
import { readIpynb } from "./read-ipynb.ts";
import { readScript } from "./read-script.ts";
import { syntaxOfPath } from "./script-syntax.ts";
import type { Notebook } from "./types.ts";

/** What reading gave: a notebook as far as it could be read, or null with at least one `error` diagnostic. */
export interface ReadResult {
  readonly notebook: Notebook | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a notebook file: `.ipynb` (nbformat 3 and 4), percent scripts and plain scripts. The format is told by the end
 * of `path`, or by the text where that says nothing. Never throws: trouble with the file is told in diagnostics CW402
 * to CW429, and what can be read is read.
 */
export function readNotebook(input: string | Uint8Array, path: string): ReadResult {
  return readDecoded(decodeText(input), path);
}

/** The same, of a file that is decoded already. */
export function readDecoded({ text, diagnostics }: DecodedText, path: string): ReadResult {
  if (text === null) return { notebook: null, diagnostics };
  const list = new DiagnosticList();
  const notebook = readText(text, path, list);
  return { notebook, diagnostics: [...diagnostics, ...list.all()] };
}

function readText(text: string, path: string, diagnostics: DiagnosticList): Notebook | null {
  if (/^\s*$/.test(text)) {
    const hint = path.endsWith(".ipynb") ? "Create a notebook with Jupyter and save it here." : undefined;
    diagnostics.add("CW403", "error", "The file is empty.", hint === undefined ? {} : { hint });
    return null;
  }
  if (isIpynb(text, path)) return readIpynb(text, path, diagnostics);
  return readScript(text, path, syntaxOfPath(path), diagnostics);
}

/** A script never starts with `{`; an exported notebook may have any name. */
function isIpynb(text: string, path: string): boolean {
  if (path.toLowerCase().endsWith(".ipynb")) return true;
  return /^\s*\{\s*"/.test(text.slice(0, 1000)) && /"(cells|worksheets|nbformat)"\s*:/.test(text);
}
