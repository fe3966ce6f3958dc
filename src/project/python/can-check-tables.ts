/** The oldest pandas that pandera checks tables of. */
const OLDEST = [2, 1, 1] as const;

/** Whether tables of a version of pandas can be checked; null: the version is not known, and will be a new one. */
export function canCheckTables(pandas: string | null): boolean {
  if (pandas === null) return true;
  const parts = pandas.split(".").map((part) => Number.parseInt(part, 10));
  for (const [at, least] of OLDEST.entries()) {
    const part = parts[at] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
