import { identifierFrom, isDeviceName } from "../plan/step-names.ts";

/** A package name from a notebook's file name (or the user's wish) that hides no module in use. */
export function packageName(text: string, taken: ReadonlySet<string>): string {
  const wanted = identifierFrom(text.replace(/\.(ipynb|py)$/i, ""), "notebook");
  return taken.has(wanted) || RESERVED.has(wanted) || isDeviceName(wanted) ? `${wanted}_pipeline` : wanted;
}

const RESERVED = new Set([
  "src",
  "test",
  "tests",
  "files",
  "runs",
  "notebooks",
  "import",
  "class",
  "def",
  "global",
  "lambda",
  "pass",
  "return",
  "yield",
  "async",
  "await",
  "del",
  "for",
  "from",
  "if",
  "in",
  "is",
  "not",
  "or",
  "and",
  "as",
  "while",
  "with",
  "try",
]);
