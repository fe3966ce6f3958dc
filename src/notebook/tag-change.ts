/** Tags to add to and to remove from one cell. Adding a tag that is there, and removing one that is not, does nothing. */
export interface TagChange {
  /** `Cell.index` of the cell in the notebook that was read from the text. */
  readonly cellIndex: number;
  readonly addTags: readonly string[];
  readonly removeTags: readonly string[];
}

/** The tags of a cell after a change: removed first, then added at the end, each once. */
export function changedTags(tags: readonly string[], change: TagChange): string[] {
  const added = new Set(change.addTags);
  const removed = new Set(change.removeTags.filter((tag) => !added.has(tag)));
  const kept = tags.filter((tag) => !removed.has(tag));
  return [...kept, ...[...added].filter((tag) => !kept.includes(tag))];
}

/** The changes of each cell, in their order. */
export function changesByCell(changes: readonly TagChange[]): Map<number, TagChange[]> {
  const byCell = new Map<number, TagChange[]>();
  for (const change of changes) byCell.set(change.cellIndex, [...(byCell.get(change.cellIndex) ?? []), change]);
  return byCell;
}
