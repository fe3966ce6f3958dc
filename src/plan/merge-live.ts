import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Connection, Draft } from "./connect.ts";
import type { DraftMerge } from "./plan-steps.ts";

/**
 * Looks for a value that would pass from one draft to another and cannot be stored: an open file, an iterator, an object
 * of a class that cannot move to a module. The rule: all drafts from the giver to the taker become one, since order
 * between them must be kept. Returns the new drafts, or null when every value can pass.
 */
export function mergeLive(analysis: Analysis, drafts: readonly Draft[], connections: readonly Connection[]): { drafts: readonly Draft[]; merge: DraftMerge } | null {
  for (const [at, connection] of connections.entries()) {
    for (const [name, link] of connection.inputs) {
      const because = whyNotStored(analysis, name, link.definition);
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

function whyNotStored(analysis: Analysis, name: string, id: StatementId): string | null {
  const definition = (analysis.statements[id] as Statement).definitions.find((one) => one.name === name);
  if (!definition?.live) return null;
  const type = definition.type?.replace(/^builtins\./, "") ?? "live value";
  return `\`${name}\` is a ${type}, which cannot be stored and loaded again`;
}

/** Functions with `global x`: `x` must live where the function does. */
function bindsNotebookNames(statement: Statement): boolean {
  return (statement.facts.function?.assignsGlobals.length ?? 0) > 0 || (statement.facts.class?.assignsGlobals.length ?? 0) > 0;
}

function joined(drafts: readonly Draft[], from: number, to: number, name: string, because: string): { drafts: readonly Draft[]; merge: DraftMerge } {
  const parts = drafts.slice(from, to + 1);
  const first = parts[0] as Draft;
  const merged: Draft = {
    ...first,
    description: parts.map((part, at) => (at === 0 ? part.description : `${part.title}\n\n${part.description}`.trim())).filter((text) => text !== "").join("\n\n"),
    cells: parts.flatMap((part) => part.cells),
    statements: parts.flatMap((part) => part.statements),
    options: Object.assign({}, ...parts.map((part) => part.options)),
  };
  return { drafts: [...drafts.slice(0, from), merged, ...drafts.slice(to + 1)], merge: { first: from, titles: parts.slice(1).map((part) => part.title), name, because } };
}
