import { dispatches, remembersResults } from "../analysis/call-notebook-code.ts";
import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import { historyOf, type NameHistory } from "./classify.ts";
import type { Connection, Draft, Link } from "./drafts.ts";
import type { Role } from "./types.ts";

/** Two drafts that had to become one, by index of the first. */
export interface DraftMerge {
  readonly first: number;
  readonly titles: readonly string[];
  readonly name: string;
  readonly because: string;
}

/** What is asked about a value that would pass from one draft to another. */
interface Passing {
  readonly analysis: Analysis;
  readonly roles: readonly Role[];
  readonly writers: NameHistory["writers"];
  readonly name: string;
  /** What the draft that takes the value takes in. */
  readonly inputs: Connection["inputs"];
  readonly link: Link;
  /** The last statements of the draft that gives and of the one that takes. */
  readonly given: StatementId;
  readonly taken: StatementId;
}

/**
 * Looks for a value that would pass from one draft to another and cannot be stored: an open file, an iterator, an object
 * whose class or functions change. The rule: all drafts from the giver to the taker become one, since order between them must
 * be kept. Returns the new drafts, or null when every value can pass.
 */
export function mergeLive(
  analysis: Analysis,
  roles: readonly Role[],
  drafts: readonly Draft[],
  connections: readonly Connection[],
): { drafts: readonly Draft[]; merge: DraftMerge } | null {
  const { writers } = historyOf(analysis);
  for (const [at, connection] of connections.entries()) {
    const lastOf = (draft: number) => drafts[draft]?.statements.at(-1) ?? 0;
    const { inputs } = connection;
    for (const [name, link] of inputs) {
      const [given, taken] = [lastOf(link.from), lastOf(at)];
      const because = whyNotStored({ analysis, roles, writers, name, inputs, link, given, taken });
      if (because !== null) return joined(drafts, link.from, at, name, because);
    }
    for (const id of connection.replays) {
      const statement = analysis.statements[id] as Statement;
      const from = drafts.findIndex((draft) => draft.statements.includes(id));
      const name = statement.definitions[0]?.name ?? "";
      if (from !== -1 && from < at && bindsNotebookNames(statement))
        return joined(drafts, from, at, name, `\`${name}\` binds names of the notebook when it is called`);
      const user =
        statement.facts.function && remembersResults(statement.facts.function)
          ? firstUser(analysis, drafts, id, name)
          : at;
      if (user !== -1 && user < at) return joined(drafts, user, at, name, whyRemembered(name));
    }
  }
  return null;
}

function whyNotStored(passing: Passing): string | null {
  const { analysis, name } = passing;
  const last = lastWriter(passing, ({ definitions }) => definitions.some((one) => one.name === name));
  if (last === undefined) return null;
  const { facts, definitions } = analysis.statements[last] as Statement;
  const definition = definitions.find((one) => one.name === name);
  if (definition?.live) {
    const known = definition.type ?? definition.seen?.type;
    const type = known?.replace(/^builtins\./, "") ?? "live value";
    return `\`${name}\` (${type}) cannot be stored and loaded again`;
  }
  if (facts.function && remembersResults(facts.function)) return whyRemembered(name);
  if (facts.function && dispatches(facts.function)) return `\`${name}\` is a function at which others are registered`;
  return whyCodeNotStored(passing, definition?.kind === "function" || facts.operations.length === 1);
}

function whyRemembered(name: string): string {
  return `\`${name}\` is a function that remembers its results`;
}

/** The first draft that uses what a statement defines; -1 when none does. */
function firstUser(analysis: Analysis, drafts: readonly Draft[], defined: StatementId, name: string): number {
  const uses = (id: StatementId) =>
    id !== defined && (analysis.statements[id] as Statement).reads.some((read) => read.name === name);
  return drafts.findIndex(({ statements }) => statements.some(uses));
}

/** Code inside a stored value sees names and classes as they were when it was stored. */
function whyCodeNotStored(passing: Passing, isSimple: boolean): string | null {
  const { name } = passing;
  const last = lastWriter(passing, ({ definitions, updates }) =>
    [...definitions, ...updates].some((one) => one.name === name),
  );
  const { definitions = [], updates = [] } = last === undefined ? {} : (passing.analysis.statements[last] as Statement);
  const code = [...updates, ...definitions].findLast((one) => one.name === name)?.code;
  if (!code) return null;
  const changing = code.names.find((used) => isMissed(passing, used));
  if (changing !== undefined) {
    const what = isSimple && code.classes.length === 0 ? "is a function that reads" : "holds code that reads";
    return `\`${name}\` ${what} \`${changing}\`, which changes after it was made`;
  }
  const made = code.classes.find((one) => hasChangingState(passing, one));
  if (made === undefined) return null;
  return made === name
    ? `\`${name}\` is a class whose own attributes change`
    : `\`${name}\` holds an object of \`${made}\`, a class whose own attributes change`;
}

/**
 * Whether a name changes between storing the code and its last use, so that the code misses it. A change in place is seen
 * when both come from the same draft, since they are stored together.
 */
function isMissed({ analysis, roles, writers, inputs, link, given, taken }: Passing, name: string): boolean {
  const isTogether = inputs.get(name)?.from === link.from;
  return (writers.get(name) ?? []).some((id) => {
    if (id <= given || id > taken || roles[id] === "import" || roles[id] === "lifted") return false;
    const { updates, definitions, facts } = analysis.statements[id] as Statement;
    const isRebound = [...definitions, ...facts.deletions].some((one) => one.name === name);
    return isRebound || !(isTogether && updates.some((one) => one.name === name));
  });
}

function lastWriter(
  { analysis, writers, name, link }: Passing,
  fits: (statement: Statement) => boolean,
): StatementId | undefined {
  return (writers.get(name) ?? []).findLast(
    (id) => id <= link.definition && fits(analysis.statements[id] as Statement),
  );
}

/** A class whose attributes or those of its bases change in place after it was made. */
function hasChangingState({ analysis, writers }: Passing, name: string): boolean {
  return (writers.get(name) ?? []).some((id) =>
    (analysis.statements[id] as Statement).updates.some((one) => one.name === name),
  );
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
      .map((part, at) => (at === 0 ? part.description : `## ${part.title}\n\n${part.description}`.trim()))
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
