import { composeTrace } from "../../src/trace/compose-trace.ts";
import type { Trace, TracedStatement, TracedValue } from "../../src/trace/types.ts";

/** What a test says of a statement; its lines are the next ones of the cell unless given. */
export type ToldStatement = Partial<Omit<TracedStatement, "id">>;

/** What a test says of a value; `first` and `last` are `made` unless given, its type is a list of Python. */
export type ToldValue = Partial<TracedValue> & Pick<TracedValue, "name" | "made">;

/** A trace of cells with these sources; statements are numbered through. */
export function tracedRun(
  cells: readonly (readonly [source: string, statements: readonly ToldStatement[]])[],
  values: readonly ToldValue[],
): Trace {
  let id = 0;
  const told = cells.map(([, statements], index) => ({
    index,
    seconds: 0.1,
    printed: 0,
    figures: 0,
    error: null,
    statements: statements.map((one, at) => ({
      id: id++,
      lines: [at + 1, at + 1] as const,
      seconds: 0.1,
      memory: 0,
      ...one,
    })),
    sharing: [],
  }));
  const run = {
    failure: null,
    python: { version: "3.11.7", implementation: "CPython" },
    platform: "linux",
    packages: {},
    seconds: 1,
    probing: 0.1,
    files: { written: [], removed: [] },
    cells: told,
    values: values.map(
      (value, number): TracedValue => ({
        number,
        how: "bound",
        since: value.made,
        first: value.made,
        last: value.made,
        type: "builtins.list",
        public: true,
        fingerprint: "0123456789abcdef",
        whole: true,
        ...value,
      }),
    ),
  };
  return composeTrace(
    run,
    "notebook.ipynb",
    cells.map(([source]) => source),
  );
}
