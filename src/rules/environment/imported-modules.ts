import { ownModules } from "../../analysis/own-modules.ts";
import { normalName } from "../../base/normal-name.ts";
import type { Span } from "../../base/spans.ts";
import { installLines } from "../effects/install-lines.ts";
import type { Subject } from "../subject.ts";
import { readRequirement } from "./requirement-line.ts";

/** A module from elsewhere that the notebook cannot do without. */
export interface ImportedModule {
  /** Its top level. */
  readonly name: string;
  readonly cell: number;
  readonly span: Span;
  /** Imported on every path, not only when a function is called. */
  readonly isCertain: boolean;
}

/** What platforms have and nobody installs. */
const OF_PLATFORM = /^(google\.colab|kaggle_secrets|dbutils|js|pyodide|pyodide_js|piplite|micropip|__main__)(\.|$)/;
const CHANGES_SEARCH = /^(sys\.path\.(append|insert|extend)|site\.addsitedir|os\.chdir)$/;

/**
 * The first import of each top-level module that does not belong to the language, does not lie beside the notebook and is
 * not installed by it. None where the notebook changes where modules are looked for.
 */
export function importedModules(subject: Subject): readonly ImportedModule[] {
  const { analysis, around } = subject;
  if (changesSearch(subject)) return [];
  const known = new Set<string>();
  const own = ownModules(analysis);
  const found: ImportedModule[] = [];
  for (const { cell, facts } of analysis.statements) {
    for (const { module, optional, member, span = facts.span } of facts.modules) {
      const name = module.split(".")[0] as string;
      const isElsewhere = name !== "" && !around.standardLibrary.has(name) && !around.localModules.has(name);
      if (optional || !isElsewhere || known.has(name) || own.has(name)) continue;
      if (OF_PLATFORM.test(module) || OF_PLATFORM.test(`${module}.${member ?? ""}`)) continue;
      known.add(name);
      found.push({ name, cell, span, isCertain: facts.kind === "import" });
    }
  }
  return found;
}

/** Normal names of what the notebook itself installs. */
export function installedByNotebook(subject: Subject): ReadonlySet<string> {
  const words = installLines(subject).flatMap((line) => line.words);
  return new Set(words.flatMap((word) => readRequirement(word)?.distribution ?? normalName(word)));
}

function changesSearch({ analysis, code }: Subject): boolean {
  if (code.calls.some(({ callee }) => CHANGES_SEARCH.test(callee ?? ""))) return true;
  if (code.operations.some(({ operation }) => operation.op === "update" && isSearchPath(operation.target))) return true;
  return analysis.statements.some(({ facts }) =>
    facts.magics.some(({ name, form }) => form === "line" && (name === "cd" || name === "run")),
  );
}

function isSearchPath(target: { readonly kind: string; readonly name?: string }): boolean {
  return target.kind === "member" && target.name === "path";
}
