import type { Statement } from "../../analysis/types.ts";
import type { Expr, Operation } from "../../languages/facts.ts";
import { type CallSite, dottedPath, type ExprOf } from "../code-index.ts";
import type { Subject } from "../subject.ts";
import { Ancestry } from "./ancestry.ts";

/**
 * What becomes of the order of elements: `hidden` when nothing depends on it, `shown` when results do, `picked` when one
 * element is taken by its place, `unknown` otherwise.
 */
export type OrderUse = "hidden" | "shown" | "picked" | "unknown";

/** Calls whose result is the same for every order of their argument. */
const ORDERLESS =
  /^(sorted|natsorted|humansorted|sort|len|set|frozenset|min|max|any|all|Counter|isin|issubset|issuperset|union|update|intersection|difference|isdisjoint|rmtree|f?sum|extend_path)$/;
/** Methods whose result is the same for every order of what they are called on. */
const ORDERS = /^(sort|sort_values|sort_index|nunique|min|max|sum|mean|median|std|var|describe)$/;
/** Calls that give the elements of their argument in its order. */
const KEEPS = /^(list|tuple|iter|reversed|filter|map|tqdm|array|asarray|fromkeys|chain|islice)$/;
/** Calls whose result shows the order of their argument. */
const SHOWS = /^(enumerate|zip|join|print|concat|concatenate|vstack|hstack|stack|Series|DataFrame|Index|display|next)$/;
/** Methods of sets that give a set. */
const SET_METHODS = /^(union|intersection|difference|symmetric_difference|copy)$/;
/** Calls in the body of a loop that keep what it came to in that order. */
const GATHERS = /^(append|extend|concat|add_row|print|display|write)$/;
const ORDERLESS_OPERATORS = /^(in|not in|is|is not|not|==|!=|<|<=|>|>=|comparison)$/;
const STRENGTH: readonly OrderUse[] = ["hidden", "unknown", "picked", "shown"];
const MOST_NAMES = 2;

/**
 * What of the values that cells show shows the order: all; what was made a list of, since sets are shown sorted; or nothing.
 */
export type Displays = "all" | "made" | "none";

/** Follows a value whose order is not certain through expressions and names. */
export class OrderFollower {
  readonly #subject: Subject;
  readonly #displays: Displays;
  readonly #ancestries = new Map<Statement, Ancestry>();

  constructor(subject: Subject, displays: Displays = "none") {
    this.#subject = subject;
    this.#displays = displays;
  }

  /** What becomes of the order of a value. */
  use(expr: Expr, statement: Statement): OrderUse {
    return this.#follow(expr, statement, 0);
  }

  #ancestry(statement: Statement): Ancestry {
    const known = this.#ancestries.get(statement) ?? new Ancestry(statement);
    this.#ancestries.set(statement, known);
    return known;
  }

  #follow(start: Expr, statement: Statement, names: number): OrderUse {
    const ancestry = this.#ancestry(statement);
    let at = start;
    for (let parent = ancestry.parentOf(at); parent !== undefined; parent = ancestry.parentOf(at)) {
      const use = this.#step(at, parent, ancestry);
      if (use !== "goes on") return use;
      at = parent;
    }
    const operation = ancestry.operationOf(at);
    if (operation?.op === "evaluate" && this.#isDisplayed(operation, statement, at !== start)) return "shown";
    return operation === undefined ? "unknown" : this.#end(at, operation, statement, names);
  }

  /** The value of a cell, which Jupyter shows. */
  #isDisplayed({ value }: Extract<Operation, { op: "evaluate" }>, statement: Statement, isMade: boolean): boolean {
    const { facts, cell, id } = statement;
    if (this.#displays === "none" || (this.#displays === "made" && !isMade)) return false;
    const isAll = value.span.start === facts.span.start && value.span.end === facts.span.end;
    return facts.kind === "expression" && isAll && this.#subject.analysis.statements[id + 1]?.cell !== cell;
  }

  /** What an expression makes of the order of its part. */
  #step(part: Expr, whole: Expr, ancestry: Ancestry): OrderUse | "goes on" {
    switch (whole.kind) {
      case "choice":
      case "element":
        return "goes on";
      case "call":
        return this.#call(part, whole, ancestry);
      case "member":
        return SET_METHODS.test(whole.name) || ancestry.parentOf(whole)?.kind !== "call" ? "goes on" : "unknown";
      case "item":
        return whole.key === part ? "unknown" : itemUse(whole.key);
      case "operation":
        return operationUse(whole, part);
      case "collection":
        return part.kind === "element" ? "goes on" : this.#inCollection(whole, ancestry);
      default:
        return "unknown";
    }
  }

  /** `DataFrame({"words": counts})`: what shows the whole shows its parts. */
  #inCollection(whole: Expr, ancestry: Ancestry): OrderUse {
    const parent = ancestry.parentOf(whole);
    return parent?.kind === "call" && this.#call(whole, parent, ancestry) === "shown" ? "shown" : "unknown";
  }

  #call(part: Expr, call: ExprOf<"call">, ancestry: Ancestry): OrderUse | "goes on" {
    if (part === call.of) return "goes on";
    const name = (dottedPath(call.of, this.#subject.code.importedPaths) ?? lastName(call.of)).split(".").at(-1) ?? "";
    // `sum(lists, [])` joins them.
    if (ORDERLESS.test(name)) return name === "sum" && call.arguments.length > 1 ? "unknown" : "hidden";
    if (KEEPS.test(name)) return "goes on";
    if (!SHOWS.test(name)) return "unknown";
    return isOrderedAfter(call, ancestry) ? "hidden" : "shown";
  }

  #end(expr: Expr, operation: Operation, statement: Statement, names: number): OrderUse {
    if (operation.op === "update") return operation.how === "item" ? "shown" : "unknown";
    if (operation.op !== "bind") return "unknown";
    if (expr.kind === "element") return this.#loop(statement, names);
    return operation.local || names >= MOST_NAMES ? "unknown" : this.#name(operation.name, statement, names + 1);
  }

  #loop(statement: Statement, names: number): OrderUse {
    const gathers = this.#subject.code.calls.filter(
      (site) => site.statement === statement && GATHERS.test(site.method ?? ""),
    );
    if (gathers.length === 0) return "unknown";
    return gathers.every(({ receiver }) => this.#isGatheredToOrder(receiver, statement, names)) ? "hidden" : "shown";
  }

  /** A list that a loop fills, of which all that comes after does not depend on its order: `results.sort()`. */
  #isGatheredToOrder(list: Expr | null, loop: Statement, names: number): boolean {
    if (list?.kind !== "name" || list.local || names >= MOST_NAMES) return false;
    const { calls } = this.#subject.code;
    const isSorting = ({ method, receiver, call, statement }: CallSite) =>
      statement.id >= loop.id &&
      ((method === "sort" && isName(receiver, list.name)) ||
        (method === "sorted" && isName(call.arguments[0]?.value ?? null, list.name)));
    if (calls.some(isSorting)) return true;
    const uses = this.#subject.analysis.statements
      .filter(({ id, reads }) => id > loop.id && reads.some(({ name }) => name === list.name))
      .flatMap((statement) => this.#usesIn(statement, list.name, names + 1));
    return uses.length > 0 && uses.every((use) => use === "hidden");
  }

  #usesIn(statement: Statement, name: string, names: number): readonly OrderUse[] {
    const named = this.#ancestry(statement)
      .expressions()
      .filter((expr) => isName(expr, name));
    return named.map((expr) => this.#follow(expr, statement, names));
  }

  /** The strongest of the uses of a name; a list that is sorted in place has an order from then on. */
  #name(name: string, definer: Statement, names: number): OrderUse {
    const { calls } = this.#subject.code;
    const isSorted = calls.some(
      ({ method, receiver, statement }) =>
        (method === "sort" || method === "shuffle") && isName(receiver, name) && statement.id >= definer.id,
    );
    if (isSorted) return "hidden";
    let strongest: OrderUse | null = null;
    for (const statement of this.#subject.analysis.statements) {
      // Within a loop or a branch a name is bound and used in one statement.
      const isWithin = statement === definer && definer.facts.kind === "compound";
      if (!isWithin && !statement.reads.some((read) => read.name === name && read.from.includes(definer.id))) continue;
      for (const use of this.#usesIn(statement, name, names)) {
        if (strongest === null || STRENGTH.indexOf(use) > STRENGTH.indexOf(strongest)) strongest = use;
      }
    }
    return strongest ?? "unknown";
  }
}

/** `pd.concat(frames).reset_index().sort_values("day")`: a chain of methods that ends in what has an order of its own. */
function isOrderedAfter(call: Expr, ancestry: Ancestry): boolean {
  let at = call;
  for (let member = ancestry.parentOf(at); member?.kind === "member"; member = ancestry.parentOf(at)) {
    if (ORDERS.test(member.name)) return true;
    const called = ancestry.parentOf(member);
    at = called?.kind === "call" && called.of === member ? called : member;
  }
  const around = ancestry.parentOf(at);
  return around?.kind === "call" && around.of.kind === "name" && /^(sorted|len|sum|set|min|max)$/.test(around.of.name);
}

function itemUse(key: Expr): OrderUse {
  return key.kind === "literal" || key.kind === "name" ? "picked" : "shown";
}

function operationUse({ operator, type, parts }: ExprOf<"operation">, part: Expr): OrderUse | "goes on" {
  if (ORDERLESS_OPERATORS.test(operator)) return "hidden";
  if (operator === "comprehension") {
    // What is iterated over is no part of the shape; what is a part is an element of the result.
    if (parts.includes(part)) return "unknown";
    return type === "set" || type === "dict" ? "hidden" : "goes on";
  }
  if (/^(format|f-string|%)$/.test(operator)) return "shown";
  return /^[-+&|^]$/.test(operator) ? "goes on" : "unknown";
}

function lastName(expr: Expr): string {
  return expr.kind === "member" ? expr.name : "";
}

function isName(expr: Expr | null, name: string): boolean {
  return expr?.kind === "name" && expr.name === name && !expr.local;
}
