import type { Analysis, Effect, Statement, StatementId } from "../analysis/types.ts";

/** What stays done when code has run; what else it does shows only where it runs. */
const LASTING: ReadonlySet<Effect["kind"]> = new Set(["draws", "seeds", "sets", "writes"]);

/** Statements of code that is measured and changes nothing: a program has no use for it. */
export function onlyMeasured({ statements }: Analysis): ReadonlySet<StatementId> {
  const measured = statements.filter(({ facts }) => facts.measured !== undefined);
  const lasting = new Set(measured.filter(changesSomething).map(placeOf));
  return new Set(measured.filter((one) => !lasting.has(placeOf(one))).map(({ id }) => id));
}

/** Which code a statement is measured with. */
function placeOf({ cell, facts }: Statement): string {
  return `${cell} ${facts.measured?.start}`;
}

function changesSomething({ updates, effects }: Statement): boolean {
  return updates.length > 0 || effects.some(({ kind, evidence }) => LASTING.has(kind) && evidence === "proved");
}
