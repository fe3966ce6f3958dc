import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { Draft } from "./drafts.ts";
import type { Role } from "./types.ts";

/** Settings that only matter to steps that draw. */
const DRAWING = new Set(["matplotlib", "seaborn", "mplhep"]);

/** Set-up statements by where they stand: above the first step, or in a draft. */
export interface PlacedSettings {
  readonly head: readonly StatementId[];
  readonly byDraft: readonly (readonly StatementId[])[];
}

/** Finds the set-up of each draft, split into what can be replayed from a module and what needs values of a step. */
export function placeSettings(
  roles: readonly Role[],
  head: readonly StatementId[],
  drafts: readonly Draft[],
): PlacedSettings {
  const isSetting = (id: StatementId) => roles[id] === "setting";
  return { head: head.filter(isSetting), byDraft: drafts.map((draft) => draft.statements.filter(isSetting)) };
}

/** Set-up that reads values of the notebook cannot stand in a module: steps repeat it. */
export function needsValues(analysis: Analysis, roles: readonly Role[], id: StatementId): boolean {
  const { reads } = analysis.statements[id] as Statement;
  return reads.some((read) => read.from.some((from) => ["data", "parameter", "inner"].includes(roles[from] ?? "")));
}

/** Whether a statement sets the state of random generators. */
export function seeds({ effects }: Statement): boolean {
  return effects.some(({ kind }) => kind === "seeds");
}

/** Whether a statement does nothing but to seed random generators, and to set things up besides. */
export function onlySeeds({ definitions, effects }: Statement): boolean {
  const isSetUp = effects.every(({ kind }) => kind === "seeds" || kind === "sets");
  return definitions.length === 0 && effects.some(({ kind }) => kind === "seeds") && isSetUp;
}

/** Whether a statement defines code that its decorators make known to a library: `@register_accessor("geo")`. */
export function registersCode({ facts, effects }: Statement): boolean {
  return (facts.function ?? facts.class) !== undefined && effects.some(({ kind }) => kind === "sets");
}

/** Whether a draft can see the difference that a set-up statement makes. */
export function isAffected(analysis: Analysis, setting: StatementId, statements: readonly StatementId[]): boolean {
  const resources = (analysis.statements[setting] as Statement).effects.flatMap((effect) =>
    effect.kind === "sets" ? [effect.resource ?? ""] : [],
  );
  if (!resources.every((resource) => DRAWING.has(resource))) return true;
  return (
    mayDraw(analysis, statements) || statements.some((id) => reads(analysis.statements[id] as Statement, resources))
  );
}

/** Whether a statement reads settings, and not only to set them. */
function reads({ settingsRead, effects }: Statement, resources: readonly string[]): boolean {
  const isSet = (one: string) => effects.some(({ kind, resource }) => kind === "sets" && resource === one);
  return settingsRead.some((one) => resources.includes(one) && !isSet(one));
}

/** Whether statements may draw a figure: they do for sure, or call something unknown. */
export function mayDraw(analysis: Analysis, statements: readonly StatementId[]): boolean {
  return statements.some((id) =>
    (analysis.statements[id] as Statement).effects.some(
      (effect) => effect.kind === "plots" || effect.kind === "unknown",
    ),
  );
}
