import type { Analysis, Statement } from "../analysis/types.ts";
import type { TraceView } from "../trace/trace-view.ts";
import type { TracedValue } from "../trace/types.ts";
import { matchStatements } from "./match-statements.ts";
import type { CatalogEntry, SeenTable, Step, StepGraph } from "./types.ts";

/**
 * Tables of which a run of the notebook showed what they hold: those that steps take from the catalog, as they were read, and
 * those that steps give, as they are at their ends. `sources`: the text of each cell.
 */
export function seenTables(
  graph: StepGraph,
  analysis: Analysis,
  trace: TraceView,
  sources: readonly string[],
): readonly SeenTable[] {
  const idsByStatement = matchStatements(analysis, trace, sources);
  return [
    ...graph.catalog.flatMap((entry) => takenTable(entry, analysis, idsByStatement, trace)),
    ...graph.steps.flatMap((step) => givenTables(step, idsByStatement, trace)),
  ];
}

/** A table that a statement binds to a name as it is read, which therefore was seen. */
function takenTable(
  { kind, name, statement, span, step }: CatalogEntry,
  { statements }: Analysis,
  idsByStatement: readonly (readonly number[])[],
  trace: TraceView,
): readonly SeenTable[] {
  const ids = idsByStatement[statement] ?? [];
  const binds = (statements[statement] as Statement).facts.operations.filter((one) => one.op === "bind");
  const bind = binds.find(({ value }) => value.span.start === span.start && value.span.end === span.end);
  if (kind !== "source" || bind === undefined || ids.length !== 1) return [];
  const value = trace.valuesOf(bind.name).find(({ how, made }) => how === "bound" && ids.includes(made));
  return value?.table === undefined ? [] : [{ of: "catalog", step, name, facts: value.table }];
}

function givenTables(
  step: Step,
  idsByStatement: readonly (readonly number[])[],
  trace: TraceView,
): readonly SeenTable[] {
  const statements = step.parts.flatMap((part) => part.statements.filter(({ replayed }) => !replayed));
  const ids = new Set(statements.flatMap(({ statement }) => idsByStatement[statement] ?? []));
  const last = statements.at(-1);
  // Where the end of the step was not seen, its values may have changed after all that was.
  if (last === undefined || (idsByStatement[last.statement] ?? []).length === 0) return [];
  return step.outputs.flatMap(({ name }) => {
    const facts = valueAfter(ids, trace.valuesOf(name))?.table;
    return facts === undefined ? [] : [{ of: "step", step: step.name, name, facts }];
  });
}

/** The value of a name after some statements: the last that they made, else the one that they found. */
function valueAfter(ids: ReadonlySet<number>, values: readonly TracedValue[]): TracedValue | undefined {
  const end = Math.max(...ids);
  return values.findLast(({ made }) => ids.has(made)) ?? values.findLast(({ made }) => made <= end);
}
