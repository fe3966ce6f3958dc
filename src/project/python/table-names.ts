/** A row of a step table, as far as its text says it. */
export interface TableRow {
  readonly name: string;
  /** What the project calls the notebook that it comes from; empty where the row does not say so. */
  readonly notebook: string;
  readonly asynchronous: boolean;
}

/** The rows of a step table, from the text of `pipeline.py`, in their order. */
export function rowsOfTable(text: string): readonly TableRow[] {
  return text.split(/^ *(?=Step\()/m).flatMap((row) => {
    const name = /^Step\(\s*"(\w+)"/.exec(row)?.[1];
    if (name === undefined) return [];
    const notebook = /\bnotebook="(\w+)"/.exec(row)?.[1] ?? "";
    return [{ name, notebook, asynchronous: /\basynchronous=True\b/.test(row) }];
  });
}

/** The fields of the parameters, from the text of `params.py`: name -> source of the default. */
export function fieldsOfParams(text: string): ReadonlyMap<string, string> {
  const fields = text.matchAll(/^ {4}(\w+): [^=\n]+ = (.*?)(?: {2}#.*)?$/gm);
  return new Map([...fields].map(([, name = "", value = ""]) => [name, value.trim()]));
}
