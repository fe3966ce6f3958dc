import type { NameUpdate, Statement, StatementId } from "../../../analysis/types.ts";
import type { Expr } from "../../../languages/facts.ts";
import { dottedPath, type ExprOf } from "../../code-index.ts";
import type { Subject } from "../../subject.ts";

/** Methods that give the same rows again, all or some of them. */
export const SAME_ROWS =
  /^(copy|astype|drop|drop_duplicates|dropna|fillna|ffill|bfill|reset_index|set_index|join|merge|assign|rename|sample|to_numpy|toarray|todense|reshape|select_dtypes|sort_values|sort_index|head|query|ravel|flatten|squeeze|replace|append|round|to_frame|to_pandas|clip|transform|fit_transform|tocsr|tocsc|iloc|loc|values|data)$/;

/** Attributes that hold the rows themselves. */
export const ROWS = /^(values|iloc|loc|data|array)$/;

/** Functions that put rows or columns together, or keep them in another form. */
export const COMBINING =
  /^(pandas\.(DataFrame|Series|concat|merge|get_dummies)|torch\.(tensor|from_numpy|Tensor|utils\.data\.TensorDataset)|numpy\.(array|asarray|hstack|vstack|concatenate|column_stack|append|nan_to_num|reshape|ravel|copy)|scipy\.sparse\.(hstack|vstack|csr_matrix|coo_matrix)|list)$/;

/** What a flow follows: how it starts, and what becomes of several of them that are put together. */
export interface Marking<T> {
  /** A mark that an expression has of itself; undefined when what it is made of decides. */
  readonly start: (expr: Expr, statement: Statement, flow: ValueFlow<T>) => T | undefined;
  readonly together: (marks: readonly T[]) => T | undefined;
  /** Whether a value keeps its mark when it is changed in place; absent: always. */
  readonly survives?: (update: NameUpdate) => boolean;
}

/**
 * Follows values through the assignments of a notebook, from top to bottom: what was marked stays marked while rows are
 * kept, renamed, joined or converted. What goes through functions of the notebook, loops or computations is lost.
 */
export class ValueFlow<T> {
  readonly #marking: Marking<T>;
  readonly #imported: ReadonlyMap<string, string>;
  readonly #marks = new Map<StatementId, Map<string, T>>();
  /** By name, for what a statement may change through another name, without reading it itself. */
  readonly #latest = new Map<string, T>();

  constructor({ analysis, code }: Pick<Subject, "analysis" | "code">, marking: Marking<T>) {
    this.#marking = marking;
    this.#imported = code.importedPaths;
    for (const statement of analysis.statements) this.#follow(statement);
  }

  /** The mark of the value of an expression of a statement; undefined when it has none. */
  of(expr: Expr, statement: Statement): T | undefined {
    const start = this.#marking.start(expr, statement, this);
    if (start !== undefined) return start;
    switch (expr.kind) {
      case "name":
        return expr.local ? undefined : this.#ofUse(expr, statement);
      case "member":
        return ROWS.test(expr.name) ? this.of(expr.of, statement) : undefined;
      case "item":
        return this.#ofItem(expr, statement);
      case "call":
        return this.#ofCall(expr, statement);
      case "collection":
      case "choice":
        return this.#together(expr.parts, statement);
      case "element":
        return this.#ofElement(expr, statement);
      default:
        return undefined;
    }
  }

  /** Within a loop or a branch, what was bound above in it counts. */
  #ofUse({ name, span }: ExprOf<"name">, statement: Statement): T | undefined {
    const isAbove = (value: Expr) => value.span.start < span.start && endOf(value) <= span.start;
    const above = statement.facts.operations.findLast(
      (one) => one.op === "bind" && !one.local && one.name === name && isAbove(one.value),
    );
    return above?.op === "bind" ? this.of(above.value, statement) : this.#ofName(name, statement);
  }

  /** A name is marked where each of the statements that may have given it its value marked it. */
  #ofName(name: string, { reads }: Statement): T | undefined {
    const read = reads.find((one) => one.name === name && one.through === undefined);
    if (read === undefined || read.from.length === 0) return undefined;
    const marks = read.from.map((id) => this.#marks.get(id)?.get(name));
    return marks.includes(undefined) ? undefined : this.#marking.together(marks as T[]);
  }

  #ofItem(expr: ExprOf<"item">, statement: Statement): T | undefined {
    const path = dottedPath(expr.of, this.#imported);
    return this.of(path === "numpy.c_" || path === "numpy.r_" ? expr.key : expr.of, statement);
  }

  #ofCall({ of, arguments: given }: ExprOf<"call">, statement: Statement): T | undefined {
    const path = dottedPath(of, this.#imported);
    const values = given
      .filter(({ name }) => name === undefined || /^(data|objs|X)$/.test(name))
      .map(({ value }) => value);
    if (path !== null && COMBINING.test(path)) return this.#together(values, statement);
    if (of.kind !== "member" || !SAME_ROWS.test(of.name)) return undefined;
    return this.#together(/transform$/.test(of.name) ? values.slice(0, 1) : [of.of], statement);
  }

  #ofElement({ of, at }: ExprOf<"element">, statement: Statement): T | undefined {
    if (of.kind !== "collection" || at === undefined) return undefined;
    const part = of.parts[at];
    return part === undefined ? undefined : this.of(part, statement);
  }

  #together(exprs: readonly Expr[], statement: Statement): T | undefined {
    const marks = exprs.map((one) => this.of(one, statement)).filter((one) => one !== undefined);
    return marks.length === 0 ? undefined : this.#marking.together(marks);
  }

  /** `scaler.fit(X)` alone on its line: the scaler has the mark. */
  #fitted(value: Expr, statement: Statement, set: (name: string, mark: T) => void): void {
    if (value.kind !== "call" || value.of.kind !== "member" || value.of.name !== "fit") return;
    const mark = this.of(value, statement);
    const root = rootName(value.of.of);
    if (mark !== undefined && root !== null) set(root, mark);
  }

  #follow(statement: Statement): void {
    const marks = new Map<string, T>();
    const set = (name: string, mark: T | undefined) => {
      if (mark === undefined) marks.delete(name);
      else marks.set(name, mark);
    };
    const { survives = () => true } = this.#marking;
    for (const update of statement.updates) {
      const { name } = update;
      if (survives(update)) set(name, this.#ofName(name, statement) ?? this.#latest.get(name));
      else this.#latest.delete(name);
    }
    for (const operation of statement.facts.operations) {
      if (operation.op === "bind" && !operation.local) set(operation.name, this.of(operation.value, statement));
      if (operation.op === "evaluate") this.#fitted(operation.value, statement, set);
      if (operation.op !== "update" || operation.value === undefined || operation.how !== "item") continue;
      const mark = this.of(operation.value, statement);
      const root = rootName(operation.target);
      if (mark !== undefined && root !== null) set(root, mark);
    }
    this.#marks.set(statement.id, marks);
    for (const { name } of statement.definitions) this.#latest.delete(name);
    for (const [name, mark] of marks) this.#latest.set(name, mark);
  }
}

/** Of what a value is taken out of, since a part has the place of the name that takes it. */
function endOf(value: Expr): number {
  return value.kind === "element" || value.kind === "entered" ? endOf(value.of) : value.span.end;
}

/** `df` of `df.loc[...]`. */
export function rootName(expr: Expr): string | null {
  if (expr.kind === "name") return expr.local ? null : expr.name;
  return expr.kind === "member" || expr.kind === "item" ? rootName(expr.of) : null;
}
