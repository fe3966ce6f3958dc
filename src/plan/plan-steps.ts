import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import { withPassedReads } from "./added-parameters.ts";
import { buildSteps } from "./build-steps.ts";
import { liftTables } from "./catalog.ts";
import { classify } from "./classify.ts";
import { connect } from "./connect.ts";
import { draftSteps } from "./draft-steps.ts";
import type { Draft } from "./drafts.ts";
import { groupCells } from "./group-cells.ts";
import { lift } from "./lift.ts";
import { limitDiagnostics } from "./limits.ts";
import { lostSettings } from "./lost-settings.ts";
import { type DraftMerge, mergeLive } from "./merge-live.ts";
import type { PlanContext } from "./plan-context.ts";
import { leftConstants, proposeParameters } from "./propose-parameters.ts";
import { setsUpLaterSteps, withSeedingInSteps } from "./set-up-in-steps.ts";
import { isAffected, needsValues, type PlacedSettings, placeSettings, registersCode } from "./settings.ts";
import type { Merge, Role, StepGraph } from "./types.ts";

/** Turns the analysis of a notebook into steps with explicit inputs and outputs. */
export function planSteps(known: Analysis, context: PlanContext): StepGraph {
  const groups = groupCells(context.notebook, context.tags, context.headings, {
    ...context.wish,
    empty: emptyCells(known),
    liveAfter: liveAfterCells(known),
  });
  const leftCells = new Set(groups.left.map((one) => one.cell));
  const { roles: lifted, added } = lift(known, classify(known, groups.parameterCells, leftCells), context.builtins);
  const analysis = withPassedReads(known, added);
  const roles = withSeedingInSteps(analysis, proposeParameters(analysis, lifted));
  const { head, drafts } = draftSteps(analysis, roles, groups, context.notebook);
  const {
    drafts: merged,
    merges,
    connections,
    settings,
  } = connectAndMerge(analysis, roles, head, drafts, groups.metricCells);
  const graph = buildSteps({ analysis, roles, added, context, groups, head, drafts: merged, connections, settings });
  const whole = context.wish.catalog ? liftTables(graph, analysis, context) : graph;
  return {
    ...whole,
    merges: nameMerges(merges, graph),
    diagnostics: [
      ...groups.diagnostics,
      ...limitDiagnostics(analysis, roles, graph, context),
      ...lostSettings(analysis, roles, graph.steps),
      ...leftConstants(analysis, roles),
      ...whole.diagnostics,
    ],
  };
}

function nameMerges(merges: readonly DraftMerge[], graph: { readonly steps: StepGraph["steps"] }): readonly Merge[] {
  return merges.map(({ first, titles, name, because }) => ({
    steps: [graph.steps[first]?.name ?? "", ...titles],
    name,
    because,
  }));
}

/** Connects the drafts; merges those between which something would pass that cannot be stored; until all can. */
function connectAndMerge(
  analysis: Analysis,
  roles: readonly Role[],
  head: readonly StatementId[],
  first: readonly Draft[],
  metricCells: ReadonlySet<number>,
) {
  let drafts = first;
  const merges: DraftMerge[] = [];
  for (;;) {
    const settings = placeSettings(roles, head, drafts);
    const connections = connect(
      analysis,
      roles,
      drafts,
      repeatedSettings(analysis, roles, drafts, settings),
      metricCells,
    );
    const merged = mergeLive(analysis, roles, drafts, connections);
    if (merged === null) return { drafts, merges, connections, settings };
    drafts = merged.drafts;
    merges.push(merged.merge);
  }
}

/**
 * For each draft: set-up of earlier ones that cannot stand in the settings module: what reads values, what seeds as well, and
 * code that is registered.
 */
function repeatedSettings(
  analysis: Analysis,
  roles: readonly Role[],
  drafts: readonly Draft[],
  settings: PlacedSettings,
): readonly (readonly StatementId[])[] {
  const isInStep = (id: StatementId) => {
    const statement = analysis.statements[id] as Statement;
    return (roles[id] === "inner" && registersCode(statement)) || setsUpLaterSteps(roles, statement);
  };
  const inSteps = drafts.map(({ statements }) => statements.filter(isInStep));
  return drafts.map((draft, at) => {
    const earlier = [...settings.head, ...settings.byDraft.slice(0, at).flat()];
    const reading = earlier.filter((id) => needsValues(analysis, roles, id));
    return [...reading, ...inSteps.slice(0, at).flat()].filter((id) => isAffected(analysis, id, draft.statements));
  });
}

/** Code cells without a statement that does anything. */
function emptyCells(analysis: Analysis): ReadonlySet<number> {
  return new Set(
    analysis.cells
      .filter((cell) => cell.statements.length === 0 && cell.cellMagics.length === 0)
      .map((cell) => cell.cell),
  );
}

/** How many data names that are defined up to the end of each cell are read after it. */
function liveAfterCells(analysis: Analysis): ReadonlyMap<number, number> {
  const change = new Map<number, number>();
  const add = (cell: number, by: number) => change.set(cell, (change.get(cell) ?? 0) + by);
  const lastUse = new Map<StatementId, number>();
  for (const { cell, reads } of analysis.statements)
    for (const { from } of reads) for (const id of from) lastUse.set(id, Math.max(cell, lastUse.get(id) ?? 0));
  for (const { id, cell, facts } of analysis.statements) {
    const last = lastUse.get(id);
    if (
      last === undefined ||
      last <= cell ||
      facts.kind === "import" ||
      facts.kind === "function" ||
      facts.kind === "class"
    )
      continue;
    add(cell, 1);
    add(last, -1);
  }
  const live = new Map<number, number>();
  let count = 0;
  for (const { cell } of analysis.cells) {
    count += change.get(cell) ?? 0;
    live.set(cell, count);
  }
  return live;
}
