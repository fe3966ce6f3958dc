import type { ClassFacts, Expr, FunctionFacts } from "../languages/facts.ts";

/** An object that the notebook may make, or several that one place makes. */
export type Node = number;

/** What is known of a value without running anything. */
export interface Value {
  /** Dotted type; `null` when unknown. */
  readonly type: string | null;
  /** The objects it may be; empty when the value cannot change. */
  readonly nodes: readonly Node[];
  /** Dotted path of a thing of a library or of the builtins: a module, function, class. */
  readonly path?: string;
  /** A function of the notebook; `self` when it is a bound method. */
  readonly function?: FunctionFacts;
  readonly self?: Value;
  /** Where the function was made: names of the code around it that its body sees. */
  readonly scope?: Scope;
  /** The class that has the function as a method. */
  readonly owner?: MadeClass;
  /** How a method meets its instance, when that is not the usual way. `cached`: a property that is computed once. */
  readonly binding?: "static" | "class" | "property" | "cached";
  /** Functions that a decorator put it around. */
  readonly wraps?: readonly FunctionFacts[];
  /** A class of the notebook, or the class of an instance. */
  readonly class?: MadeClass;
  readonly instanceOf?: MadeClass;
  /** `super()` in a method of this class: the object, seen as one of the class's bases. */
  readonly superOf?: MadeClass;
  /** A method of a library's object, not yet called. */
  readonly method?: { readonly receiver: Value; readonly name: string };
  /** The things with code of their own (functions, classes, instances) of which it is one. */
  readonly alternatives?: readonly Value[];
  /** It is something in one of its objects, of which no more is known: their types are not its own. */
  readonly within?: true;
  /** Elements of a tuple or list display, in order. */
  readonly parts?: readonly Value[];
  /** What every element of it is, when that is known. */
  readonly each?: Value;
  /** The names of arguments that it was made with and that were not `None`. */
  readonly madeWith?: readonly string[];
  /** Value of a text constant, or the path that a `pathlib` object stands for. */
  readonly text?: string;
  /** A whole number as it is written out. */
  readonly digits?: string;
  /** It says how good a model is. */
  readonly score?: true;
  /** It is the labels (`table.index`) of these objects; with no attribute, those that tables are made with. */
  readonly labels?: { readonly attribute: string | null; readonly nodes: readonly Node[] };
  /** Known literal `None`. */
  readonly none?: boolean;
}

/** Locals of a call, of a class body, or of the comprehensions of a statement. */
export interface Scope {
  readonly locals: Map<string, Value>;
  /** Of locals that functions inside use: an object that stands for the variable itself. */
  readonly cells: Map<string, Node>;
  readonly outer: Scope | null;
  /** Functions inside a class body do not see its names. */
  readonly ofClass: boolean;
}

/** A class of the notebook as it was made. */
export interface MadeClass {
  readonly facts: ClassFacts;
  readonly nodes: readonly Node[];
  readonly bases: readonly Value[];
  /** Methods and attributes. */
  readonly members: Map<string, Value>;
  /** What runs when a property is set. */
  readonly setters: Map<string, Value>;
  /** Attributes that `__init__` gives to every instance. */
  readonly own: ReadonlySet<string>;
  /** Made by a function: the notebook has no name for it. */
  readonly local: boolean;
}

/** An argument with its value. */
export interface Given {
  readonly name: string | undefined;
  readonly spread: boolean;
  /** Place of a positional argument that was given a name. */
  readonly place?: number;
  readonly value: Value;
  readonly expr: Expr | null;
}

/** A value of which nothing is known but that it cannot change. */
export const ATOM: Value = { type: null, nodes: [] };
/** `None`. */
export const NONE: Value = { type: "none", nodes: [], none: true };

/** Most things that a value may be one of; beyond it none of them is known. */
const MOST_ALTERNATIVES = 40;

/** What a name is when it may be either of two values. */
export function join(a: Value, b: Value): Value {
  if (a === b) return a;
  const joined: Value = {
    type: a.type === b.type ? a.type : null,
    nodes: a.nodes.length === 0 ? b.nodes : [...new Set([...a.nodes, ...b.nodes])],
    ...(a.path !== undefined && a.path === b.path ? { path: a.path } : {}),
    ...(a.class && a.class === b.class ? { class: a.class } : {}),
    ...(a.instanceOf && a.instanceOf === b.instanceOf ? { instanceOf: a.instanceOf } : {}),
    ...(isSameFunction(a, b) ? functionOf(a) : {}),
    ...(a.score && b.score ? { score: true } : {}),
    ...(a.within || b.within ? { within: true } : {}),
    ...(a.labels && a.labels.attribute === b.labels?.attribute
      ? { labels: { ...a.labels, nodes: [...a.labels.nodes, ...b.labels.nodes] } }
      : {}),
  };
  if (hasCode(joined) || !(hasCode(a) || hasCode(b) || a.alternatives || b.alternatives)) return joined;
  const alternatives = [...new Set([...alternativesOf(a), ...alternativesOf(b)])];
  return alternatives.length > MOST_ALTERNATIVES ? joined : { ...joined, alternatives };
}

/** What a name is when it may be any of these values; `ATOM` when there is none. */
export function joinAll(values: readonly Value[]): Value {
  return values.length === 0 ? ATOM : values.reduce(join);
}

function isSameFunction(a: Value, b: Value): boolean {
  return a.function !== undefined && a.function === b.function && a.scope === b.scope && a.self === b.self;
}

function functionOf({ function: made, self, scope, owner, binding, wraps }: Value): Partial<Value> {
  return {
    ...(made ? { function: made } : {}),
    ...(self ? { self } : {}),
    ...(scope ? { scope } : {}),
    ...(owner ? { owner } : {}),
    ...(binding ? { binding } : {}),
    ...(wraps ? { wraps } : {}),
  };
}

/** Whether it is known what code runs when the value is called or its methods are. */
export function hasCode(value: Value): boolean {
  return Boolean(value.function ?? value.class ?? value.instanceOf ?? value.superOf ?? value.method ?? value.path);
}

/** All that the value may be, one by one; what cannot change and has no code is left out. */
export function alternativesOf(value: Value): readonly Value[] {
  if (value.alternatives) return value.alternatives;
  return hasCode(value) || value.nodes.length > 0 ? [value] : [];
}

/** The value, or those it may be, that are instances of classes of the notebook. */
export function instancesIn(value: Value): readonly Value[] {
  if (value.instanceOf) return [value];
  return value.alternatives?.filter((one) => one.instanceOf) ?? [];
}
