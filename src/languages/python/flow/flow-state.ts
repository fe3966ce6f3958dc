/**
 * What a forward analysis knows at a point of a statement. A state holds only what is new since its parent, so that forking
 * at a branch costs nothing and joining costs what changed in the branches.
 */

/** `bound`: on all paths; `unbound`: deleted on all; `maybeUnbound`: deleted on some; `unknown`: as it came in, or bound on some. */
export type NameStatus = "bound" | "unbound" | "maybeUnbound" | "unknown";

/** What is known at a point, apart from what the parent knows. */
export interface FlowState {
  readonly parent: FlowState | null;
  readonly names: Map<string, NameStatus>;
  /** Names whose value from outside the statement has been read on every path to here. */
  readonly read: Set<string>;
  /** No path leads here. */
  dead: boolean;
}

/** A state that starts out with all its parent knows. */
export function fork(parent: FlowState | null): FlowState {
  return { parent, names: new Map(), read: new Set(), dead: parent?.dead ?? false };
}

/** The status of a name. */
export function statusOf(state: FlowState | null, name: string): NameStatus {
  for (let at = state; at !== null; at = at.parent) {
    const status = at.names.get(name);
    if (status !== undefined) return status;
  }
  return "unknown";
}

/** A state that knows about `ancestor` what `state` does, without the states in between. */
export function flatten(state: FlowState, ancestor: FlowState): FlowState {
  if (state.parent === ancestor) return state;
  const flat: FlowState = { parent: ancestor, names: new Map(), read: new Set(), dead: state.dead };
  for (let at: FlowState | null = state; at !== null && at !== ancestor; at = at.parent) {
    for (const [name, status] of at.names) if (!flat.names.has(name)) flat.names.set(name, status);
    for (const name of at.read) flat.read.add(name);
  }
  return flat;
}

/** Merges paths, all forked off `state`, back into it. Dead paths don't count; without a live one `state` is dead. */
export function join(state: FlowState, paths: readonly FlowState[]): void {
  const live = paths.filter((path) => !path.dead);
  if (live.length === 0) {
    state.dead = true;
    return;
  }
  const merged = new Map<string, { status: NameStatus; count: number }>();
  for (const path of live) for (const [name, status] of path.names) mergeStatus(merged, name, status);
  for (const [name, { status, count }] of merged) {
    state.names.set(name, count === live.length ? status : joinStatus(status, statusOf(state, name)));
  }
  const [first, ...others] = live;
  for (const name of first?.read ?? []) if (others.every((path) => path.read.has(name))) state.read.add(name);
}

function mergeStatus(
  merged: Map<string, { status: NameStatus; count: number }>,
  name: string,
  status: NameStatus,
): void {
  const known = merged.get(name);
  if (known === undefined) merged.set(name, { status, count: 1 });
  else {
    known.status = joinStatus(known.status, status);
    known.count += 1;
  }
}

function joinStatus(one: NameStatus, other: NameStatus): NameStatus {
  if (one === other) return one;
  const isUnbound = [one, other].some((status) => status === "unbound" || status === "maybeUnbound");
  return isUnbound ? "maybeUnbound" : "unknown";
}

/** Takes over what `path` knows, for a branch that is taken only after it. */
export function adopt(state: FlowState, path: FlowState | null): FlowState {
  if (path === null) return state;
  for (const [name, status] of path.names) state.names.set(name, status);
  for (const name of path.read) state.read.add(name);
  return state;
}

/** Names that may be un-bound by a later statement of a loop, or by a part of a `try` that was left early. */
export function loosen(state: FlowState, names: readonly string[]): FlowState {
  for (const name of names) if (statusOf(state, name) === "bound") state.names.set(name, "maybeUnbound");
  return state;
}
