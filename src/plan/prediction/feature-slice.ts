import type { Analysis, Statement, StatementId } from "../../analysis/types.ts";
import type { CellFacts } from "../../languages/facts.ts";
import type { PredictionKnowledge } from "../../languages/prediction-knowledge.ts";
import type { FeatureSlice, NeededName, SliceStatement, StepGraph, StoredName } from "../types.ts";
import { isCondition, isSpelledOut, isWhole } from "./expression-kinds.ts";
import type { ModelCall } from "./find-models.ts";
import { addColumns, type Place, type Refusal, RowReading } from "./row-reading.ts";
import { concernsOtherColumns, type SlicedStatement, sliceStatement } from "./slice-statement.ts";
import type { StorableName, StoredVersions } from "./stored-versions.ts";

/** Why the way back ends, and at which statement. */
export interface RefusedAt extends Refusal {
  readonly statement: Statement;
}

/** What a walk back has found so far. */
interface Found {
  readonly statements: readonly SliceStatement[];
  readonly values: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, string>;
  readonly parameters: ReadonlySet<string>;
  readonly imports: ReadonlySet<string>;
  readonly computes: boolean;
}

/**
 * Walks back from what a model is given to a table that a step stores, over statements that treat each row by itself. Where it
 * can go no further it takes the table nearest to there. Whether it gives what the notebook had is tried when it is used.
 */
export class FeatureWalk {
  readonly #analysis: Analysis;
  readonly #graph: StepGraph;
  readonly #versions: StoredVersions;
  readonly #knowledge: PredictionKnowledge;
  readonly #imported: ReadonlyMap<string, string>;
  readonly #cells: ReadonlyMap<number, CellFacts>;
  readonly #mayStore: boolean;
  readonly #kept: StorableName[] = [];
  /** Statements that the model comes from. */
  #learning: ReadonlySet<StatementId> = new Set();
  /** Names with rows that are still to be made, with the columns that are taken of them, null for all. */
  #needed = new Map<string, ReadonlySet<string> | null>();
  #best: Found | null = null;
  #found: Found = {
    statements: [],
    values: new Map(),
    columns: new Map(),
    parameters: new Set(),
    imports: new Set(),
    computes: false,
  };

  constructor(
    analysis: Analysis,
    graph: StepGraph,
    versions: StoredVersions,
    knowledge: PredictionKnowledge,
    mayStore: boolean,
  ) {
    this.#mayStore = mayStore;
    this.#analysis = analysis;
    this.#graph = graph;
    this.#versions = versions;
    this.#knowledge = knowledge;
    this.#imported = importedPaths(analysis, graph);
    this.#cells = new Map(analysis.cells.map((cell) => [cell.cell, cell]));
  }

  /** The slice for a call that predicts, or why there is none; null when the model takes the columns of a table as they are. */
  from(model: string, { call, statement }: ModelCall): FeatureSlice | RefusedAt | null {
    this.#learning = this.#behind(model, statement.id);
    const [given] = call.arguments;
    if (given === undefined || given.spread) return null;
    const reading = new RowReading(this.#placeAt(statement));
    reading.read(given.value);
    const refused = reading.refusal ?? this.#take(statement, { reading, statement: null, bound: [], spread: null });
    if (refused) return { ...refused, statement };
    const [best, stopped] = this.#back(statement.id);
    if (best === null) return stopped;
    const { found, table } = best;
    this.#best = found;
    if (!found.computes) return stopped;
    return {
      table,
      statements: found.statements,
      result: { statement: statement.id, span: given.value.span, edits: reading.edits },
      values: [...found.values].map(([name, step]) => ({ name, step })),
      columns: [...found.columns].map(([name, step]) => ({ name: columnsOf(name), of: { step, name } })),
      parameters: [...found.parameters].sort(),
      imports: this.#needs(found.imports),
    };
  }

  /** What steps have to store for it. */
  kept(): readonly StorableName[] {
    const { values, columns } = this.#best ?? this.#found;
    return this.#kept.filter(({ name, step }) => values.get(name) === step || columns.get(name) === step);
  }

  /** The earliest table that the way comes to, with what lies between, and why it ends. */
  #back(from: StatementId): [{ found: Found; table: StoredName } | null, RefusedAt | null] {
    let best: { found: Found; table: StoredName } | null = null;
    let step = this.#versions.stepOf(from);
    for (const id of this.#versions.inSteps.filter((one) => one < from).reverse()) {
      const here = this.#versions.stepOf(id);
      if (here !== step) {
        const table = this.#tableAt(id);
        if (table !== null) best = { found: this.#found, table };
        step = here;
      }
      if (![...this.#needed.keys()].some((name) => this.#versions.changes(id, name))) continue;
      const statement = this.#analysis.statements[id] as Statement;
      if (concernsOtherColumns(statement, this.#needed)) continue;
      const sliced = sliceStatement(statement, new Set(this.#needed.keys()), this.#placeAt(statement));
      const refused = "because" in sliced ? sliced : this.#take(statement, sliced);
      if (refused) return [best, { ...refused, statement }];
    }
    return [best, null];
  }

  /** The one table that all comes from, if it is stored as it is after a statement. */
  #tableAt(id: StatementId): StoredName | null {
    const [name, ...more] = this.#needed.keys();
    if (name === undefined || more.length > 0) return null;
    const step = this.#versions.giverAt(name, id);
    const isTable = this.#knowledge.tables.includes(this.#typeAt(name, id) ?? "");
    return step !== null && isTable && !this.#found.values.has(name) ? { step, name } : null;
  }

  /** Adds a statement to what is found; a refusal when what it takes is not stored. */
  #take(statement: Statement, { reading, statement: said, bound, spread }: SlicedStatement): Refusal | null {
    if (reading.fits && !this.#learning.has(statement.id)) {
      const because = "it fits on the rows that it makes features of, and the model did not learn from these";
      return { span: reading.fits, because };
    }
    const values = new Map(this.#found.values);
    const parameters = new Set(this.#found.parameters);
    const constants: SliceStatement[] = [];
    for (const name of reading.values) {
      const giver = this.#versions.giverAt(name, statement.id);
      const constant = this.#constantAt(name, statement.id);
      const storable = this.#mayStore ? this.#versions.storableAt(name, statement.id) : null;
      if (this.#graph.parameters.some((one) => one.name === name)) parameters.add(name);
      else if (constant !== null) constants.push(constant);
      else if (giver !== null && (values.get(name) ?? giver) === giver) values.set(name, giver);
      else if (storable !== null && (values.get(name) ?? storable.step) === storable.step) {
        values.set(name, storable.step);
        this.#kept.push(storable);
      } else return { span: statement.facts.span, because: `\`${name}\` is not stored as it is here` };
    }
    const columns = new Map(this.#found.columns);
    const below = spread === null ? null : this.#aligned(spread, statement.id, columns);
    if (spread !== null && below === null)
      return { span: statement.facts.span, because: `the columns of \`${spread}\` are not stored as they are here` };
    const line = said && below ? { ...said, below } : said;
    for (const name of bound) this.#needed.delete(name);
    for (const [name, taken] of reading.rows) addColumns(this.#needed, name, taken);
    this.#found = {
      statements: inOrder([...constants, ...(line === null ? [] : [line]), ...this.#found.statements]),
      values,
      columns,
      parameters,
      imports: new Set([...this.#found.imports, ...reading.imports]),
      computes: this.#found.computes || reading.computes,
    };
    return null;
  }

  /** The line that gives a table the columns that it had in the notebook; null when these are not stored. */
  #aligned(name: string, id: StatementId, columns: Map<string, string>): string | null {
    const storable = this.#mayStore ? this.#versions.storableAt(name, id) : null;
    const step = this.#versions.giverAt(name, id) ?? storable?.step ?? null;
    if (step === null || columns.has(name)) return null;
    if (storable !== null) this.#kept.push(storable);
    columns.set(name, step);
    return `${name} = ${name}.${this.#knowledge.spread.align.replace("{columns}", columnsOf(name))}`;
  }

  /** The statement that binds a name to a constant, once and for all. */
  #constantAt(name: string, id: StatementId): SliceStatement | null {
    const [last, ...others] = this.#versions.inSteps.filter((one) => this.#versions.changes(one, name));
    const statement = last === undefined || last > id || others.length > 0 ? null : this.#analysis.statements[last];
    const [only, ...more] = statement?.facts.operations ?? [];
    if (only?.op !== "bind" || more.length > 0 || !only.certain || !isSpelledOut(only.value)) return null;
    return { statement: last as StatementId, edits: [], text: null };
  }

  /** All statements whose definitions and updates end up in a name. */
  #behind(name: string, before: StatementId): ReadonlySet<StatementId> {
    const found = new Set(this.#versions.inSteps.filter((id) => id < before && this.#versions.changes(id, name)));
    for (const id of found)
      for (const { name: read, from } of this.#analysis.statements[id]?.reads ?? [])
        for (const one of from) if (this.#certainlyMakes(one, read)) found.add(one);
    return found;
  }

  #certainlyMakes(id: StatementId, name: string): boolean {
    const { definitions, updates } = this.#analysis.statements[id] as Statement;
    return [...definitions, ...updates.filter(({ certain }) => certain)].some((one) => one.name === name);
  }

  #placeAt(statement: Statement): Place {
    return {
      knowledge: this.#knowledge,
      code: this.#cells.get(statement.cell)?.code ?? "",
      imported: this.#imported,
      isGiven: (name) => !this.#analysis.statements.some((one) => one.definitions.some((made) => made.name === name)),
      isWhole: (name) => isWhole(this.#analysis.statements.slice(0, statement.id), name, this.#knowledge),
      isCondition: (name) => isCondition(this.#analysis.statements.slice(0, statement.id), name),
      typeOf: (name) => this.#typeAt(name, statement.id - 1),
    };
  }

  #typeAt(name: string, id: StatementId): string | null {
    for (let at = id; at >= 0; at--) {
      const made = this.#analysis.statements[at]?.definitions.findLast((one) => one.name === name);
      if (made) return made.type;
    }
    return null;
  }

  #needs(names: ReadonlySet<string>): readonly NeededName[] {
    return [...names].sort().flatMap((name) => {
      const statement = this.#analysis.statements.findLast(
        ({ id, definitions }) => this.#graph.roles[id] === "import" && definitions.some((one) => one.name === name),
      );
      return statement === undefined ? [] : [{ name, statement: statement.id }];
    });
  }
}

/** Dotted paths of names that are bound by one import alone. */
function importedPaths({ statements }: Analysis, { roles }: StepGraph): ReadonlyMap<string, string> {
  const imports = statements.filter(({ id }) => roles[id] === "import").flatMap(({ facts }) => facts.imports);
  return new Map(
    imports.flatMap(({ name, module, member }) =>
      name === undefined ? [] : [[name, member === undefined ? module : `${module}.${member}`] as const],
    ),
  );
}

function columnsOf(name: string): string {
  return `${name}_columns`;
}

/** Each once, as the notebook has them. */
function inOrder(statements: readonly SliceStatement[]): readonly SliceStatement[] {
  return [...new Map(statements.map((one) => [one.statement, one])).values()].sort((a, b) => a.statement - b.statement);
}
