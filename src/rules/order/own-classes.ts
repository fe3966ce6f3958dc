import { partsOf } from "../../analysis/parts-of.ts";
import type { ClassFacts, Expr, Operation } from "../../languages/facts.ts";
import { dottedPath } from "../code-index.ts";
import type { Subject } from "../subject.ts";

/** A class of the notebook of which all is known that its instances have. */
export interface OwnClass {
  readonly name: string;
  readonly members: ReadonlySet<string>;
  /** Of all classes of this name, and of those that build on them. */
  readonly facts: readonly ClassFacts[];
}

/** What gives objects members by their text, or by other ways than those that are looked at. */
const HIDDEN_WAYS =
  /\b(?:setattr|__setattr__|__getattr__|__getattribute__|__dict__|__class__|__new__|__init_subclass__|vars|MethodType|exec|globals|locals|patch|metaclass)\b/;
/** `x.a = 1`, `x.a, x.b = ...`, `x.a: int = 1`, `x.a += 1`. */
const STORED = /\.(\w+)(?=[\w \t.,*[\]]{0,200}(?::[^=\n]{0,100})?(?:[-+*/%&|^@]|\/\/|\*\*|<<|>>)?=(?!=))/g;
const STORED_BY_LOOP = /\b(?:for|as)\b([^:\n]*)/g;
/** Calls that look at a class and leave it as it is. */
const LOOKS = new Set("isinstance issubclass type print help super len id repr str display".split(" "));

/**
 * Classes whose members are all known: without other bases than such classes, without decorators, and in a notebook in which
 * nothing gives members in hidden ways. An attribute that is set anywhere, on whatever, counts for all.
 */
export function ownClasses(subject: Subject): readonly OwnClass[] {
  const { analysis } = subject;
  const facts = classesByName(subject);
  if (facts.size === 0) return [];
  const isHidden = analysis.cells.some(({ code, broken }) => broken !== null || HIDDEN_WAYS.test(code));
  const isDynamic = analysis.statements.some(
    ({ facts }) => facts.dynamic.length > 0 || facts.imports.some(({ member }) => member === "*"),
  );
  if (isHidden || isDynamic) return [];
  const stored = storedNames(subject);
  const given = givenAway(subject);
  const families = familiesOf(facts);
  const members = new Map<readonly ClassFacts[], ReadonlySet<string>>();
  for (const family of new Set(families.values()))
    if (family !== null && !family.some((one) => !isPlain(one, subject) || given.has(one.name)))
      members.set(family, new Set([...stored, ...family.flatMap(ownMembers)]));
  return [...facts].flatMap(([name, own]) => {
    const known = members.get(families.get(name) ?? []);
    return known === undefined ? [] : [{ name, facts: own, members: known }];
  });
}

/** Without decorators, or a `dataclass`, whose members are its fields and what it has itself. */
function isPlain({ decorators }: ClassFacts, { code }: Subject): boolean {
  return decorators.every((one) => {
    const maker = one.kind === "call" ? one.of : one;
    return dottedPath(maker, code.importedPaths) === "dataclasses.dataclass";
  });
}

/** Names that class statements alone define. */
function classesByName({ analysis }: Subject): ReadonlyMap<string, readonly ClassFacts[]> {
  const found = new Map<string, ClassFacts[]>();
  const others = new Set<string>();
  for (const { facts, definitions } of analysis.statements)
    for (const { name } of definitions)
      if (facts.class?.name === name) found.set(name, [...(found.get(name) ?? []), facts.class]);
      else others.add(name);
  return new Map([...found].filter(([name]) => !others.has(name)));
}

/** By name, the classes that build on each other; null where one of them builds on something else. */
function familiesOf(
  all: ReadonlyMap<string, readonly ClassFacts[]>,
): ReadonlyMap<string, readonly ClassFacts[] | null> {
  const near = new Map<string, string[]>([...all.keys()].map((name) => [name, []]));
  const open = new Set<string>();
  for (const one of [...all.values()].flat())
    for (const base of basesOf(one)) {
      if (base === null || !(near.has(base) || base === "object")) open.add(one.name);
      else if (base !== "object") {
        near.get(base)?.push(one.name);
        near.get(one.name)?.push(base);
      }
    }
  const found = new Map<string, readonly ClassFacts[] | null>();
  for (const start of all.keys()) {
    if (found.has(start)) continue;
    const names = new Set([start]);
    for (const name of names) for (const other of near.get(name) ?? []) names.add(other);
    const isOpen = [...names].some((name) => open.has(name));
    const family = isOpen ? null : [...names].flatMap((name) => all.get(name) ?? []);
    for (const name of names) found.set(name, family);
  }
  return found;
}

function basesOf({ bases }: ClassFacts): readonly (string | null)[] {
  return bases.map((base) => (base.kind === "name" && !base.local ? base.name : null));
}

function ownMembers({ methods, operations, fields }: ClassFacts): readonly string[] {
  const bound = operations.flatMap((one) => (one.op === "bind" || one.op === "define" ? [one.name] : []));
  return [...methods.map(({ name }) => name), ...bound, ...fields];
}

function storedNames({ analysis, code }: Subject): readonly string[] {
  const updated = code.operations.flatMap(({ operation }) =>
    operation.op === "update" && operation.member !== undefined ? [operation.member] : [],
  );
  const texts = analysis.cells.map((cell) => cell.code);
  const written = texts.flatMap((text) => [...text.matchAll(STORED)].map(([, name = ""]) => name));
  const looped = texts
    .flatMap((text) => [...text.matchAll(STORED_BY_LOOP)].map(([, target = ""]) => target))
    .flatMap((target) => [...target.matchAll(/\.(\w+)/g)].map(([, name = ""]) => name));
  // What code asks for by its text may be there or not, and it copes.
  return [...updated, ...written, ...looped, ...code.texts.map(({ text }) => text)];
}

/** Names that are handed to calls, which may add to what they get. */
function givenAway({ code }: Subject): ReadonlySet<string> {
  return new Set(
    code.calls
      .filter(({ callee }) => callee === null || !LOOKS.has(callee))
      .flatMap(({ call }) => call.arguments.flatMap(({ value }) => (value.kind === "name" ? [value.name] : []))),
  );
}

/** The names that calls of one class alone are bound to, by name of the class. */
export function instanceNames(
  { analysis, code }: Subject,
  classes: readonly OwnClass[],
): ReadonlyMap<string, OwnClass> {
  const byName = new Map(classes.map((one) => [one.name, one]));
  const found = new Map<string, OwnClass>();
  const others = new Set<string>();
  for (const { operation, deferred } of code.operations)
    if (operation.op === "bind" && operation.local !== true) {
      const made = deferred ? undefined : classMade(operation.value, byName, code);
      if (made === undefined || (found.get(operation.name) ?? made) !== made) others.add(operation.name);
      else found.set(operation.name, made);
    }
  for (const statement of analysis.statements) {
    const operations = code.operationsByStatement.get(statement) ?? [];
    for (const { name, kind, byCall } of statement.definitions)
      if (
        (kind !== "variable" && kind !== "loop") ||
        byCall ||
        !operations.some(({ operation }) => isBindOf(operation, name))
      )
        others.add(name);
  }
  return new Map([...found].filter(([name]) => !others.has(name)));
}

function isBindOf(operation: Operation, name: string): boolean {
  return operation.op === "bind" && operation.name === name;
}

function classMade(value: Expr, classes: ReadonlyMap<string, OwnClass>, code: Subject["code"]): OwnClass | undefined {
  if (value.kind === "call" && value.of.kind === "name" && value.of.local !== true) return classes.get(value.of.name);
  const isOne = (value.kind === "element" && value.at === undefined) || value.kind === "item";
  if (!isOne || value.of.kind !== "name" || value.of.local) return undefined;
  if (value.kind === "item" && value.key.kind === "operation") return undefined;
  return classHeld(value.of.name, classes, code);
}

/** The class of all that a list or a dict holds that is made once: `[Desk(r) for r in rates]`, `{n: Read(n) for n in names}`. */
function classHeld(
  name: string,
  classes: ReadonlyMap<string, OwnClass>,
  { operations }: Subject["code"],
): OwnClass | undefined {
  const bound = operations.filter(({ operation }) => "name" in operation && operation.name === name);
  const isChanged = operations.some(
    ({ operation }) => operation.op === "update" && operation.target.kind === "name" && operation.target.name === name,
  );
  const [only] = bound;
  if (isChanged || bound.length !== 1 || only?.operation.op !== "bind") return undefined;
  const { value } = only.operation;
  if (value.kind === "collection" && value.type === "list") {
    const made = new Set(value.parts.map((part) => classMadeAt(part, classes)));
    return made.size === 1 ? [...made][0] : undefined;
  }
  if (value.kind !== "operation" || value.operator !== "comprehension" || !/^(list|dict)$/.test(value.type ?? ""))
    return undefined;
  return classMadeAt(value.parts.at(-1), classes);
}

function classMadeAt(part: Expr | undefined, classes: ReadonlyMap<string, OwnClass>): OwnClass | undefined {
  return part?.kind === "call" && part.of.kind === "name" && !part.of.local ? classes.get(part.of.name) : undefined;
}

/** A member that is read, and whether the operation certainly comes to it. */
export interface MemberRead {
  readonly of: Expr;
  readonly name: string;
  readonly span: Expr["span"];
  readonly isCertain: boolean;
}

/** Members that an operation reads, functions in it apart. */
export function membersRead(operation: Operation): readonly MemberRead[] {
  const found: MemberRead[] = [];
  const walk = (expr: Expr, isCertain: boolean): void => {
    if (expr.kind === "member") found.push({ of: expr.of, name: expr.name, span: expr.span, isCertain });
    const goesOn = isCertain && expr.kind !== "choice" && expr.kind !== "operation" && expr.kind !== "element";
    for (const part of partsOf(expr)) walk(part, goesOn);
  };
  if ("target" in operation) walk(operation.target, operation.certain);
  if ("value" in operation && operation.value) walk(operation.value, operation.certain);
  return found;
}
