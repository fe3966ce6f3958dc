import { type Analysis, CELL_HOOKS, type Effect, IMPORT_PATH, IMPORTED, type Statement } from "../analysis/types.ts";
import type { Diagnostic } from "../diagnostics/types.ts";
import { isAffected } from "./settings.ts";
import type { Role, Step } from "./types.ts";

/** What steps have of themselves, and what shows in nothing that they give. */
const NOT_MISSED: ReadonlySet<string | null> = new Set([
  IMPORTED,
  IMPORT_PATH,
  CELL_HOOKS,
  "directory",
  "modules",
  "namespace",
  "warnings",
]);

/** Tells of settings made by a statement that does other work as well, and so is not repeated: later steps go on without them. */
export function lostSettings(
  analysis: Analysis,
  roles: readonly Role[],
  steps: readonly Step[],
): readonly Diagnostic[] {
  const told = new Set<string | null>();
  const found: Diagnostic[] = [];
  for (const [at, step] of steps.entries()) {
    for (const id of statementsOf(step)) {
      if (roles[id] !== "data") continue;
      const statement = analysis.statements[id] as Statement;
      const news = lasting(statement).find(({ resource }) => !told.has(resource));
      if (news === undefined) continue;
      const without = steps.slice(at + 1).find((later) => lacks(analysis, later, statement));
      if (without === undefined) continue;
      told.add(news.resource);
      found.push(diagnosticOf(statement, news, without));
    }
  }
  return found;
}

function statementsOf({ parts }: Step): readonly number[] {
  return parts.flatMap(({ statements }) => statements.map(({ statement }) => statement));
}

function lacks(analysis: Analysis, step: Step, { id }: Statement): boolean {
  const own = statementsOf(step);
  return !own.includes(id) && isAffected(analysis, id, own);
}

function lasting({ effects }: Statement): readonly Effect[] {
  if (effects.some(({ kind }) => kind === "binds")) return []; // told as such
  return effects.filter(
    ({ kind, resource, evidence }) => kind === "sets" && evidence === "proved" && !NOT_MISSED.has(resource),
  );
}

function diagnosticOf({ cell }: Statement, { resource, span }: Effect, without: Step): Diagnostic {
  return {
    code: "CW324",
    severity: "warning",
    message: `A setting (${resource}) is made by code that does other work as well, so steps do not repeat it: \`${without.name}\` goes on without it.`,
    location: { cell, span },
    hint: "set it in a statement of its own, which each step repeats",
  };
}
