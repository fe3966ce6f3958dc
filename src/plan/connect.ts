import type { Analysis, NameRead, Statement, StatementId } from "../analysis/types.ts";
import { certaintyOf } from "./certainty.ts";
import { consumedValues } from "./consumed-values.ts";
import { deletesNothingHere, isGoneUnnoticed, mayDelete } from "./deletions.ts";
import type { Connection, Draft } from "./drafts.ts";
import { lastDefinition } from "./last-definition.ts";
import { metricNames } from "./metrics.ts";
import { registersCode } from "./settings.ts";
import { changesBoth, type SharingStatement } from "./shared-changes.ts";
import type { Output, Role } from "./types.ts";

/** Finds what crosses the borders of the drafts, given what becomes of each statement. */
export function connect(
  analysis: Analysis,
  roles: readonly Role[],
  drafts: readonly Draft[],
  repeatedSettings: readonly (readonly StatementId[])[],
  metricCells: ReadonlySet<number>,
): readonly Connection[] {
  const connector = new Connector(analysis, roles, drafts);
  drafts.forEach((draft, at) => {
    for (const id of repeatedSettings[at] ?? []) connector.replay(at, id);
    for (const id of draft.statements) connector.readAll(at, id);
  });
  connector.settle(metricCells);
  return connector.connections;
}

class Connector {
  readonly connections: Connection[];
  readonly #analysis: Analysis;
  readonly #roles: readonly Role[];
  readonly #drafts: readonly Draft[];
  readonly #draftOf = new Map<StatementId, number>();
  readonly #shared: ReadonlyMap<StatementId, readonly string[]>;
  /** Data names that each draft binds or changes: whether it certainly binds them, and the last statement that does. */
  readonly #written: Map<string, { certain: boolean; last: StatementId }>[];

  constructor(analysis: Analysis, roles: readonly Role[], drafts: readonly Draft[]) {
    this.#analysis = analysis;
    this.#roles = roles;
    this.#drafts = drafts;
    this.#shared = new Map(analysis.sharings.map(({ statement, names }) => [statement, names]));
    drafts.forEach((draft, at) => {
      for (const id of draft.statements) this.#draftOf.set(id, at);
    });
    this.connections = drafts.map(() => ({
      inputs: new Map(),
      outputs: new Map(),
      parameters: new Set(),
      replays: new Set(),
      imports: new Map(),
      lifted: new Map(),
    }));
    this.#written = drafts.map((draft) => this.#writtenBy(draft));
  }

  #statement(id: StatementId): Statement {
    return this.#analysis.statements[id] as Statement;
  }

  #writtenBy(draft: Draft): Map<string, { certain: boolean; last: StatementId }> {
    const written = new Map<string, { certain: boolean; last: StatementId }>();
    for (const id of draft.statements) {
      const { definitions, updates, deletions } = this.#statement(id);
      if (this.#roles[id] !== "data") continue;
      for (const { name } of updates) written.set(name, { certain: written.get(name)?.certain ?? false, last: id });
      for (const { name, certain } of definitions)
        written.set(name, { certain: certain || (written.get(name)?.certain ?? false), last: id });
      for (const name of deletions) written.delete(name);
    }
    return written;
  }

  /** Takes in all that one statement of a draft reads. */
  readAll(at: number, id: StatementId): void {
    const { reads, deferredReads, facts } = this.#statement(id);
    for (const read of reads) this.#read(at, id, read);
    // Code that is stored as a value must see in its own step what it reads when it is called.
    if (this.#roles[id] === "data") for (const read of deferredReads) this.#read(at, id, read);
    // `del` needs its name bound, unless nothing of it is here: then there is nothing to delete.
    if (!deletesNothingHere(this.#analysis, this.#drafts[at] as Draft, this.connections[at] as Connection, id))
      for (const { name } of facts.tokens.filter(({ role }) => role === "delete")) this.#pass(at, id, name);
  }

  /** Repeats a statement of another step at the top of this one. */
  replay(at: number, id: StatementId): void {
    const { replays } = this.connections[at] as Connection;
    if (this.#draftOf.get(id) === at || replays.has(id)) return;
    replays.add(id);
    const statement = this.#statement(id);
    // What is called without being named sees its names as they are by then.
    if (registersCode(statement))
      for (const { name } of [...statement.reads, ...statement.facts.uses]) this.#pass(at, id, name);
    for (const read of statement.reads) this.#read(at, id, read);
  }

  #read(at: number, use: StatementId, read: NameRead): void {
    const connection = this.connections[at] as Connection;
    const outside = read.from.filter(
      (id) => this.#draftOf.get(id) !== at || this.#roles[id] === "import" || this.#roles[id] === "lifted",
    );
    const data = outside.filter((id) => this.#roles[id] === "data");
    if (data.length > 0 && isGoneUnnoticed(this.#analysis, this.#drafts, this.#draftOf, Math.max(...data), read.name))
      return;
    for (const id of outside) {
      const role = this.#roles[id];
      if (role === "import") this.#import(at, read.name, id);
      else if (role === "lifted") connection.lifted.set(read.name, id);
      else if ((role === "inner" || role === "setting") && data.length === 0) this.replay(at, id);
    }
    if (data.length > 0) this.#link(at, read.name, Math.max(...data), use, read.certain);
    else if (outside.some((id) => this.#roles[id] === "parameter")) connection.parameters.add(read.name);
    // What the draft itself only changed, through another name of the same object, it must have been given.
    else if (read.from.some((id) => this.#changesOnly(id, read.name))) this.#pass(at, use, read.name);
  }

  #changesOnly(id: StatementId, name: string): boolean {
    const { definitions, updates } = this.#statement(id);
    const binds = definitions.some((one) => one.name === name && one.certain);
    return this.#roles[id] === "data" && !binds && updates.some((one) => one.name === name);
  }

  /** Takes a name from an import; one among branches (`try: import a`) also needs what the branches read. */
  #import(at: number, name: string, id: StatementId): void {
    const { imports } = this.connections[at] as Connection;
    if (imports.get(name) === id) return;
    imports.set(name, id);
    const { facts, reads } = this.#statement(id);
    if (facts.kind !== "import") for (const read of reads) this.#read(at, id, read);
  }

  /** A name that the draft may leave as it came in: its earlier value, if there is one, comes in. */
  #pass(at: number, use: StatementId, name: string): void {
    for (let before = at - 1; before >= 0; before--) {
      const written = this.#written[before]?.get(name);
      if (written) {
        this.#link(at, name, written.last, use, false);
        return;
      }
    }
  }

  #link(at: number, name: string, definition: StatementId, use: StatementId, certain: boolean): void {
    const { inputs } = this.connections[at] as Connection;
    const from = this.#draftOf.get(definition);
    if (from === undefined || from >= at) return;
    if (this.#boundBefore(at, name, use)) return;
    const certainty = certaintyOf(this.#statement(definition), name, certain);
    const before = inputs.get(name);
    // A function that is repeated here reads what its own place tells; what the step is given is the last version.
    const isLater = before !== undefined && from > before.from;
    if (!before || isLater || (from === before.from && before.certainty !== "proved" && certainty === "proved"))
      inputs.set(name, { from, definition, use, certainty });
  }

  /** Whether the draft has certainly bound the name itself above the statement. */
  #boundBefore(at: number, name: string, use: StatementId): boolean {
    for (const id of this.#drafts[at]?.statements ?? []) {
      if (id >= use) return false;
      if (this.#roles[id] === "data" && this.#statement(id).definitions.some((one) => one.name === name && one.certain))
        return true;
    }
    return false;
  }

  /** Makes outputs of all that is taken in, keeps shared values together, until nothing is added; results included. */
  settle(metricCells: ReadonlySet<number>): void {
    this.#spread();
    this.#addResults();
    this.#addMetrics(metricCells);
    do this.#spread();
    while (this.#addLastVersions());
  }

  #spread(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (let at = this.#drafts.length - 1; at >= 0; at--) {
        for (const [name, link] of (this.connections[at] as Connection).inputs)
          if (this.#give(link.from, name, "used")) changed = true;
      }
      if (this.#keepTogether()) changed = true;
    }
  }

  /** Draft `at` outputs `name`; what it does not certainly bind itself it must be given. True when that is new. */
  #give(at: number, name: string, why: Output["why"]): boolean {
    const connection = this.connections[at] as Connection;
    if (connection.outputs.has(name)) return false;
    connection.outputs.set(name, why);
    const own = this.#written[at]?.get(name);
    if (!own?.certain) this.#pass(at, own?.last ?? this.#drafts[at]?.statements.at(-1) ?? 0, name);
    return true;
  }

  /** Numbers by which runs are compared are stored even when others compute with them. */
  #addMetrics(metricCells: ReadonlySet<number>): void {
    for (const [at, { statements }] of this.#drafts.entries()) {
      for (const [name, isCertain] of metricNames(this.#analysis, this.#roles, statements, metricCells))
        if (isCertain && this.#written[at]?.get(name)?.certain) this.#give(at, name, "result");
    }
  }

  /**
   * When a draft binds `y` that shares references with an older `x`, and one of them is changed later, both must come
   * out of that draft, so that they are stored together and come back shared.
   */
  #keepTogether(): boolean {
    let changed = false;
    for (const { statement, names } of this.#analysis.sharings) {
      const at = this.#draftOf.get(statement);
      if (at === undefined) continue;
      const { outputs, inputs } = this.connections[at] as Connection;
      const given = names.filter((name) => outputs.has(name));
      if (given.length === 0) continue;
      for (const name of names) {
        if (outputs.has(name) || !this.#isTakenLater(at, name) || !changesBoth(this.#below(at), name, given)) continue;
        if (!inputs.has(name) && !this.#written[at]?.has(name)) this.#pass(at, statement, name);
        if (!inputs.has(name) && !this.#written[at]?.has(name)) continue;
        if (this.#give(at, name, "shared")) changed = true;
        this.#reroute(at, name);
      }
    }
    return changed;
  }

  /** Later drafts that took `name` from further up take it from draft `at`. */
  #reroute(at: number, name: string): void {
    for (let later = at + 1; later < this.#drafts.length; later++) {
      const { inputs } = this.connections[later] as Connection;
      const link = inputs.get(name);
      if (link && link.from < at) inputs.set(name, { ...link, from: at });
      if (this.#written[later]?.has(name)) return;
    }
  }

  #isTakenLater(at: number, name: string): boolean {
    return this.connections.some(({ inputs }, later) => later > at && (inputs.get(name)?.from ?? later) <= at);
  }

  /** The statements of all drafts below one. */
  *#below(at: number): Iterable<SharingStatement> {
    for (const { statements } of this.#drafts.slice(at + 1))
      for (const id of statements) yield { statement: this.#statement(id), shared: this.#shared.get(id) ?? [] };
  }

  /** Final values that nothing takes further are the results of the pipeline. */
  #addResults(): void {
    const consumed = consumedValues(this.#analysis);
    const seen = new Set<string>();
    for (let at = this.#drafts.length - 1; at >= 0; at--) {
      for (const [name, { last }] of this.#written[at] ?? []) {
        const isFinal = !seen.has(name);
        seen.add(name);
        if (!isFinal || name.startsWith("_") || consumed.has(`${last}:${name}`)) continue;
        const definition = lastDefinition(this.#analysis, this.#drafts, at, name);
        const isBound = this.#written.slice(0, at + 1).some((written) => written.get(name)?.certain);
        if (definition?.kind !== "variable" || definition.live || !isBound) continue;
        this.#give(at, name, "result");
      }
    }
  }

  /** A name that an earlier draft stores is stored again where it changes last: what is kept is what the notebook ends with. */
  #addLastVersions(): boolean {
    let changed = false;
    const seen = new Set<string>();
    const firstStored = new Map<string, number>();
    for (const [at, { outputs }] of this.connections.entries())
      for (const name of outputs.keys()) if (!firstStored.has(name)) firstStored.set(name, at);
    for (let at = this.#drafts.length - 1; at >= 0; at--) {
      for (const name of this.#written[at]?.keys() ?? []) {
        const isLast = !seen.has(name);
        seen.add(name);
        const isStored = (firstStored.get(name) ?? at) < at;
        if (!isLast || !isStored || this.#mayBeGone(at, name)) continue;
        if (lastDefinition(this.#analysis, this.#drafts, at, name)?.live !== false) continue;
        if (this.#give(at, name, "result")) changed = true;
      }
    }
    return changed;
  }

  /** Whether a name may be unbound where a draft ends, which then cannot be asked for it. */
  #mayBeGone(at: number, name: string): boolean {
    for (let draft = at; draft >= 0; draft--) {
      if (mayDelete(this.#analysis, this.#drafts[draft] as Draft, name)) return true;
      if (this.#written[draft]?.get(name)?.certain) return false;
    }
    return false;
  }
}
