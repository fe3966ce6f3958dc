/** Throws when something that we hold to be always true is not: a bug of ours, never the user's doing. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`bug: ${message}`);
}
