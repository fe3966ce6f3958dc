import { ownModules } from "../../analysis/own-modules.ts";
import type { Statement } from "../../analysis/types.ts";
import { topLevel } from "../../base/dotted-path.ts";
import { normalName } from "../../base/normal-name.ts";
import type { Span } from "../../base/spans.ts";
import type { LoadedModule, StatementFacts } from "../../languages/facts.ts";
import { installLines, mentionedInstalls } from "../effects/install-lines.ts";
import { extensionModule } from "../extension-module.ts";
import type { Subject } from "../subject.ts";
import { readRequirement } from "./requirement-line.ts";

/** A module from elsewhere that the notebook cannot do without. */
export interface ImportedModule {
  /** Its top level. */
  readonly name: string;
  /** What is imported of it, dotted: `google.cloud.storage`. */
  readonly paths: readonly string[];
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
  const known = new Map<string, string[]>();
  const own = ownModules(analysis);
  const asked = askedModules(subject);
  const found: ImportedModule[] = [];
  for (const statement of analysis.statements) {
    const { cell, facts } = statement;
    for (const { module, optional, member, span = facts.span } of [
      ...modulesOf(facts),
      ...(asked.get(statement) ?? []),
    ]) {
      const name = topLevel(module);
      const isElsewhere = name !== "" && !around.standardLibrary.has(name) && !around.localModules.has(name);
      if (optional || !isElsewhere || own.has(name)) continue;
      const path = member === undefined ? module : `${module}.${member}`;
      if (OF_PLATFORM.test(module) || OF_PLATFORM.test(path)) continue;
      const paths = known.get(name) ?? [];
      paths.push(path);
      if (known.has(name)) continue;
      known.set(name, paths);
      found.push({
        name,
        paths,
        cell,
        span,
        isCertain: facts.kind !== "function" && facts.kind !== "class" && facts.kind !== "compound",
      });
    }
  }
  return found;
}

/** What a statement imports, or loads as an extension of IPython. */
function modulesOf({ modules, magics }: StatementFacts): readonly LoadedModule[] {
  const loaded = magics.flatMap((magic) => {
    const module = extensionModule(magic);
    return module === null ? [] : [{ module, optional: false, span: magic.span }];
  });
  return [...modules, ...loaded];
}

/** Modules that are imported by a text: `importlib.import_module("folium")`. */
function askedModules({ code }: Subject): ReadonlyMap<Statement, readonly LoadedModule[]> {
  const found = new Map<Statement, readonly LoadedModule[]>();
  for (const { callee, call, statement } of code.calls) {
    if (!/^(importlib\.import_module|__import__)$/.test(callee ?? "")) continue;
    const name = call.arguments[0]?.value;
    const isName = name?.kind === "literal" && typeof name.value === "string" && /^[A-Za-z_][\w.]*$/.test(name.value);
    // What stands in a branch or a `try` copes with its absence.
    if (!isName || statement.facts.kind === "compound") continue;
    const module = { module: String(name.value), optional: false, span: call.span };
    found.set(statement, [...(found.get(statement) ?? []), module]);
  }
  return found;
}

/** Normal names of what the notebook itself installs. */
export function installedByNotebook(subject: Subject): ReadonlySet<string> {
  return distributionsOf(installLines(subject).flatMap((line) => line.words));
}

/** Normal names of what the notebook tells its reader to install. */
export function toldToInstall(subject: Subject): ReadonlySet<string> {
  return distributionsOf(mentionedInstalls(subject));
}

function distributionsOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((word) => readRequirement(word)?.distribution ?? normalName(word)));
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
