import { partsOf } from "../../analysis/parts-of.ts";
import type { Span } from "../../base/spans.ts";
import type { Expr } from "../../languages/facts.ts";
import type { PredictionKnowledge } from "../../languages/prediction-knowledge.ts";
import type { SliceEdit } from "../types.ts";
import type { Call } from "./calls-within.ts";
import { isArithmetic, isEqual, isMask, isOneTerm, isRange, namedColumns } from "./expression-kinds.ts";

/** Why code cannot be taken over, and where. */
export interface Refusal {
  readonly span: Span;
  readonly because: string;
}

/** What a reading asks of the place where the code stands. */
export interface Place {
  readonly knowledge: PredictionKnowledge;
  /** Code of the cell. */
  readonly code: string;
  /** Dotted path of names that imports bind. */
  readonly imported: ReadonlyMap<string, string>;
  /** The language gives the name: no statement binds it. */
  isGiven(name: string): boolean;
  /** The name was bound to what is one value for all rows. */
  isWhole(name: string): boolean;
  /** The name was bound to a condition. */
  isCondition(name: string): boolean;
  /** The type of a name there, where it is known. */
  typeOf(name: string): string | null;
}

/** Reads an expression as one that gives a value of each row from this row alone, and notes what it takes. */
export class RowReading {
  /** Names of values that have rows, each with the columns that are taken, null for all; of others; and of imports. */
  readonly rows = new Map<string, ReadonlySet<string> | null>();
  readonly values = new Set<string>();
  readonly imports = new Set<string>();
  /** What makes it hold for any rows: selections of rows go, fitting again becomes applying. */
  readonly edits: SliceEdit[] = [];
  refusal: Refusal | null = null;
  /** It does more than to choose rows and columns. */
  computes = false;
  /** Where it makes a column for each value. */
  spreads: Span | null = null;
  /** Where it fits what it then applies. */
  fits: Span | null = null;
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Something with rows. */
  read(expr: Expr): void {
    if (expr.kind === "name" && !expr.local) addColumns(this.rows, expr.name, null);
    else if (expr.kind === "member") this.#attribute(expr);
    else if (expr.kind === "item") this.#item(expr);
    else if (expr.kind === "call") this.#call(expr);
    else if (expr.kind === "operation" && isArithmetic(expr.operator)) {
      this.computes = true;
      for (const part of expr.parts) this.operand(part);
    } else if (expr.kind === "choice" || expr.kind === "element" || expr.kind !== "literal")
      this.#refuse(expr.span, "it is not known to treat each row by itself");
  }

  /** Something with rows, or the same for all of them. */
  operand(expr: Expr): void {
    if (this.#isConstant(expr)) this.#constant(expr);
    else this.read(expr);
  }

  #refuse(span: Span, because: string): void {
    this.refusal ??= { span, because };
  }

  #attribute(expr: Extract<Expr, { kind: "member" }>): void {
    const { notColumns, each } = this.#place.knowledge;
    if (notColumns.includes(expr.name)) this.#refuse(expr.span, `\`.${expr.name}\` is of the whole table`);
    this.#column(expr.of, each.attributes.includes(expr.name) ? null : [expr.name]);
  }

  /** Columns of a value; null for all. */
  #column(of: Expr, columns: readonly string[] | null): void {
    if (columns !== null && of.kind === "name" && !of.local) addColumns(this.rows, of.name, new Set(columns));
    else this.read(of);
  }

  #item({ of, key, span }: Extract<Expr, { kind: "item" }>): void {
    this.#column(of, namedColumns(key));
    if (this.#isConstant(key) && !isRange(key)) this.#constant(key);
    else if ((isMask(key) || this.#hasRows(key)) && isOneTerm(of)) this.#select(of.span.end, span.end);
    else this.#refuse(span, "it takes rows or columns by their place");
  }

  #select(start: number, end: number): void {
    this.edits.push({ span: { start, end }, text: "" });
  }

  #call(call: Call): void {
    const path = this.#pathOf(call.of);
    if (path !== null) this.#function(call, path);
    else if (call.of.kind === "member") this.#method(call, call.of.of, call.of.name);
    else this.#refuse(call.span, `what \`${this.#text(call.of.span)}\` does is not known to be row by row`);
  }

  #function(call: Call, path: string): void {
    const { each, beside, spread: spreading } = this.#place.knowledge;
    const spreads =
      spreading.functions.includes(path) && !call.arguments.some(({ name }) => spreading.unless.includes(name ?? ""));
    if (spreads) this.spreads ??= call.span;
    const joins = beside.some(
      (one) => one.function === path && call.arguments.some((given) => isEqual(given.name, given.value, one)),
    );
    if (!joins && !spreads && !each.functions.includes(path))
      this.#refuse(call.span, `\`${this.#text(call.of.span)}\` may look at more than one row`);
    this.computes = true;
    this.#constant(call.of);
    for (const { value, name, spread } of call.arguments) {
      if (spread) this.#refuse(call.span, "its arguments are not spelled out");
      else if (joins && name === undefined && value.kind === "collection")
        for (const part of value.parts) this.read(part);
      else this.operand(value);
    }
  }

  #method(call: Call, receiver: Expr, method: string): void {
    const { each, some, drop, transform, fitTransform } = this.#place.knowledge;
    const [first] = call.arguments;
    const makes = [...transform, ...fitTransform].includes(method);
    if (makes && receiver.kind === "name" && !receiver.local && first !== undefined) {
      if (fitTransform.includes(method)) this.#applyOnly(call, method, transform[0] ?? method);
      this.#apply(receiver.name, first.value);
      return;
    }
    this.read(receiver);
    if (some.includes(method) && isOneTerm(receiver)) this.#select(receiver.span.end, call.span.end);
    else if (method === drop.method) this.#drop(call);
    else if (each.methods.includes(method)) {
      this.computes = true;
      for (const { value, spread } of call.arguments) {
        if (spread) this.#refuse(call.span, "its arguments are not spelled out");
        else this.operand(value);
      }
    } else this.#refuse(call.span, `\`.${method}(...)\` may look at more than one row`);
  }

  /** Whoever predicts applies what was fitted. */
  #applyOnly({ of, span }: Call, method: string, instead: string): void {
    const { end } = of.span;
    this.edits.push({ span: { start: end - method.length, end }, text: instead });
    this.fits ??= span;
  }

  /** A fitted object makes features of what it is given. */
  #apply(name: string, given: Expr): void {
    this.computes = true;
    this.values.add(name);
    this.read(given);
  }

  /** Columns go, if they are there: the target is not, among rows to predict. */
  #drop(call: Call): void {
    const dropsColumns = call.arguments.some(
      ({ name, value }) =>
        name === "columns" ||
        (name === "axis" && value.kind === "literal" && value.value !== 0 && value.value !== "index"),
    );
    if (!dropsColumns) this.#refuse(call.span, "it removes rows");
    for (const { value } of call.arguments) this.#constant(value);
    if (call.arguments.some(({ name }) => name === "errors")) return;
    const inside = this.#place.code.slice(call.of.span.end, call.span.end - 1).trimEnd();
    const at = call.of.span.end + inside.length;
    const text = `${inside.endsWith(",") ? " " : ", "}${this.#place.knowledge.drop.unlessThere}`;
    this.edits.push({ span: { start: at, end: at }, text });
  }

  #constant(expr: Expr): void {
    if (expr.kind === "name" && !expr.local) {
      if (this.#place.imported.has(expr.name)) this.imports.add(expr.name);
      else if (!this.#place.isGiven(expr.name)) this.values.add(expr.name);
    }
    for (const part of partsOf(expr)) this.#constant(part);
    if (!this.#isConstant(expr)) this.#refuse(expr.span, "it is not the same for all rows");
  }

  /** The same whatever the rows are: constants, and names of what has no rows. */
  #isConstant(expr: Expr): boolean {
    if (expr.kind === "literal") return true;
    if (expr.kind === "name") return !expr.local && this.#hasNoRows(expr.name);
    if (expr.kind === "member") return this.#pathOf(expr) !== null;
    if (expr.kind === "collection") return expr.parts.every((part) => this.#isConstant(part));
    return (
      expr.kind === "operation" && isArithmetic(expr.operator) && expr.parts.every((part) => this.#isConstant(part))
    );
  }

  /** A name of something with rows, such as a condition that was computed before. */
  #hasRows(expr: Expr): boolean {
    const { knowledge, typeOf, isCondition } = this.#place;
    if (expr.kind !== "name" || expr.local) return false;
    return knowledge.rowTypes.includes(typeOf(expr.name) ?? "") || isCondition(expr.name);
  }

  #hasNoRows(name: string): boolean {
    const { imported, knowledge } = this.#place;
    if (imported.has(name) || this.#place.isGiven(name) || this.#place.isWhole(name)) return true;
    const type = this.#place.typeOf(name);
    return type !== null && !knowledge.rowTypes.includes(type);
  }

  /** The dotted path of what imports give: `numpy.log` for `np.log`. */
  #pathOf(expr: Expr): string | null {
    if (expr.kind === "name") return expr.local ? null : (this.#place.imported.get(expr.name) ?? null);
    const of = expr.kind === "member" ? this.#pathOf(expr.of) : null;
    return of === null || expr.kind !== "member" ? null : `${of}.${expr.name}`;
  }

  #text({ start, end }: Span): string {
    return this.#place.code.slice(start, end);
  }
}

/** Adds columns of a name to what is taken; null for all. */
export function addColumns(
  rows: Map<string, ReadonlySet<string> | null>,
  name: string,
  columns: ReadonlySet<string> | null,
): void {
  const known = rows.get(name);
  rows.set(name, columns === null || known === null ? null : new Set([...(known ?? []), ...columns]));
}
