import type { Span } from "../../../base/spans.ts";
import type { DefinitionKind, NameToken } from "../../facts.ts";
import type { Name } from "../syntax/ast.ts";
import { isWithin, ownerOf, ownerScope, type Scope } from "../syntax/scope.ts";
import type { Flow, Frame } from "./flow.ts";
import { type NameStatus, statusOf } from "./flow-state.ts";

/** Key of a name of a class body in a flow state; can't be an identifier. */
function classKey(scope: Scope, name: string): string {
  return `${scope.id}.${name}`;
}

/** Reads a name where the analysis stands. */
export function readName(flow: Flow, name: Name): void {
  const owner = ownerOf(flow.scope, name.name);
  const isClassLocal = owner === "class" && statusOf(flow.state, classKey(flow.scope, name.name)) === "bound";
  if (owner === "local" || isClassLocal) {
    name.local = true;
    if (owner === "local") noteCapture(flow, name.name, flow.scope);
    return;
  }
  addToken(flow, name, "load");
  if (!flow.state.dead && statusOf(flow.state, name.name) !== "bound") readNow(flow, name.name, name.span);
}

/** Notes a local that belongs to code around the function that is analysed. True when it does. */
function noteCapture(flow: Flow, name: string, from: Scope): boolean {
  const { frame } = flow;
  if (frame.scope === null) return false;
  const owner = ownerScope(from, name);
  if (owner === null || isWithin(owner, frame.scope)) return false;
  frame.captures.add(name);
  return true;
}

/** What a function inside captures and what is not of this function, this function captures as well. */
export function captureLater(flow: Flow, inner: Frame): void {
  const from = inner.scope?.parent;
  if (from) for (const name of inner.captures) noteCapture(flow, name, from);
}

function readNow(flow: Flow, name: string, span: Span): void {
  for (const { now } of flow.classes) now.add(name);
  flow.readLog?.set(name, span);
  if (!flow.frame.reads.has(name)) flow.frame.reads.set(name, span);
  if (flow.frame.tried === 0) flow.frame.untried.add(name);
  if (flow.frame.outer !== null) return;
  flow.recorder.use(name, "now", span, flow.frame.tried > 0);
  flow.state.read.add(name);
}

/** Reads a name of the notebook that a text of a function mentions; nothing else may be meant by it. */
export function readInText(flow: Flow, name: string, span: Span): void {
  const isRead = flow.state.dead || flow.frame.reads.has(name) || statusOf(flow.state, name) === "bound";
  if (!isRead && ownerOf(flow.scope, name) === "notebook") flow.frame.reads.set(name, span);
}

/** Notes names that code made here reads when it is called; of `untried` ones some read is in no `try`. */
export function readLater(flow: Flow, names: ReadonlyMap<string, Span>, untried: ReadonlySet<string>): void {
  if (flow.state.dead) return;
  for (const [name, span] of names) {
    if (untried.has(name)) flow.frame.untried.add(name);
    for (const { free } of flow.classes) free.add(name);
    if (statusOf(flow.state, name) === "bound") continue;
    if (flow.frame.outer === null) flow.recorder.use(name, "deferred", span, !untried.has(name));
    else if (!flow.frame.reads.has(name)) flow.frame.reads.set(name, span);
  }
}

/** Notes names that code made here binds when it is called. */
export function assignLater(flow: Flow, inner: Frame): void {
  for (const name of inner.assigns) {
    for (const { assigns } of flow.classes) assigns.add(name);
    if (flow.frame.outer !== null) flow.frame.assigns.add(name);
  }
}

/** Binds a name where the analysis stands; `scope` differs for a walrus in a comprehension. */
export function bindName(flow: Flow, name: Name, kind: DefinitionKind, scope: Scope = flow.scope): void {
  if (!changeStatus(flow, name, "bound", "store", scope) || flow.state.dead) return;
  if (flow.frame.outer === null) flow.recorder.define(name.name, kind, name.span);
  else flow.frame.assigns.add(name.name);
}

/** Un-binds a name where the analysis stands. A token is given for `del x`, not for the silent one of `except ... as x`. */
export function unbindName(flow: Flow, name: Name, isExplicit: boolean): void {
  if (!changeStatus(flow, name, "unbound", isExplicit ? "delete" : null, flow.scope) || flow.state.dead) return;
  if (flow.frame.outer === null) flow.recorder.unbind(name.name, name.span);
  else flow.frame.assigns.add(name.name);
}

/** True when it is a name of the notebook. */
function changeStatus(
  flow: Flow,
  name: Name,
  status: NameStatus,
  role: NameToken["role"] | null,
  scope: Scope,
): boolean {
  const owner = ownerOf(scope, name.name);
  name.local = owner !== "notebook";
  if (owner === "class") flow.state.names.set(classKey(scope, name.name), status);
  if (owner === "local" && noteCapture(flow, name.name, scope)) flow.frame.rebinds.add(name.name);
  if (owner !== "notebook") return false;
  if (role !== null) addToken(flow, name, role);
  flow.state.names.set(name.name, status);
  return true;
}

/** Gives a token without any effect: `global x`, `x: int`. */
export function mentionName(flow: Flow, name: Name, role: NameToken["role"]): void {
  name.local = ownerOf(flow.scope, name.name) !== "notebook";
  if (!name.local) addToken(flow, name, role);
}

function addToken(flow: Flow, name: Name, role: NameToken["role"]): void {
  flow.recorder.token({ name: name.name, span: name.span, role, deferred: flow.frame.outer !== null });
}
