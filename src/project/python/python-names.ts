/** What generation knows about the target language and the machine-independent facts of the run. */
export interface PythonNames {
  /** First line of generated modules. */
  readonly header: string;
  readonly standardLibrary: ReadonlySet<string>;
}
