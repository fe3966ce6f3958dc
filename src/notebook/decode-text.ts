import type { Diagnostic } from "../diagnostics/types.ts";
import { fileDiagnostic } from "./file-diagnostic.ts";

/** A file's text, or null when it has none, with what there is to say of its encoding. */
export interface DecodedText {
  readonly text: string | null;
  /** What stands before the text in the file, a byte order mark or nothing; null when the file is no UTF-8 and cannot be written back. */
  readonly mark: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

const MARK = "\ufeff";

/**
 * The text of a notebook file. UTF-8 is expected; UTF-16 is recognised; invalid bytes become U+FFFD; a byte order mark
 * is removed. Whatever is not plain UTF-8 gives a diagnostic (CW402), a text that is too long for a string CW408.
 */
export function decodeText(input: string | Uint8Array): DecodedText {
  if (typeof input === "string") {
    if (!input.startsWith(MARK)) return { text: input, mark: "", diagnostics: [] };
    return { text: input.slice(1), mark: MARK, diagnostics: [byteOrderMark()] };
  }
  const wide = utf16Encoding(input);
  if (wide !== null) return decodeAs(wide, input, null, [otherEncoding(wide)]);
  const hasMark = input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf;
  return decodeAs("utf-8", input, hasMark ? MARK : "", hasMark ? [byteOrderMark()] : []);
}

function decodeAs(
  encoding: string,
  bytes: Uint8Array,
  mark: string | null,
  diagnostics: readonly Diagnostic[],
): DecodedText {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), mark, diagnostics };
  } catch {
    return decodeLeniently(encoding, bytes, diagnostics);
  }
}

function decodeLeniently(encoding: string, bytes: Uint8Array, diagnostics: readonly Diagnostic[]): DecodedText {
  try {
    const text = new TextDecoder(encoding).decode(bytes);
    return { text, mark: null, diagnostics: [...diagnostics, invalidBytes(text)] };
  } catch {
    const megabytes = Math.round(bytes.length / 1e6);
    const message = `The file is too large to be read as one text (${megabytes} MB).`;
    const hint = "Clear the outputs and save the notebook again.";
    return { text: null, mark: null, diagnostics: [fileDiagnostic("CW408", "error", message, { hint })] };
  }
}

/** By byte order mark, else by the zero byte beside a first ASCII character. */
function utf16Encoding(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return null;
}

function byteOrderMark(): Diagnostic {
  const message = "The file starts with a byte order mark, which Jupyter does not read; it was skipped.";
  return fileDiagnostic("CW402", "warning", message, { hint: "Save the file as UTF-8 without a byte order mark." });
}

function otherEncoding(encoding: string): Diagnostic {
  const message = `The file is encoded in ${encoding.toUpperCase()}, which Jupyter does not read.`;
  return fileDiagnostic("CW402", "warning", message, { hint: "Save the file as UTF-8." });
}

function invalidBytes(text: string): Diagnostic {
  const before = text.slice(0, Math.max(0, text.indexOf("\ufffd")));
  const line = before.split("\n").length;
  const message = `The file has bytes that are not valid UTF-8, first on line ${line}; they were read as U+FFFD.`;
  return fileDiagnostic("CW402", "warning", message, { hint: "Save the file as UTF-8." });
}
