import type { Argument, Expr } from "../../languages/facts.ts";
import type { ExprOf } from "../code-index.ts";

/** What a call does to a value that it gives back changed, or changes in place, when that happens once more. */
export interface RepeatedChange {
  /** `differs`: the second run gives another value. `fails`: it raises an error. */
  readonly outcome: "differs" | "fails";
  /** It is so whatever the values are. */
  readonly isSure: boolean;
  /** What does it, as source text would name it: `drop`, `/=`. */
  readonly by: string;
  /** Why it fails, when it takes nothing away. */
  readonly because?: string;
}

/** What happens to a value when an operation that made it once runs again. */
export interface RepeatHazard extends RepeatedChange {
  readonly name: string;
  /** The column or key, when it is about one. */
  readonly member?: string;
  /** It counts up what is under some key: whether that is there makes no difference. */
  readonly isTally?: boolean;
}

/** Functions of one number after which a second time gives something else. */
const TRANSFORMS = new Set("log log2 log10 log1p exp expm1 sqrt square cumsum diff".split(" "));
const SERIAL_METHODS = new Set("shift diff pct_change cumsum cumprod transpose".split(" "));
/** Functions that put what is in their first argument together. */
const JOINERS = new Set("concat concatenate hstack vstack column_stack".split(" "));

/** What a call gives that is made of the thing itself: `x.shift()`, `np.log(x)`, `pd.concat([x, y])`. */
export function changeByCall(call: ExprOf<"call">, isSelf: (expr: Expr) => boolean): RepeatedChange | null {
  const { of, arguments: given } = call;
  if (of.kind !== "member") return null;
  if (isSelf(of.of)) return changeByMethod(of.name, given) ?? widening(of.name);
  const [first, second] = given;
  if (first === undefined) return null;
  const by = of.name;
  if (TRANSFORMS.has(by) && given.length === 1 && isSelf(first.value)) return differs(by);
  const holdsSelf = first.value.kind === "collection" && first.value.parts.length > 1 && first.value.parts.some(isSelf);
  if (JOINERS.has(by) && holdsSelf) return differs(by);
  if (by === "append" && second !== undefined && isSelf(first.value)) return differs(by);
  if (by === "merge" && given.some(({ value }) => isSelf(value))) return { ...differs(by), isSure: false };
  return by === "get_dummies" && isSelf(first.value) && isNamed(argument(given, "columns")) ? fails(by) : null;
}

/** Methods that put columns of another table beside those that are there. */
function widening(method: string): RepeatedChange | null {
  if (method === "merge") return { ...differs(method), isSure: false };
  return method === "join" ? { ...fails(method), because: "finds the columns that it adds already there" } : null;
}

/** What a method of a table gives that is asked of its own result again. */
export function changeByMethod(method: string, given: readonly Argument[]): RepeatedChange | null {
  if (SERIAL_METHODS.has(method)) return differs(method);
  const keeps = (name: string, value: string | boolean) => {
    const one = argument(given, name);
    return one?.kind === "literal" && one.value === value;
  };
  const first = given.find(({ name }) => name === undefined)?.value;
  if (method === "drop" && !keeps("errors", "ignore") && isNamed(argument(given, "columns") ?? first))
    return fails(method);
  if (method === "set_index" && !keeps("drop", false) && isNamed(argument(given, "keys") ?? first))
    return fails(method);
  if (method === "reset_index" && given.every(({ name }) => name === "inplace")) return differs(method);
  if (method === "map" && first?.kind === "collection" && first.type === "dict") return differs(method);
  const affix = ["add_prefix", "add_suffix"].includes(method) ? first : undefined;
  return affix?.kind === "literal" && affix.type === "str" && affix.value !== "" ? differs(method) : null;
}

/** The keyword argument of that name. */
export function argument(given: readonly Argument[], name: string): Expr | undefined {
  return given.find((one) => one.name === name)?.value;
}

/** One name as text, or a list of such. */
function isNamed(expr: Expr | undefined): boolean {
  if (expr?.kind === "literal") return expr.type === "str";
  return expr?.kind === "collection" && expr.type === "list" && expr.parts.length > 0 && expr.parts.every(isNamed);
}

function differs(by: string): RepeatedChange {
  return { outcome: "differs", isSure: true, by };
}

function fails(by: string): RepeatedChange {
  return { outcome: "fails", isSure: false, by };
}
