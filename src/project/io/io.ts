/** Who reads and writes the tables of the catalog: pandas itself, dynamic(i/o), or pandas with a catalog for Kedro beside it. */
export type Io = "pandas" | "dynamicio" | "kedro";

/** All of them, the usual one first. */
export const ios: readonly Io[] = ["pandas", "dynamicio", "kedro"];
