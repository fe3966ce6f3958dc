import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Notebook } from "../notebook/types.ts";
import type { Draft } from "./drafts.ts";
import type { CellGroups } from "./group-cells.ts";
import { onlySeeds, registersCode } from "./settings.ts";
import type { Role } from "./types.ts";

/** What steps are made of: the set-up above the first one, and the statements of each. */
export interface Drafts {
  readonly head: readonly StatementId[];
  readonly drafts: readonly Draft[];
}

/** The statements of each group that stay in a step; what stands above the first one gets a step only when it holds data. */
export function draftSteps(analysis: Analysis, roles: readonly Role[], groups: CellGroups, notebook: Notebook): Drafts {
  const byCell = new Map<number, StatementId[]>();
  for (const { id, cell } of analysis.statements) {
    const list = byCell.get(cell);
    if (list) list.push(id);
    else byCell.set(cell, [id]);
  }
  const inBody = (id: StatementId) => roles[id] === "data" || roles[id] === "setting" || roles[id] === "inner";
  const bodyOf = (cells: readonly number[]) => cells.flatMap((cell) => byCell.get(cell) ?? []).filter(inBody);
  const statementOf = (id: StatementId) => analysis.statements[id] as Statement;
  const isData = (id: StatementId) => roles[id] === "data";
  const registers = (id: StatementId) => roles[id] === "inner" && registersCode(statementOf(id));
  const head = {
    title: "setup",
    description: "",
    cells: groups.head,
    statements: bodyOf(groups.head),
    previous: [],
    options: {},
  };
  const drafts: Draft[] = [];
  for (const group of groups.groups) {
    const statements = bodyOf(group.cells);
    if (statements.some((id) => isData(id) || roles[id] === "setting" || registers(id)))
      drafts.push({ ...group, statements });
  }
  const headData = head.statements.filter(isData).map(statementOf);
  joinSeeds(analysis, roles, drafts);
  const [first, ...others] = drafts;
  if (headData.length === 0) {
    const belongsInStep = (id: StatementId) => registers(id) || showsSomething(notebook, statementOf(id));
    return withoutSetUp([head, ...drafts], isData, belongsInStep);
  }
  if (headData.every(({ definitions }) => definitions.length === 0) && first)
    return { head: [], drafts: [joined([head], first), ...others] };
  const title = groups.groups.length === 0 ? "notebook" : "setup";
  return { head: [], drafts: [{ ...head, title }, ...drafts] };
}

/** What stands above a step becomes a part of it. */
function joined(above: readonly Draft[], step: Draft): Draft {
  const all = [...above, step];
  return {
    ...step,
    cells: all.flatMap(({ cells }) => cells),
    statements: all.flatMap(({ statements }) => statements),
  };
}

/** A first step that only seeds and sets up belongs to the step below it. */
function joinSeeds(analysis: Analysis, roles: readonly Role[], drafts: Draft[]): void {
  const [first, second] = drafts;
  if (!first || !second) return;
  const data = first.statements.filter((id) => roles[id] === "data").map((id) => analysis.statements[id] as Statement);
  if (data.length === 0 || !data.every(onlySeeds)) return;
  drafts.splice(0, 2, joined([first], second));
}

/**
 * First steps that only set things up are no steps: what they set up stands above the first one, or in it where it
 * shows something (`np.seterr(all="ignore")`) or makes code known to a library.
 */
function withoutSetUp(
  all: readonly Draft[],
  isData: (id: StatementId) => boolean,
  belongsInStep: (id: StatementId) => boolean,
): Drafts {
  const at = all.findIndex(({ statements }) => statements.some(isData));
  const setUp = all.slice(0, Math.max(1, at));
  const head = setUp.flatMap(({ statements }) => statements);
  const [first, ...others] = all.slice(setUp.length);
  if (first === undefined) return { head, drafts: [] };
  if (!head.some(belongsInStep)) return { head, drafts: [first, ...others] };
  return { head: [], drafts: [joined(setUp, first), ...others] };
}

/** Whether a statement shows a value, by what is known of it or by what the notebook showed when it ran. */
function showsSomething({ cells }: Notebook, { cell, displays }: Statement): boolean {
  if (displays !== "perhaps") return displays === "something";
  return cells[cell]?.outputs.some((output) => output?.output_type === "execute_result") ?? false;
}
