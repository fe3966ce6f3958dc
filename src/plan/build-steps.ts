import { ownModules } from "../analysis/own-modules.ts";
import { textConstants } from "../analysis/text-constants.ts";
import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import { topLevel } from "../base/dotted-path.ts";
import type { Location, Span } from "../base/spans.ts";
import { addedParameters } from "./added-parameters.ts";
import { declaredNames, maybeUnbound, shadowedBuiltins } from "./bound-names.ts";
import type { BuildState } from "./build-state.ts";
import type { Connection, Draft } from "./drafts.ts";
import { earlySettings } from "./early-settings.ts";
import { effectImports } from "./effect-imports.ts";
import { keptStatements } from "./kept-statements.ts";
import { loadedModules } from "./loaded-modules.ts";
import { metricNames } from "./metrics.ts";
import { missingNames } from "./missing-names.ts";
import { neededNames } from "./needed-names.ts";
import { type HiddenEdge, hiddenEdges, mayDrawNumbers, seedsAnywhere } from "./order.ts";
import { parametersOf } from "./parameters.ts";
import { locate, mayRaise, type PlanContext } from "./plan-context.ts";
import { needsOf, settingGroups } from "./setting-groups.ts";
import { isAffected, mayDraw } from "./settings.ts";
import { stepName, uniqueNames } from "./step-names.ts";
import type { Input, Output, SettingGroup, Step, StepGraph, StepPart, StepStatement } from "./types.ts";

/** Writes the connected drafts down as the step graph. */
export function buildSteps(state: BuildState): StepGraph {
  const { analysis, roles, context, groups } = state;
  const names = nameSteps(state);
  const settings = settingGroups(state, names);
  const hidden = hiddenEdges(state.analysis, state.drafts);
  const steps = state.drafts.map((_, at) => ({
    ...buildStep(state, names, settings, at),
    after: afterOf(state, names, hidden[at] ?? [], at),
  }));
  const lifted = analysis.statements.filter(({ id }) => roles[id] === "lifted").map(({ id }) => id);
  const imports = analysis.statements.filter(({ id }) => roles[id] === "import");
  const loaded = loadedModules(analysis, roles);
  const starImports = imports
    .filter(({ facts }) => facts.imports.some((one) => one.member === "*"))
    .map(({ id }) => id);
  const futureImports = imports
    .filter(({ facts }) => facts.imports.some((one) => one.module === "__future__"))
    .map(({ id }) => id);
  return {
    notebook: context.notebook.path,
    title: titleOf(context),
    grouping: groups.grouping,
    steps,
    parameters: parametersOf(analysis, roles),
    lifted: {
      statements: lifted,
      imports: needsOf(analysis, roles, lifted).imports,
      added: addedParameters(analysis, state.added),
    },
    liftedNames: lifted.map((id) => (analysis.statements[id] as Statement).definitions.map((one) => one.name)),
    settings,
    starImports,
    futureImports,
    earlySettings: earlySettings(analysis, roles),
    effectImports: effectImports(analysis, roles),
    roles,
    merges: [],
    catalog: [],
    models: [],
    left: groups.left,
    files: { reads: filesOf(analysis, "reads"), writes: filesOf(analysis, "writes") },
    shows: analysis.statements.some((one) => one.displays !== "nothing"),
    namesLabels: analysis.statements.some(({ updates }) =>
      updates.some(({ labels, together }) => labels === true && together.length > 1),
    ),
    modules: [...new Set(loaded.map(({ path }) => topLevel(path)))],
    loaded,
    ownModules: [...ownModules(analysis).keys()].sort(),
    needs: analysis.needs,
    installs: [...new Set(analysis.cells.flatMap((cell) => cell.installs))],
    diagnostics: [],
  };
}

const LONGEST_FORMULA = 1000;

/** The heading that opens the notebook is its title if it is of the first level, or if all others stand below it. */
function titleOf({ headings, notebook }: PlanContext): string {
  const [first, ...others] = headings;
  const opens = first !== undefined && notebook.cells.every(({ kind, index }) => kind !== "code" || index > first.cell);
  const isTitle = first?.level === 1 || (opens && others.every(({ level }) => level > first.level));
  return (isTitle ? first?.title : null) ?? (notebook.path.split(/[\\/]/).at(-1) ?? "notebook").replace(/\.[^.]*$/, "");
}

/** Step names must not hide what step modules import: modules, helpers, builtins. */
function nameSteps({ analysis, roles, context, drafts }: BuildState): readonly string[] {
  const taken = new Set([...context.reserved, ...context.builtins]);
  for (const { id, definitions, reads } of analysis.statements) {
    if (roles[id] === "import" || roles[id] === "lifted") for (const { name } of definitions) taken.add(name);
    // Names that a star import gives.
    for (const { name, from } of reads) if (from.length === 0) taken.add(name);
  }
  // Formulas find what they call in the module that they stand in: `ols("y ~ poly(x)", df)`.
  for (const text of textConstants(analysis))
    if (text.length < LONGEST_FORMULA)
      for (const [, name = ""] of text.matchAll(/\b([A-Za-z_]\w*)\(/g)) taken.add(name);
  return uniqueNames(
    drafts.map((draft) => draft.title),
    taken,
  );
}

function buildStep(
  state: BuildState,
  names: readonly string[],
  settings: readonly SettingGroup[],
  at: number,
): Omit<Step, "after"> {
  const { analysis, drafts } = state;
  const draft = drafts[at] as Draft;
  const connection = state.connections[at] as Connection;
  const statements = draft.statements.map((id) => analysis.statements[id] as Statement);
  const kept = [...keptStatements(state, draft, connection), ...connection.replays].sort((a, b) => a - b);
  const { imports, lifted } = neededNames(analysis, kept, connection);
  const outputs = outputsOf(state, draft, connection);
  const metrics = metricNames(analysis, state.roles, draft.statements, state.groups.metricCells);
  return {
    name: names[at] as string,
    title: draft.title,
    description: draft.description,
    cells: draft.cells,
    parts: partsOf(state, kept, connection),
    inputs: inputsOf(state, names, connection),
    parameters: [...connection.parameters].sort(),
    outputs,
    metrics: outputs.map(({ name }) => name).filter((name) => metrics.has(name)),
    settings: settings
      .filter(
        (group) =>
          comesBefore(state, group, at) && group.statements.some((id) => isAffected(analysis, id, draft.statements)),
      )
      .map((group) => group.name),
    draws: seedsAnywhere(analysis) && mayDrawNumbers(analysis, draft.statements),
    asynchronous: statements.some((one) => one.facts.awaits),
    reads: [...new Set(statements.flatMap((one) => one.files.reads))].filter(
      (file) => !statements.some((one) => one.files.writes.includes(file)),
    ),
    writes: [...new Set(statements.flatMap((one) => one.files.writes))],
    imports,
    lifted,
    shadowedBuiltins: shadowedBuiltins(state, draft),
    missing: missingNames(analysis, statements, state.context.builtins),
    maybeUnbound: maybeUnbound(state, draft, connection),
    declared: declaredNames(state, draft, connection),
    options: draft.options,
  };
}

/** A group of settings is replayed by steps below the one that it comes from. */
function comesBefore({ drafts }: BuildState, group: SettingGroup, at: number): boolean {
  const from = drafts.findIndex((draft) => draft.statements.includes(group.statements[0] as StatementId));
  return from < at;
}

function inputsOf({ analysis }: BuildState, names: readonly string[], connection: Connection): readonly Input[] {
  return [...connection.inputs].map(([name, link]) => {
    const definition = analysis.statements[link.definition] as Statement;
    const use = analysis.statements[link.use] as Statement;
    return {
      name,
      from: names[link.from] as string,
      ...typeOf(analysis, name, link.definition),
      certainty: link.certainty,
      definedAt: placeOf(definition, [...definition.definitions, ...definition.updates], name),
      usedAt: placeOf(use, use.reads, name),
    };
  });
}

/** Where in a statement a name is; the whole statement, where it is there through something else. */
function placeOf(
  statement: Statement,
  mentions: readonly { readonly name: string; readonly span: Span }[],
  name: string,
): Location {
  const mention = mentions.find((one) => one.name === name);
  return mention === undefined ? locate(statement) : { cell: statement.cell, span: mention.span };
}

/** Type of a name after a statement: an in-place change keeps the type of the definition above. */
function typeOf(analysis: Analysis, name: string, id: StatementId): Pick<Input, "type" | "typeSeen"> {
  for (let at = id; at >= 0; at--) {
    const definition = (analysis.statements[at] as Statement).definitions.find((one) => one.name === name);
    if (definition === undefined) continue;
    if (!definition.certain) return { type: null };
    const type = definition.seen?.type;
    return type === undefined ? { type: definition.type } : { type, typeSeen: true };
  }
  return { type: null };
}

function outputsOf({ analysis }: BuildState, draft: Draft, connection: Connection): readonly Output[] {
  const last = draft.statements.at(-1) ?? 0;
  const firstWritten = (name: string) =>
    draft.statements.findIndex((id) => {
      const { definitions, updates } = analysis.statements[id] as Statement;
      return definitions.some((one) => one.name === name) || updates.some((one) => one.name === name);
    });
  return [...connection.outputs]
    .map(([name, why]) => ({ name, ...typeOf(analysis, name, last), why, order: firstWritten(name) }))
    .sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1))
    .map(({ order, ...output }) => output);
}

function afterOf(
  state: BuildState,
  names: readonly string[],
  hidden: readonly HiddenEdge[],
  at: number,
): readonly { step: string; because: string }[] {
  const declared = (state.drafts[at]?.previous ?? []).flatMap((title) => {
    const before = names.indexOf(stepName(title, ""));
    return before !== -1 && before < at ? [{ before, because: "declared by a tag" }] : [];
  });
  const found = new Map<string, string>();
  const givers = new Set([...(state.connections[at] as Connection).inputs.values()].map((link) => link.from));
  for (const { before, because } of [...hidden, ...declared])
    if (!givers.has(before)) found.set(names[before] as string, because);
  return [...found].map(([step, because]) => ({ step, because }));
}

/** The body of a step, a part for each cell, in the notebook's order; code of other steps is repeated where it stands there. */
function partsOf(
  { analysis, context }: BuildState,
  kept: readonly StatementId[],
  connection: Connection,
): readonly StepPart[] {
  const parts: { cell: number; statements: StepStatement[] }[] = [];
  const put = (id: StatementId, replayed: boolean) => {
    const { cell } = analysis.statements[id] as Statement;
    if (parts.at(-1)?.cell !== cell) parts.push({ cell, statements: [] });
    parts.at(-1)?.statements.push({ statement: id, replayed });
  };
  for (const id of kept) put(id, connection.replays.has(id));
  return parts.map((part) => ({
    ...part,
    draws: mayDraw(
      analysis,
      part.statements.map((one) => one.statement),
    ),
    mayRaise: mayRaise(context, part.cell),
  }));
}

function filesOf(analysis: Analysis, kind: "reads" | "writes"): readonly string[] {
  return [...new Set(analysis.statements.flatMap((one) => one.files[kind]))].sort();
}
