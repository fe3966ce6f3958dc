import { createRequire } from "node:module";
import type { Workspace } from "@astral-sh/ruff-wasm-nodejs";
import { LINE_WIDTH } from "./line-width.ts";

/** Formats Python source; text that is no valid Python is given back as it is. */
export type PythonFormatter = (source: string) => string;

/** A formatter with the settings of generated projects. Ruff is loaded at its first call. */
export function createPythonFormatter(): PythonFormatter {
  let workspace: Workspace | null = null;
  return (source) => {
    workspace ??= createWorkspace();
    try {
      return workspace.format(source);
    } catch {
      // After a fault its memory is not to be trusted.
      workspace = null;
      return source;
    }
  };
}

function createWorkspace(): Workspace {
  const { PositionEncoding, Workspace } = createRequire(import.meta.url)(
    "@astral-sh/ruff-wasm-nodejs",
  ) as typeof import("@astral-sh/ruff-wasm-nodejs");
  return new Workspace({ "line-length": LINE_WIDTH, "target-version": "py310" }, PositionEncoding.Utf16);
}
