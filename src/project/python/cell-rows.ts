import type { Analysis, StatementId } from "../../analysis/types.ts";
import type { JoinedPlan, PlanModules } from "../../plan/several/types.ts";
import type { StepGraph } from "../../plan/types.ts";

/** Cells of the notebook and where their code is now, as Markdown. */
export interface CellRow {
  /** Numbers from 1, Markdown cells counted: `3` or `3-5`. */
  readonly cells: string;
  readonly place: string;
}

/** Where the code of each cell is; neighbours of the same place in one row. Cells without code have none. */
export function cellRows(plan: JoinedPlan): readonly CellRow[] {
  const { analysis, graph } = plan;
  const places = new Map<number, string>();
  for (const { cell, because } of graph.left) places.set(cell, `left out: ${because}`);
  for (const [cell, own] of statementsByCell(analysis))
    if (!places.has(cell)) places.set(cell, placesOf(own, plan).join(", "));
  const rows: { first: number; last: number; place: string }[] = [];
  for (const [cell, place] of [...places].sort(([one], [other]) => one - other)) {
    const before = rows.at(-1);
    if (before?.place === place && before.last === cell - 1) before.last = cell;
    else rows.push({ first: cell, last: cell, place });
  }
  return rows.map(({ first, last, place }) => ({
    cells: first === last ? `${first + 1}` : `${first + 1}-${last + 1}`,
    place,
  }));
}

function statementsByCell({ statements }: Analysis): ReadonlyMap<number, readonly StatementId[]> {
  const found = new Map<number, StatementId[]>();
  for (const { cell, id } of statements) found.set(cell, [...(found.get(cell) ?? []), id]);
  return found;
}

/** The modules that hold statements now; where that is none, what became of them. */
function placesOf(
  statements: readonly StatementId[],
  { analysis, graph, modules: places }: JoinedPlan,
): readonly string[] {
  const has = (role: StepGraph["roles"][number]) => statements.some((id) => graph.roles[id] === role);
  const isIn = (ids: readonly StatementId[]) => statements.some((id) => ids.includes(id));
  const steps = graph.steps.filter(({ parts }) =>
    isIn(parts.flatMap((part) => part.statements.filter((one) => !one.replayed).map((one) => one.statement))),
  );
  const modules = [
    ...steps.map(({ name }) => `steps/${name}.py`),
    ...(has("parameter") ? ["params.py"] : []),
    ...(isIn(graph.lifted.statements) ? functionPlaces(statements, graph, places) : []),
    ...(isIn(graph.settings.flatMap((group) => group.statements)) ? [`${places.settings}.py`] : []),
  ];
  if (modules.length > 0) return modules.map((module) => `\`${module}\``);
  if (has("import")) return ["imports of the modules that use them"];
  const isMeasured = statements.some((id) => analysis.statements[id]?.facts.measured !== undefined);
  return [`left out: ${isMeasured ? "only measures code" : "concerns the notebook's display only"}`];
}

/** Modules of the shared code among some statements; what another notebook has too stands in its module. */
function functionPlaces(
  statements: readonly StatementId[],
  { lifted, liftedNames }: StepGraph,
  { functions, borrowed }: PlanModules,
): readonly string[] {
  const names = lifted.statements.flatMap((id, at) => (statements.includes(id) ? (liftedNames[at] ?? []) : []));
  return [...new Set(names.map((name) => `${borrowed.get(name) ?? functions}.py`))];
}
