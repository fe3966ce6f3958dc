/** How many letters a name may differ by and still be seen as a slip of the same name: none for very short ones. */
function allowedSlips(name: string): number {
  if (name.length < 3) return 0;
  return name.length < 6 ? 1 : 2;
}

/** The name that was probably meant; null when none is close, or when two are as close. */
export function closeName(name: string, known: Iterable<string>): string | null {
  let best: string[] = [];
  let least = allowedSlips(name) + 1;
  for (const one of known) {
    if (one === name || one.length < 3 || Math.abs(one.length - name.length) > least) continue;
    const slips = one.toLowerCase() === name.toLowerCase() ? 0 : slipsBetween(name, one);
    if (slips < least) best = [];
    if (slips <= least && slips <= allowedSlips(name)) best.push(one);
    least = Math.min(least, slips);
  }
  return best.length === 1 ? (best[0] as string) : null;
}

/** Optimal string alignment distance: letters put in, left out, replaced, or two neighbours swapped. */
export function slipsBetween(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      const replaced = (last[column - 1] as number) + (same ? 0 : 1);
      const shorter = Math.min((last[column] as number) + 1, (next[column - 1] as number) + 1);
      const swaps = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swapped = swaps ? (beforeLast[column - 2] as number) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, shorter, swapped));
    }
    beforeLast = last;
    last = next;
  }
  return last[other.length] as number;
}
