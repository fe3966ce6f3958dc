/** What a statement is seen to do to a table. */
export interface TableFacts {
  /** All that it does to the variable `of`, if that is a table, is to give values to columns of these names. */
  readonly columnsGiven?: { readonly of: string; readonly names: readonly string[] };
}
