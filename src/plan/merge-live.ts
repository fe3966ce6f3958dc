import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import { historyOf, type NameHistory } from "./classify.ts";
import type { Connection, Draft } from "./drafts.ts";

/** Two drafts that had to become one, by index of the first. */
export interface DraftMerge {
  readonly first: number;
  readonly titles: readonly string[];
  readonly name: string;
  readonly because: string;
}

/**
 * Looks for a value that would pass from one draft to another and cannot be stored: an open file, an iterator, an object
 * of a class that cannot move to a module. The rule: all drafts from the giver to the taker become one, since order
 * between them must be kept. Returns the new drafts, or null when every value can pass.
 */
export function mergeLive(
  analysis: Analysis,
  drafts: readonly Draft[],
  connections: readonly Connection[],
): { drafts: readonly Draft[]; merge: DraftMerge } | null {
  const { writers } = historyOf(analysis);
  for (const [at, connection] of connections.entries()) {
    for (const [name, link] of connection.inputs) {
      const because = whyNotStored(analysis, writers, name, link.definition);
      if (because !== null) return joined(drafts, link.from, at, name, because);
    }
    for (const id of connection.replays) {
      const statement = analysis.statements[id] as Statement;
      const from = drafts.findIndex((draft) => draft.statements.includes(id));
      if (from !== -1 && from < at && bindsNotebookNames(statement)) {
        const name = statement.definitions[0]?.name ?? "";
        return joined(drafts, from, at, name, `\`${name}\` binds names of the notebook when it is called`);
      }
    }
  }
  return null;
}

function whyNotStored(
  analysis: Analysis,
  writers: NameHistory["writers"],
  name: string,
  id: StatementId,
): string | null {
  const defining = (writers.get(name) ?? []).filter((writer) => writer <= id).reverse();
  const last = defining.find((writer) =>
    (analysis.statements[writer] as Statement).definitions.some((one) => one.name === name),
  );
  if (last === undefined) return null;
  const { facts, definitions } = analysis.statements[last] as Statement;
  const changing = facts.uses.find(
    (use) => use.when === "deferred" && (writers.get(use.name) ?? []).some((writer) => writer > last),
  );
  if (changing) return `\`${name}\` is a function that reads \`${changing.name}\`, which changes after it was made`;
  const definition = definitions.find((one) => one.name === name);
  if (!definition?.live) return null;
  const type = definition.type?.replace(/^builtins\./, "") ?? "live value";
  return `\`${name}\` is a ${type}, which cannot be stored and loaded again`;
}

/** Functions with `global x`: `x` must live where the function does. */
function bindsNotebookNames(statement: Statement): boolean {
  return (
    (statement.facts.function?.assignsGlobals.length ?? 0) > 0 ||
    (statement.facts.class?.assignsGlobals.length ?? 0) > 0
  );
}

function joined(
  drafts: readonly Draft[],
  from: number,
  to: number,
  name: string,
  because: string,
): { drafts: readonly Draft[]; merge: DraftMerge } {
  const parts = drafts.slice(from, to + 1);
  const first = parts[0] as Draft;
  const merged: Draft = {
    ...first,
    description: parts
      .map((part, at) => (at === 0 ? part.description : `${part.title}\n\n${part.description}`.trim()))
      .filter((text) => text !== "")
      .join("\n\n"),
    cells: parts.flatMap((part) => part.cells),
    statements: parts.flatMap((part) => part.statements),
    options: Object.assign({}, ...parts.map((part) => part.options)),
  };
  return {
    drafts: [...drafts.slice(0, from), merged, ...drafts.slice(to + 1)],
    merge: { first: from, titles: parts.slice(1).map((part) => part.title), name, because },
  };
}
