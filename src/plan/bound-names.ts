import type { Statement } from "../analysis/types.ts";
import type { BuildState } from "./build-state.ts";
import type { Connection, Draft } from "./drafts.ts";

/**
 * Outputs that the step neither takes in nor certainly binds. Not those that it asks for before anything binds them
 * (`try: x except NameError: x = 1`): they must not have a value then.
 */
export function maybeUnbound(
  { analysis, context }: BuildState,
  draft: Draft,
  { inputs, outputs, parameters }: Connection,
): readonly string[] {
  const bound = new Set([...inputs.keys(), ...parameters]);
  for (const id of draft.statements) {
    const { definitions, facts, reads } = analysis.statements[id] as Statement;
    for (const { name, certain } of definitions) if (certain) bound.add(name);
    for (const { name, when, tried } of facts.uses) {
      const isNew = reads.every((read) => read.name !== name || read.from.length === 0);
      if (tried && when === "now" && isNew && !context.builtins.has(name)) bound.add(name);
    }
  }
  return [...outputs.keys()].filter((name) => !bound.has(name)).sort();
}

/** Names that functions of the step bind with `global`, and that nothing else in the step makes its own. */
export function declaredNames(state: BuildState, draft: Draft, connection: Connection): readonly string[] {
  const bound = new Set([
    ...connection.inputs.keys(),
    ...connection.parameters,
    ...maybeUnbound(state, draft, connection),
  ]);
  const assigned = new Set<string>();
  for (const id of [...draft.statements, ...connection.replays]) {
    const { facts, definitions } = state.analysis.statements[id] as Statement;
    for (const { name, byCall } of definitions) if (!byCall) bound.add(name);
    for (const { name, role, deferred } of facts.tokens) if (role === "global" && deferred) assigned.add(name);
  }
  return [...assigned].filter((name) => !bound.has(name)).sort();
}

/** Builtins that the draft reads before binding a variable of the same name. */
export function shadowedBuiltins({ analysis, roles, context }: BuildState, draft: Draft): readonly string[] {
  const bound = new Set<string>();
  const read = new Set<string>();
  for (const id of draft.statements) {
    const { reads, definitions } = analysis.statements[id] as Statement;
    for (const one of reads) if (one.from.length === 0 && context.builtins.has(one.name)) read.add(one.name);
    if (roles[id] !== "left") for (const { name } of definitions) bound.add(name);
  }
  return [...read].filter((name) => bound.has(name)).sort();
}
