import type { Analysis, Statement, StatementId } from "../../analysis/types.ts";
import { needsOf } from "../setting-groups.ts";
import type { AddedParameters, StepGraph } from "../types.ts";
import type { NotebookPlan, PlanModules } from "./types.ts";

/** A notebook whose shared code has found its place. */
interface Placed extends NotebookPlan {
  readonly modules: PlanModules;
}

/**
 * Where the shared code of a notebook goes, after that of others has found its place: functions, classes and constants by the same
 * text, in which all names mean the same, are there once; others stand in a module of the notebook's own.
 */
export function placeShared(plan: NotebookPlan, earlier: readonly Placed[], isFirst: boolean): PlanModules {
  const { analysis, graph } = plan;
  const borrowed = new Map<string, string>();
  for (const other of earlier) {
    const free = graph.lifted.statements.filter((id) => namesOf(graph, id).every((name) => !borrowed.has(name)));
    for (const id of sameCode(plan, other, free))
      for (const name of namesOf(graph, id))
        borrowed.set(name, other.modules.borrowed.get(name) ?? other.modules.functions);
  }
  const statements = graph.lifted.statements.filter((id) => namesOf(graph, id).some((name) => !borrowed.has(name)));
  const { imports, lifted } = needsOf(analysis, graph.roles, statements);
  return {
    functions: isFirst ? "functions" : `${plan.label}_functions`,
    settings: isFirst ? "settings" : `${plan.label}_settings`,
    borrowed,
    own: { statements, imports, lifted },
  };
}

function namesOf({ lifted, liftedNames }: StepGraph, id: StatementId): readonly string[] {
  return liftedNames[lifted.statements.indexOf(id)] ?? [];
}

/** Those of `candidates` that another notebook has too: a greatest fixed point, so that functions may call each other. */
function sameCode(plan: NotebookPlan, other: NotebookPlan, candidates: readonly StatementId[]): readonly StatementId[] {
  if (plan.graph.starImports.length + other.graph.starImports.length > 0) return [];
  if (headOf(plan) !== headOf(other)) return [];
  const pairs = new Map<StatementId, StatementId>();
  for (const id of candidates) {
    const twin = other.graph.lifted.statements.find((one) => isSameText(plan, id, other, one));
    if (twin !== undefined) pairs.set(id, twin);
  }
  for (let before = -1; before !== pairs.size; ) {
    before = pairs.size;
    for (const [id, twin] of pairs) if (!meansTheSame(plan, id, other, twin, pairs)) pairs.delete(id);
  }
  return [...pairs.keys()];
}

/** `from __future__ import ...` changes what code means. */
function headOf({ analysis, graph }: NotebookPlan): string {
  return graph.futureImports.map((id) => textOf(analysis, id)).join("\n");
}

function isSameText(plan: NotebookPlan, id: StatementId, other: NotebookPlan, twin: StatementId): boolean {
  const added = ({ graph }: NotebookPlan, statement: StatementId): readonly AddedParameters["parameters"][] =>
    graph.lifted.added.filter((one) => one.statement === statement).map(({ parameters }) => parameters);
  return (
    textOf(plan.analysis, id) === textOf(other.analysis, twin) &&
    JSON.stringify(namesOf(plan.graph, id)) === JSON.stringify(namesOf(other.graph, twin)) &&
    JSON.stringify(added(plan, id)) === JSON.stringify(added(other, twin))
  );
}

/** Whether the names in two equal texts are bound to the same things. */
function meansTheSame(
  plan: NotebookPlan,
  id: StatementId,
  other: NotebookPlan,
  twin: StatementId,
  pairs: ReadonlyMap<StatementId, StatementId>,
): boolean {
  const [mine, theirs] = [
    needsOf(plan.analysis, plan.graph.roles, [id]),
    needsOf(other.analysis, other.graph.roles, [twin]),
  ];
  if (mine.imports.length !== theirs.imports.length || mine.lifted.length !== theirs.lifted.length) return false;
  const areSameImports = mine.imports.every(({ name }) => {
    const one = importsOf(plan, name);
    return one !== "[]" && one === importsOf(other, name);
  });
  const areSameCode = mine.lifted.every(({ name, statement }) =>
    theirs.lifted.some((one) => one.name === name && one.statement === pairs.get(statement)),
  );
  return areSameImports && areSameCode;
}

/** All import statements that bind a name: `import a.b` and `import a.c` both give `a`. */
function importsOf({ analysis, graph }: NotebookPlan, name: string): string {
  const found = analysis.statements
    .filter(({ id }) => graph.roles[id] === "import")
    .flatMap(({ id, facts }): readonly unknown[] =>
      facts.kind === "import"
        ? facts.imports.filter((one) => one.name === name).map(({ module, member }) => [module, member ?? null])
        : [textOf(analysis, id)],
    );
  return JSON.stringify(found);
}

function textOf({ cells, statements }: Analysis, id: StatementId): string {
  const { cell, facts } = statements[id] as Statement;
  const { start, end } = facts.span;
  return cells.find((one) => one.cell === cell)?.code.slice(start, end) ?? "";
}
