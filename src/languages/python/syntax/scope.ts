/** Where names live. `types` is the scope of type parameters (`def f[T]`). */
export type ScopeKind = "module" | "function" | "class" | "comprehension" | "types";

/** A scope of Python, filled by `lower`; names can be resolved when the whole top-level statement has been lowered. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | null;
  /** Unique among the scopes of one cell. */
  readonly id: number;
  /** Names bound anywhere in it. */
  readonly bound: Set<string>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

/** Whose a name is: of the notebook, of a function or comprehension, or of a class body (and if not bound yet: the notebook's). */
export type Owner = "notebook" | "local" | "class";

/** Makes an empty scope. */
export function newScope(kind: ScopeKind, parent: Scope | null, id: number): Scope {
  return { kind, parent, id, bound: new Set(), globals: new Set(), nonlocals: new Set() };
}

/** Notes that a statement or expression in `scope` binds a name. */
export function bindIn(scope: Scope, name: string): void {
  scope.bound.add(name);
}

/** The scope in which a walrus inside `scope` binds: comprehensions are skipped. */
export function walrusScope(scope: Scope): Scope {
  let at = scope;
  while (at.kind === "comprehension" && at.parent !== null) at = at.parent;
  return at;
}

/**
 * Finds out whose `name` is when it stands in `scope`, by the rules of the Python reference (4.2.2): class bodies are
 * invisible to functions and comprehensions inside them, and a name bound in a class body is looked up there and then among
 * the globals, past enclosing functions.
 */
export function ownerOf(scope: Scope, name: string): Owner {
  if (scope.kind === "class" && !scope.globals.has(name) && !scope.nonlocals.has(name) && scope.bound.has(name))
    return "class";
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (at.kind === "module") return "notebook";
    if (at.kind === "class" && at !== scope && !seesClass(scope, at)) {
      if (name === "__class__") return "local";
      continue;
    }
    if (at.globals.has(name)) return "notebook";
    if (at.bound.has(name) && !at.nonlocals.has(name)) return "local";
  }
  return "notebook";
}

/** The scope around `scope` (itself included) that owns a local name as seen there; null when none does. */
export function ownerScope(scope: Scope, name: string): Scope | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    if (at.kind === "module" || at.globals.has(name)) return null;
    if (at.kind === "class" && at !== scope && !seesClass(scope, at)) continue;
    if (at.bound.has(name) && !at.nonlocals.has(name)) return at;
  }
  return null;
}

/** Whether `inner` is `outer` or stands in it. */
export function isWithin(inner: Scope, outer: Scope): boolean {
  for (let at: Scope | null = inner; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

/** Type parameters directly in a class body see its names; nothing else inside does. */
function seesClass(from: Scope, owner: Scope): boolean {
  return from.kind === "types" && from.parent === owner;
}
