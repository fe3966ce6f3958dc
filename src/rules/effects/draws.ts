import { type Effect, ENTROPY, type Statement } from "../../analysis/types.ts";
import type { CallSite } from "../code-index.ts";
import type { Subject } from "../subject.ts";
import { FITS, fitsByChance } from "./chance-estimators.ts";
import { mayGiveState } from "./given-state.ts";
import { happensForSure } from "./happens-for-sure.ts";
import { heldChance } from "./held-estimators.ts";

/** A place where numbers come out that no seed repeats. */
export interface Draw {
  readonly statement: Statement;
  readonly effect: Effect;
  /** It happens whenever the notebook runs, and it is seen what draws. */
  readonly isSure: boolean;
  /** Only a drawing depends on it: bootstrapped error bars, the layout of a graph. */
  readonly isForPlot: boolean;
}

/** Seeds that libraries of their own set: `seed_everything(1)`, `set_seed(1)`, `fix_seeds()`. */
const SEEDING = /seed/i;
/** Those that seed one generator, of which knowledge says which. */
const SEEDS_ONE = /^(numpy|random|torch|sympy|cv2|tensorflow\.random)\./;

/**
 * Draws that nothing above seeds, by generator (`numpy`, `python`, ..., `system` for entropy of the machine). Only what is
 * certain to draw counts; a call that is not known and has `seed` in its name counts as a seed of all generators.
 */
export function unseededDraws(subject: Subject): ReadonlyMap<string, readonly Draw[]> {
  const { analysis } = subject;
  const draws = new Map<string, Draw[]>();
  if (!analysis.statements.some(({ effects }) => effects.some(({ kind }) => kind === "draws"))) return draws;
  const seeders = seedersOfAll(subject);
  const seeded = new Set<string>();
  let isSeeded = false;
  for (const statement of analysis.statements) {
    isSeeded ||= seeders.has(statement);
    for (const effect of statement.effects) {
      const { kind, resource, evidence } = effect;
      if (resource === null) continue;
      if (kind === "seeds") seeded.add(resource);
      if (kind !== "draws" || (resource !== ENTROPY && (isSeeded || seeded.has(resource)))) continue;
      const known = draws.get(resource) ?? [];
      // Of a loop each thing is told twice.
      if (known.some((one) => one.statement === statement && one.effect.span.start === effect.span.start)) continue;
      const isSeen = evidence === "proved" ? "sure" : heldDraw(subject, statement, effect);
      if (isSeen === "no" || isNothing(subject, statement, effect)) continue;
      const isSure =
        isSeen === "sure" && happensForSure(subject, statement, effect, callOf(subject, statement, effect));
      draws.set(resource, [...known, { statement, effect, isSure, isForPlot: plots(statement, effect) }]);
    }
  }
  return draws;
}

/** Statements with a call that seems to seed whatever there is: `seed_everything(1)`, `fix_seeds()`. */
function seedersOfAll({ code }: Subject): ReadonlySet<Statement> {
  const calls = code.calls.filter(
    ({ method, callee }) => method !== null && SEEDING.test(method) && !SEEDS_ONE.test(callee ?? ""),
  );
  return new Set(calls.map(({ statement }) => statement));
}

/** Whether a generator of the process is seeded above a statement, or in it. */
export function isSeededAt(subject: Subject, { id }: Statement, generator: string): boolean {
  const seeders = seedersOfAll(subject);
  return subject.analysis.statements
    .slice(0, id + 1)
    .some(
      (one) => seeders.has(one) || one.effects.some(({ kind, resource }) => kind === "seeds" && resource === generator),
    );
}

/** Whether a draw that is not proved is one of an estimator within what is fitted: of a pipeline, of a search. */
function heldDraw(subject: Subject, statement: Statement, effect: Effect): "sure" | "no" | "unknown" {
  const site = callOf(subject, statement, effect);
  return site !== undefined && FITS.test(site.method ?? "") ? heldChance(subject, site) : "no";
}

/** The call that an effect is one of. */
export function callOf({ code }: Subject, statement: Statement, { span }: Effect): CallSite | undefined {
  return code.callsByStatement
    .get(statement)
    ?.find(({ call }) => call.span.start === span.start && call.span.end === span.end);
}

/**
 * A draw that results do not depend on, or of which that is not certain: within a call that is not known, in making a model
 * whose weights are then loaded, in the name of a temporary folder, without shuffling, or in fitting what is as good as exact.
 */
function isNothing(subject: Subject, statement: Statement, effect: Effect): boolean {
  const isBeside = ({ span, kind, resource }: Effect) =>
    span.start === effect.span.start &&
    span.end === effect.span.end &&
    (kind === "unknown" || (kind === "touches" && resource === "network"));
  if (statement.effects.some(isBeside)) return true;
  const site = callOf(subject, statement, effect);
  if (site === undefined) return false;
  const { callee, call, method } = site;
  if (callee?.startsWith("tempfile.") || mayGiveState(subject, site)) return true;
  if (call.arguments.some(({ name, value }) => name === "shuffle" && value.kind === "literal" && value.value === false))
    return true;
  if (callee === "seaborn.relplot") return !call.arguments.some(({ name }) => name === "kind");
  if (!FITS.test(method ?? "")) return false;
  return isMadeWithState(subject, site) || !fitsByChance(subject, site);
}

/** What fits may have been given a state by what `**` spreads: `KMeans(**settings).fit(X)`. */
function isMadeWithState(subject: Subject, { receiver, statement }: CallSite): boolean {
  const from =
    receiver?.kind === "name" ? (statement.reads.find(({ name }) => name === receiver.name)?.from ?? []) : [];
  const makers = subject.code.calls.filter(
    ({ call, statement: own }) => call === receiver || isBoundIn(own, call, from),
  );
  return makers.some((maker) => maker.call.arguments.some(({ name }) => name === "**") && mayGiveState(subject, maker));
}

/** The call is what one of these statements binds its name to. */
function isBoundIn({ id, facts }: Statement, call: CallSite["call"], from: readonly number[]): boolean {
  return from.includes(id) && facts.operations.some((one) => one.op === "bind" && one.value === call);
}

function plots({ effects }: Statement, { span }: Effect): boolean {
  return effects.some((one) => one.kind === "plots" && one.span.start === span.start && one.span.end === span.end);
}
