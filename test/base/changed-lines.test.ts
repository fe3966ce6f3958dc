import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changedLines } from "../../src/base/changed-lines.ts";

const few = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 });

describe("changed lines", () => {
  test("are those that were added, with the line in front", () => {
    expect(changedLines("a = 1\n\nb = 2\n", "a = 1\n\nnew = 3\nb = 2\n")).toEqual([
      { behind: "a = 1", removed: [], added: ["new = 3"] },
    ]);
  });

  test("tell of a line that becomes another one", () => {
    expect(changedLines("a\nb\nc", "a\nx\nc")).toEqual([{ behind: "a", removed: ["b"], added: ["x"] }]);
  });

  test("are none in a text that is the same", () => {
    fc.assert(fc.property(few, (lines) => changedLines(lines.join("\n"), lines.join("\n")).length === 0));
  });

  test("are no more than there have to be, and account for every line", () => {
    fc.assert(
      fc.property(few, few, (one, other) => {
        const [old, now] = [one.join("\n").split("\n"), other.join("\n").split("\n")];
        const found = changedLines(one.join("\n"), other.join("\n"));
        const removed = found.flatMap((each) => each.removed);
        const added = found.flatMap((each) => each.added);
        expect(now.length - old.length).toBe(added.length - removed.length);
        expect(count([...old, ...added])).toEqual(count([...now, ...removed]));
        for (const each of found) expect(each.removed.length + each.added.length).toBeGreaterThan(0);
      }),
    );
  });
});

function count(lines: readonly string[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const line of lines) found[line] = (found[line] ?? 0) + 1;
  return found;
}
