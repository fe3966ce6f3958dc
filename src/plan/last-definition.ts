import type { Analysis, NameDefinition, Statement } from "../analysis/types.ts";
import type { Draft } from "./drafts.ts";

/** What binds a name last, up to the end of the drafts. */
export function lastDefinition(
  { statements }: Analysis,
  drafts: readonly Draft[],
  name: string,
): NameDefinition | undefined {
  for (const draft of drafts.toReversed())
    for (const id of draft.statements.toReversed()) {
      const found = (statements[id] as Statement).definitions.find((one) => one.name === name);
      if (found) return found;
    }
  return undefined;
}
