import type { Analysis, Statement, StatementId } from "../analysis/types.ts";
import type { NamedCall, PassedName } from "../languages/call-sites.ts";
import type { FunctionFacts } from "../languages/facts.ts";
import type { NameHistory } from "./classify.ts";
import type { AddedParameters, Role } from "./types.ts";

/** A place in the notebook where a function is called, or given to something that calls it. */
interface Site extends Pick<NamedCall & PassedName, "deferred" | "hides"> {
  readonly statement: StatementId;
  readonly keywords: readonly string[];
  readonly isPassed: boolean;
}

/**
 * Tells which functions can take the notebook's data that they read as parameters: those whose every mention is a call
 * (or a place that only calls them) where that data certainly exists and its name means the same.
 */
export class ParameterRules {
  readonly #analysis: Analysis;
  readonly #roles: readonly Role[];
  readonly #history: NameHistory;
  readonly #unsteady: ReadonlySet<string>;
  readonly #sites: ReadonlyMap<string, readonly Site[]>;
  /** Names that stand somewhere in another way than called or passed. */
  readonly #otherwise: ReadonlySet<string>;
  readonly #isDynamic: boolean;
  readonly #hasPartial: boolean;

  constructor(analysis: Analysis, roles: readonly Role[], history: NameHistory) {
    this.#analysis = analysis;
    this.#roles = roles;
    this.#history = history;
    const emitted = analysis.statements.filter(({ id }) => roles[id] !== "left");
    this.#isDynamic = emitted.some(({ facts }) => facts.dynamic.length > 0);
    this.#unsteady = unsteadyNames(emitted);
    this.#sites = sitesByName(emitted);
    this.#otherwise = otherMentions(emitted);
    this.#hasPartial = (history.writers.get("partial") ?? []).every((id) =>
      analysis.statements[id]?.facts.imports.some((one) => one.module === "functools" && one.member === "partial"),
    );
  }

  /** Whether a statement defines one plain function, to which parameters can be added at all. */
  isExtensible(statement: Statement): boolean {
    const { function: facts } = statement.facts;
    const [definition] = statement.definitions;
    if (this.#isDynamic || facts === undefined || definition === undefined || statement.definitions.length > 1)
      return false;
    if (facts.generator || facts.async || facts.decorators.length > 0 || facts.assignsGlobals.length > 0) return false;
    if (this.#otherwise.has(definition.name) || statement.facts.magics.length > 0) return false;
    return !this.#analysis.cells.some(({ code }) => code.includes(`@${definition.name}`));
  }

  /** Whether no function binds the name (`global x`), called or not, and nothing deletes it: it means the same wherever code stands. */
  isSteady(name: string): boolean {
    return !this.#unsteady.has(name);
  }

  /** Whether a name is a variable of the notebook that calls can pass on. */
  isPassable(name: string): boolean {
    if (!this.isSteady(name)) return false;
    const writers = this.#history.writers.get(name) ?? [];
    return writers.length > 0 && writers.every((id) => this.#roles[id] === "data" || this.#roles[id] === "parameter");
  }

  /** Whether every mention of the function can pass the names on. */
  canPass(statement: Statement, names: ReadonlySet<string>): boolean {
    const facts = statement.facts.function as FunctionFacts;
    const name = statement.definitions[0]?.name as string;
    if (holdsCode(facts.operations) && [...names].some((one) => this.#bindings(one).length !== 1)) return false;
    const takesAny = facts.parameters.some(({ kind }) => kind === "keywordRest");
    for (const { hides, keywords, isPassed } of this.#sites.get(name) ?? []) {
      if (hides.some((hidden) => names.has(hidden))) return false;
      if (keywords.some((keyword) => names.has(keyword) || (keyword === "**" && takesAny))) return false;
      // What is passed on keeps the values that it was made with.
      if (isPassed && (!this.#hasPartial || [...names].some((one) => this.#bindings(one).length !== 1))) return false;
    }
    return this.#usersOf(name).every((user) => [...names].every((one) => this.#isBoundAbove(one, user)));
  }

  /** Statements that bind a name, updates apart. */
  #bindings(name: string): readonly StatementId[] {
    return (this.#history.writers.get(name) ?? []).filter((id) =>
      (this.#analysis.statements[id] as Statement).definitions.some((one) => one.name === name),
    );
  }

  /** Statements that run the function, or may. */
  #usersOf(name: string): readonly StatementId[] {
    return this.#analysis.statements
      .filter(({ id, reads }) => this.#roles[id] !== "left" && reads.some((read) => read.name === name))
      .map(({ id }) => id);
  }

  #isBoundAbove(name: string, user: StatementId): boolean {
    return this.#bindings(name).some((id) => {
      if (this.#roles[id] === "parameter") return true;
      const { definitions } = this.#analysis.statements[id] as Statement;
      return id < user && definitions.some((one) => one.name === name && one.certain);
    });
  }
}

/** Writes down what the functions that read data take as parameters; a type only where it is the same throughout. */
export function addedParameters(
  { statements }: Analysis,
  added: ReadonlyMap<StatementId, ReadonlySet<string>>,
): readonly AddedParameters[] {
  const typeOf = (name: string) => {
    const types = new Set(
      statements.flatMap(({ definitions }) => definitions.filter((one) => one.name === name).map(({ type }) => type)),
    );
    return types.size === 1 ? ([...types][0] as string | null) : null;
  };
  return [...added].map(([id, names]) => ({
    statement: id,
    name: (statements[id] as Statement).definitions[0]?.name as string,
    parameters: [...names].map((name) => ({ name, type: typeOf(name) })),
  }));
}

/** The analysis as it is once calls pass the data that functions read: what a call passes, its statement certainly reads. */
export function withPassedReads(analysis: Analysis, added: ReadonlyMap<StatementId, ReadonlySet<string>>): Analysis {
  if (added.size === 0) return analysis;
  const namesByFunction = new Map(
    [...added].map(([id, names]) => [(analysis.statements[id] as Statement).definitions[0]?.name, names]),
  );
  const statements = analysis.statements.map((statement) => ({
    ...statement,
    reads: statement.reads.map((read) => {
      if (read.through === undefined || !namesByFunction.get(read.through)?.has(read.name)) return read;
      const call = statement.reads.find((one) => one.name === read.through);
      return { ...read, certain: call?.certain ?? false };
    }),
  }));
  return { ...analysis, statements };
}

function unsteadyNames(statements: readonly Statement[]): ReadonlySet<string> {
  const roles = new Set(["global", "delete"]);
  return new Set(
    statements.flatMap(({ facts }) => [
      ...facts.tokens.filter(({ role }) => roles.has(role)).map(({ name }) => name),
      ...facts.deletions.map(({ name }) => name),
    ]),
  );
}

function sitesByName(statements: readonly Statement[]): ReadonlyMap<string, readonly Site[]> {
  const sites = new Map<string, Site[]>();
  const add = (name: string, site: Site) => {
    const list = sites.get(name);
    if (list) list.push(site);
    else sites.set(name, [site]);
  };
  for (const { id, facts } of statements) {
    for (const { name, deferred, hides, keywords } of facts.calls)
      add(name, { statement: id, deferred, hides, keywords, isPassed: false });
    for (const { name, deferred, hides } of facts.passes)
      add(name, { statement: id, deferred, hides, keywords: [], isPassed: true });
  }
  return sites;
}

/** Names with a mention that is no call: something else may be done with them there. */
function otherMentions(statements: readonly Statement[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { facts } of statements) {
    const known = new Set([...facts.calls, ...facts.passes].map(({ span }) => span.start));
    for (const { name, span, role } of facts.tokens) if (role === "load" && !known.has(span.start)) found.add(name);
    const written = new Set(facts.tokens.map(({ name }) => name));
    for (const { arguments: text } of facts.magics)
      for (const word of text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []) if (!written.has(word)) found.add(word);
  }
  return found;
}

/** Whether code stands inside the code that may run after it: a function, a class, a generator. */
function holdsCode(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsCode);
  if (typeof value !== "object" || value === null) return false;
  if ("function" in value || "class" in value) return true;
  if ("type" in value && value.type === "generator") return true;
  return Object.values(value).some(holdsCode);
}
