import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { BuildState } from "./build-state.ts";
import { needsValues } from "./settings.ts";
import type { NeededName, Role, SettingGroup } from "./types.ts";

/** The set-up that can be replayed from a module: one group for what stands above the first step, one for each step. */
export function settingGroups(
  { analysis, roles, settings }: BuildState,
  names: readonly string[],
): readonly SettingGroup[] {
  const groups: SettingGroup[] = [];
  const add = (name: string, statements: readonly StatementId[]) => {
    const movable = statements.filter((id) => !needsValues(analysis, roles, id));
    if (movable.length > 0) groups.push({ name, statements: movable, ...needsOf(analysis, roles, movable) });
  };
  add("notebook_settings", settings.head);
  settings.byDraft.forEach((statements, at) => {
    add(`${names[at]}_settings`, statements);
  });
  return groups;
}

/** What statements take from imports and from the shared module. */
export function needsOf(
  analysis: Analysis,
  roles: readonly Role[],
  statements: readonly StatementId[],
): { imports: readonly NeededName[]; lifted: readonly NeededName[] } {
  const imports = new Map<string, StatementId>();
  const lifted = new Map<string, StatementId>();
  const written = new Set<string>();
  const last = new Map<string, StatementId>();
  for (const { id, definitions } of analysis.statements)
    if (roles[id] === "import" || roles[id] === "lifted") for (const { name } of definitions) last.set(name, id);
  const own = new Set(statements);
  const queue = [...statements];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const { facts, reads } = analysis.statements[id] as Statement;
    for (const { name } of [...facts.tokens, ...facts.uses]) written.add(name);
    const deferred = facts.uses
      .filter((use) => use.when === "deferred")
      .map((use) => ({ name: use.name, from: last.has(use.name) ? [last.get(use.name) as StatementId] : [] }));
    for (const { name, from } of [...reads, ...deferred]) {
      for (const source of from) {
        // An import among branches needs what the branches read.
        if (roles[source] === "import" && !imports.has(name)) queue.push(source);
        if (roles[source] === "import") imports.set(name, source);
        else if (roles[source] === "lifted" && !own.has(source)) lifted.set(name, source);
      }
    }
  }
  const list = (names: Map<string, StatementId>) =>
    [...names]
      .map(([name, statement]) => ({ name, statement, ...(written.has(name) ? {} : { inText: true as const }) }))
      .sort((a, b) => a.statement - b.statement);
  return { imports: list(imports), lifted: list(lifted) };
}
