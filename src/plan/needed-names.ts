import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Connection } from "./drafts.ts";
import type { NeededName } from "./types.ts";

/**
 * What the code of a step takes from imports and from the shared module: names that it spells out, in code or in texts in which a
 * library looks for them. Shared functions import what they need themselves.
 */
export function neededNames(
  { statements }: Analysis,
  kept: readonly StatementId[],
  connection: Connection,
): { readonly imports: readonly NeededName[]; readonly lifted: readonly NeededName[] } {
  const ids = [...kept, ...connection.imports.values()].map((id) => statements[id] as Statement);
  const code = ids.map(({ facts }) => facts).filter(({ kind }) => kind !== "import");
  const written = new Set(code.flatMap((one) => [...one.tokens, ...one.uses].map(({ name }) => name)));
  const inTexts = new Set(ids.flatMap(({ reads }) => reads.flatMap(({ name, inText }) => (inText ? [name] : []))));
  const needed = (names: ReadonlyMap<string, StatementId>) =>
    [...names]
      .filter(([name]) => written.has(name) || inTexts.has(name))
      .map(([name, statement]) => ({ name, statement, ...(written.has(name) ? {} : { inText: true as const }) }))
      .sort((a, b) => a.statement - b.statement || (a.name < b.name ? -1 : 1));
  return { imports: needed(connection.imports), lifted: needed(connection.lifted) };
}
