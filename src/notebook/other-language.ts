import type { Diagnostic } from "../diagnostics/types.ts";
import { fileDiagnostic } from "./file-diagnostic.ts";
import type { Notebook } from "./types.ts";

const TITLES: Readonly<Record<string, string>> = {
  ...{ r: "R", julia: "Julia", javascript: "JavaScript", typescript: "TypeScript", "c++": "C++", "c#": "C#" },
  ...{ "f#": "F#", sql: "SQL", sage: "SageMath", php: "PHP", matlab: "MATLAB", java: "Java", python: "Python" },
};

/** CW422 for a notebook whose kernel language is another one; null when it is the `expected` one. */
export function otherLanguage({ language, kernel }: Notebook, expected: string): Diagnostic | null {
  if (language === expected) return null;
  const named = kernel === null ? "" : ` (kernel \`${kernel}\`)`;
  const message = `The notebook is written in ${title(language)}${named}; only ${title(expected)} can be converted.`;
  const hint = `If its code is ${title(expected)}, choose a ${title(expected)} kernel in Jupyter and save the notebook.`;
  return fileDiagnostic("CW422", "error", message, { hint });
}

function title(language: string): string {
  return TITLES[language] ?? language.charAt(0).toUpperCase() + language.slice(1);
}
