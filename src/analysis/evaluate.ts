import type { Expr } from "../languages/facts.ts";
import { elementOf, itemOf } from "./elements.ts";
import { giveArguments } from "./given.ts";
import type { Machine } from "./machine.ts";
import { memberOf } from "./members.ts";
import { operate } from "./operators.ts";
import { invoke } from "./special-methods.ts";
import { ATOM, instancesIn, joinAll, NONE, type Value } from "./values.ts";

type Evaluators = { readonly [K in Expr["kind"]]: (machine: Machine, expr: Extract<Expr, { kind: K }>) => Value };

/** The value of an expression as far as it can be known; its calls leave their marks on the machine. */
export function evaluate(machine: Machine, expr: Expr): Value {
  return (evaluators[expr.kind] as (machine: Machine, expr: Expr) => Value)(machine, expr);
}

const evaluators: Evaluators = {
  name(machine, expr) {
    const value = machine.lookUp(expr.name, expr.local === true);
    if (value) return value;
    const starred = expr.local ? undefined : starredPath(machine, expr.name);
    if (starred !== undefined) return { type: null, nodes: [], path: starred };
    if (!expr.local && machine.builtins.has(expr.name)) return { type: null, nodes: [], path: `builtins.${expr.name}` };
    return expr.local ? machine.fresh(null) : ATOM;
  },

  member(machine, expr) {
    const owner = evaluate(machine, expr.of);
    const read = () => memberOf(machine, owner, expr.name);
    return isPlain(owner) ? read() : machine.once(expr, read);
  },

  item(machine, expr) {
    const key = evaluate(machine, expr.key);
    const owner = evaluate(machine, expr.of);
    const read = () => itemOf(machine, owner, expr.key, key);
    return isPlain(owner) ? read() : machine.once(expr, read);
  },

  call(machine, expr) {
    return machine.once(expr, () =>
      machine.walker.call(machine, evaluate(machine, expr.of), giveArguments(machine, expr), expr.span),
    );
  },

  literal(_machine, expr) {
    if (expr.type === "none") return NONE;
    const value: Value = { type: `builtins.${expr.type}`, nodes: [] };
    if (expr.type === "str" && typeof expr.value === "string") return { ...value, text: expr.value };
    return expr.type === "int" && expr.value !== undefined ? { ...value, digits: String(expr.value) } : value;
  },

  collection(machine, expr) {
    const parts = expr.parts.map((part) => evaluate(machine, part));
    const held = parts.flatMap((part) => part.nodes);
    const value = machine.fresh(`builtins.${expr.type}`, held);
    return expr.type === "tuple" || expr.type === "list" ? { ...value, parts } : value;
  },

  operation(machine, expr) {
    const parts = expr.parts.map((part) => evaluate(machine, part));
    const value = parts.every(isPlain)
      ? operate(machine, expr, parts)
      : machine.once(expr, () => operate(machine, expr, parts));
    return expr.type === undefined && isScoreAmongNumbers(parts) ? { ...value, score: true } : value;
  },

  choice(machine, expr) {
    return joinAll(expr.parts.map((part, at) => machine.maybe(() => evaluate(machine, part), at > 0)));
  },

  element(machine, expr) {
    const value = evaluate(machine, expr.of);
    const part = expr.at === undefined || !machine.objects.keepsParts(value) ? undefined : value.parts?.[expr.at];
    if (part) return part;
    return isPlain(value) ? elementOf(machine, value) : machine.once(expr, () => elementOf(machine, value));
  },

  entered(machine, expr) {
    return machine.once(expr, () => enter(machine, expr.of));
  },

  function(machine, expr) {
    const value = machine.fresh(null);
    machine.scopes.capture(expr.function, value.nodes);
    for (const { default: standard } of expr.function.parameters)
      if (standard) machine.heap.hold(value.nodes, evaluateDefault(machine, standard).nodes);
    return machine.objects.remember({ ...value, function: expr.function, scope: machine.scopes.forFunctions });
  },
};

/** The default of a parameter: made once, when the function is. */
export function evaluateDefault(machine: Machine, standard: Expr): Value {
  const value = evaluate(machine, standard);
  machine.defaults.set(standard, value);
  return value;
}

/** Reading a part of the value runs no code of the notebook. */
function isPlain(value: Value): boolean {
  return instancesIn(value).length === 0 && !value.superOf;
}

/** `with manager as x`: what `x` is. Leaving happens as well. */
function enter(machine: Machine, manager: Expr): Value {
  const value = machine.undone(() => evaluate(machine, manager));
  const entered = invoke(machine, value, ["__enter__", "__aenter__"], []);
  invoke(machine, value, ["__exit__", "__aexit__"], [NONE, NONE, NONE]);
  if (entered) return entered;
  // A generator function that `contextlib.contextmanager` made into a manager gives what it yields.
  return value.type === "builtins.generator" ? elementOf(machine, value) : value;
}

/** What a name without definition is, when a star import of a known library gives it. */
function starredPath(machine: Machine, name: string): string | undefined {
  for (const module of machine.starred) {
    const path = machine.knowledge.canonical(`${module}.${name}`);
    if (machine.knowledge.function(path) !== null && !machine.builtins.has(name)) return path;
  }
  return undefined;
}

/** `mean_squared_error(a, b) ** 0.5` is a score too. */
function isScoreAmongNumbers(parts: readonly Value[]): boolean {
  const isNumber = ({ type }: Value) => type === "builtins.int" || type === "builtins.float";
  return parts.some((part) => part.score) && parts.every((part) => part.score || isNumber(part));
}
