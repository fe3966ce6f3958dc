import type { Analysis, NameDefinition, Statement, StatementId } from "../analysis/types.ts";
import type { Draft } from "./drafts.ts";

/** What binds a name last, up to the end of draft `at`. */
export function lastDefinition(
  { statements }: Analysis,
  drafts: readonly Draft[],
  at: number,
  name: string,
): NameDefinition | undefined {
  const definitionIn = (id: StatementId) => (statements[id] as Statement).definitions.find((one) => one.name === name);
  for (let draft = at; draft >= 0; draft--) {
    const id = drafts[draft]?.statements.findLast((one) => definitionIn(one) !== undefined);
    if (id !== undefined) return definitionIn(id);
  }
  return undefined;
}
