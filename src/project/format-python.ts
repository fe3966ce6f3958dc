import { PositionEncoding, Workspace } from "@astral-sh/ruff-wasm-nodejs";
import { LINE_WIDTH } from "./line-width.ts";

/** Formats Python source; text that is no valid Python is given back as it is. */
export type PythonFormatter = (source: string) => string;

/** A formatter with the settings of generated projects. */
export function createPythonFormatter(): PythonFormatter {
  let workspace: Workspace | null = null;
  return (source) => {
    try {
      workspace ??= new Workspace({ "line-length": LINE_WIDTH, "target-version": "py310" }, PositionEncoding.Utf16);
      return workspace.format(source);
    } catch {
      // After a fault its memory is not to be trusted.
      workspace = null;
      return source;
    }
  };
}
