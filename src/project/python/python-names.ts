/** What generation knows about the target language and the machine-independent facts of the run. */
export interface PythonNames {
  /** First line of generated modules. */
  readonly header: string;
  readonly standardLibrary: ReadonlySet<string>;
  /** Modules beside the package that came with notebooks, as they are called in `src`: `utils.py`, `lib`. */
  readonly beside: readonly string[];
}

/** The modules among the files of a project that stand in `src` beside its package. */
export function modulesBeside(paths: Iterable<string>, ownPackage: string): readonly string[] {
  const names = [...paths].flatMap((path) => /^src\/([^/]+)/.exec(path)?.[1] ?? []);
  return [...new Set(names)].filter((name) => name !== ownPackage).sort();
}
