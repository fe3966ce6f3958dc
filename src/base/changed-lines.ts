/** Lines that a text has instead of others, with the line that they stand behind. */
export interface ChangedLines {
  /** The last line before them that stays and says something; empty at the start. */
  readonly behind: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** How one text becomes another, line by line, by a longest common subsequence. */
export function changedLines(before: string, after: string): readonly ChangedLines[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const common = commonLengths(old, now);
  const found: ChangedLines[] = [];
  let [at, to, behind] = [0, 0, ""];
  while (at < old.length || to < now.length) {
    if (at < old.length && old[at] === now[to]) {
      if (old[at]?.trim() !== "") behind = old[at] as string;
      at++;
      to++;
      continue;
    }
    const [removed, added]: [string[], string[]] = [[], []];
    while ((at < old.length || to < now.length) && !(at < old.length && old[at] === now[to])) {
      const isRemoved =
        to >= now.length || (at < old.length && (common[at + 1]?.[to] ?? 0) >= (common[at]?.[to + 1] ?? 0));
      if (isRemoved) removed.push(old[at++] as string);
      else added.push(now[to++] as string);
    }
    found.push({ behind, removed, added });
  }
  return found;
}

/** For each pair of places, how many lines what is left of both has in common. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const rows = old.map(() => new Array<number>(now.length + 1).fill(0));
  rows.push(new Array<number>(now.length + 1).fill(0));
  for (let at = old.length - 1; at >= 0; at--)
    for (let to = now.length - 1; to >= 0; to--) {
      const [row, below] = [rows[at] as number[], rows[at + 1] as number[]];
      row[to] = old[at] === now[to] ? (below[to + 1] ?? 0) + 1 : Math.max(below[to] ?? 0, row[to + 1] ?? 0);
    }
  return rows;
}
