import type { Analysis, Statement, StatementId } from "../../analysis/types.ts";
import type { CellFacts } from "../../languages/facts.ts";
import type { PredictionKnowledge } from "../../languages/prediction-knowledge.ts";
import type { FeatureSlice, NeededName, SliceStatement, StepGraph, StoredName } from "../types.ts";
import type { ModelCall } from "./find-models.ts";
import { type Place, type Refusal, RowReading } from "./row-reading.ts";
import { type SlicedStatement, sliceStatement } from "./slice-statement.ts";
import type { StoredVersions } from "./stored-versions.ts";

/** Why the way back ends, and at which statement. */
export interface RefusedAt extends Refusal {
  readonly statement: Statement;
}

/** What a walk back has found so far. */
interface Found {
  readonly statements: readonly SliceStatement[];
  readonly values: ReadonlyMap<string, string>;
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
  #needed = new Set<string>();
  #found: Found = { statements: [], values: new Map(), parameters: new Set(), imports: new Set(), computes: false };

  constructor(analysis: Analysis, graph: StepGraph, versions: StoredVersions, knowledge: PredictionKnowledge) {
    this.#analysis = analysis;
    this.#graph = graph;
    this.#versions = versions;
    this.#knowledge = knowledge;
    this.#imported = importedPaths(analysis, graph);
    this.#cells = new Map(analysis.cells.map((cell) => [cell.cell, cell]));
  }

  /** The slice for a call that predicts, or why there is none; null when the model takes the columns of a table as they are. */
  from({ call, statement }: ModelCall): FeatureSlice | RefusedAt | null {
    const [given] = call.arguments;
    if (given === undefined || given.spread) return null;
    const reading = new RowReading(this.#placeAt(statement));
    reading.read(given.value);
    const refused = reading.refusal ?? this.#take(statement, { reading, statement: null, bound: [] });
    if (refused) return { ...refused, statement };
    const [best, stopped] = this.#back(statement.id);
    if (best === null) return stopped;
    const { found, table } = best;
    if (!found.computes) return stopped;
    return {
      table,
      statements: found.statements,
      result: { statement: statement.id, span: given.value.span, edits: reading.edits },
      values: [...found.values].map(([name, step]) => ({ name, step })),
      parameters: [...found.parameters].sort(),
      imports: this.#needs(found.imports),
      lifted: [],
    };
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
      if (![...this.#needed].some((name) => this.#versions.changes(id, name))) continue;
      const statement = this.#analysis.statements[id] as Statement;
      const sliced = sliceStatement(statement, this.#needed, this.#placeAt(statement));
      const refused = "because" in sliced ? sliced : this.#take(statement, sliced);
      if (refused) return [best, { ...refused, statement }];
    }
    return [best, null];
  }

  /** The one table that all comes from, if it is stored as it is after a statement. */
  #tableAt(id: StatementId): StoredName | null {
    const [name, ...more] = this.#needed;
    if (name === undefined || more.length > 0) return null;
    const step = this.#versions.giverAt(name, id);
    const isTable = this.#knowledge.tables.includes(this.#typeAt(name, id) ?? "");
    return step !== null && isTable && !this.#found.values.has(name) ? { step, name } : null;
  }

  /** Adds a statement to what is found; a refusal when what it takes is not stored. */
  #take(statement: Statement, { reading, statement: said, bound }: SlicedStatement): Refusal | null {
    if (reading.fits && this.#selectsBefore(statement)) {
      const because = "it fits on the rows that it then makes features of, which single rows to predict are not";
      return { span: reading.fits, because };
    }
    const values = new Map(this.#found.values);
    const parameters = new Set(this.#found.parameters);
    for (const name of reading.values) {
      const giver = this.#versions.giverAt(name, statement.id);
      if (this.#graph.parameters.some((one) => one.name === name)) parameters.add(name);
      else if (giver !== null && (values.get(name) ?? giver) === giver) values.set(name, giver);
      else return { span: statement.facts.span, because: `\`${name}\` is not stored as it is here` };
    }
    for (const name of bound) this.#needed.delete(name);
    for (const name of reading.rows) this.#needed.add(name);
    this.#found = {
      statements: [...(said === null ? [] : [said]), ...this.#found.statements],
      values,
      parameters,
      imports: new Set([...this.#found.imports, ...reading.imports]),
      computes: this.#found.computes || reading.computes,
    };
    return null;
  }

  /** Rows were chosen above a statement: what it works on are not all of them. */
  #selectsBefore(statement: Statement): boolean {
    const probe = new Set<string>();
    const rows = new RowReading(this.#placeAt(statement));
    for (const operation of statement.facts.operations)
      if ("value" in operation && operation.value) rows.read(operation.value);
    for (const name of rows.rows) probe.add(name);
    for (const id of this.#versions.inSteps.filter((one) => one < statement.id).reverse()) {
      if (![...probe].some((name) => this.#versions.changes(id, name))) continue;
      const above = this.#analysis.statements[id] as Statement;
      const sliced = sliceStatement(above, probe, this.#placeAt(above));
      if ("because" in sliced) return false;
      if (sliced.reading.selects) return true;
      for (const name of sliced.bound) probe.delete(name);
      for (const name of sliced.reading.rows) probe.add(name);
    }
    return false;
  }

  #placeAt(statement: Statement): Place {
    return {
      knowledge: this.#knowledge,
      code: this.#cells.get(statement.cell)?.code ?? "",
      imported: this.#imported,
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
