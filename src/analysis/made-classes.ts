import type { ClassFacts, FunctionFacts } from "../languages/facts.ts";
import type { Machine } from "./machine.ts";
import type { MadeClass, Value } from "./values.ts";

/** A method or attribute of a class or of one of its bases, nearest first. */
export function findMember(made: MadeClass, name: string): Value | undefined {
  for (const one of lineageOf(made)) {
    const member = one.members.get(name);
    if (member) return member;
  }
  return undefined;
}

/** What runs when the property is set. */
export function findSetter(made: MadeClass, name: string): Value | undefined {
  return lineageOf(made)
    .find((one) => one.setters.has(name))
    ?.setters.get(name);
}

/** The class and its bases that the notebook defines, nearest first. */
export function lineageOf(made: MadeClass): readonly MadeClass[] {
  return [...lineagesOf([made])];
}

/** Several classes with all their bases, each once: the first with its bases, nearest first, and so on. */
export function lineagesOf(classes: readonly MadeClass[]): ReadonlySet<MadeClass> {
  const found = new Set<MadeClass>();
  const stack = [...classes].reverse();
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    if (found.has(one)) continue;
    found.add(one);
    for (const base of one.bases.toReversed()) if (base.class) stack.push(base.class);
  }
  return found;
}

/** The nearest base that is of a library; `builtins.object` when there is none. */
export function libraryBase(machine: Machine, made: MadeClass): string {
  for (const { bases } of lineageOf(made)) {
    for (const { path } of bases) if (path !== undefined) return machine.knowledge.canonical(path);
  }
  return "builtins.object";
}

/** The class as a value. */
export function classValue(made: MadeClass): Value {
  return { type: null, nodes: made.nodes, class: made };
}

/** A member as it is met on an instance, or (`self` absent) on the class itself. */
export function bindMember(member: Value, self: Value | null, made: MadeClass): Value {
  if (!member.function || member.binding === "static") return member;
  if (member.binding === "class") return { ...member, nodes: made.nodes, self: classValue(made) };
  return self ? { ...member, nodes: self.nodes, self } : member;
}

/** Attributes that `__init__` sets on every instance: those of the class with the same name are never met. */
export function ownAttributes({ methods }: ClassFacts): ReadonlySet<string> {
  const initialise = methods.find((one) => one.name === "__init__");
  const self = initialise?.parameters[0]?.name;
  const names = initialise?.operations.map((one) =>
    one.op === "update" &&
    one.how === "attribute" &&
    one.certain &&
    one.target.kind === "name" &&
    one.target.name === self
      ? (one.member ?? "")
      : "",
  );
  return new Set(names);
}

/** Decorators that say how a method meets its instance. */
const BINDINGS: Readonly<Record<string, NonNullable<Value["binding"]>>> = {
  "builtins.staticmethod": "static",
  "builtins.classmethod": "class",
  "builtins.property": "property",
  "abc.abstractproperty": "property",
  "functools.cached_property": "cached",
  "django.utils.functional.cached_property": "cached",
};

/** How a method with these decorators meets its instance. */
export function bindingOf(decorators: readonly Value[]): Value["binding"] {
  for (const { path } of decorators) if (path !== undefined && BINDINGS[path]) return BINDINGS[path];
  return undefined;
}

/** `@name.setter` and `@name.deleter` above a method: what it does to the property `name`. */
export function accessorOf({ decorators }: FunctionFacts): "setter" | "deleter" | "getter" | null {
  for (const one of decorators) {
    if (one.kind === "member" && one.of.kind === "name" && ["setter", "deleter", "getter"].includes(one.name))
      return one.name as "setter";
  }
  return null;
}
