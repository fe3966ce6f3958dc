import { basename, extname } from "node:path";
import { Failure } from "../diagnostics/failure.ts";

/** The folder for the project of a notebook, where none is named, below the working folder. Failure `no-output`. */
export function defaultOutput(notebooks: readonly string[]): string {
  const [only = ""] = notebooks;
  if (notebooks.length !== 1)
    throw new Failure(
      "no-output",
      "It is not said where the project of several notebooks goes.",
      "Name a new folder: -o churn",
    );
  const name = basename(only, extname(only))
    .replace(/[^\p{L}\p{N}_.-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return `${name === "" ? "notebook" : name}-pipeline`;
}
