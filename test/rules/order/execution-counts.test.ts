import { describe, expect, test } from "vitest";
import { outOfOrder } from "../../../src/rules/order/executed-out-of-order.ts";
import { checkExample } from "../../harness/checked.ts";

/** Findings of the rules on execution counts, for cells with these counts and sources. */
function findings(...cells: readonly (readonly [number | null, string])[]): readonly string[] {
  const notebook = cells.map(([count, source]) => `In [${count ?? " "}]:\n${source}\n\nText:\nshown`).join("\n");
  return checkExample({ notebook })
    .filter(({ code }) => /^CW10[4-8]$/.test(code))
    .map(({ code, severity, location }) => `${code} ${severity} ${(location?.cell ?? -1) + 1}`);
}

describe("execution counts", () => {
  test.each([
    [
      "one run",
      [
        [1, "a = 1"],
        [2, "print(a)"],
      ],
      [],
    ],
    [
      "no counts at all",
      [
        [null, "a = 1"],
        [null, "print(a)"],
      ],
      [],
    ],
    [
      "gaps",
      [
        [1, "a = 1"],
        [3, "print(a)"],
      ],
      ["CW106 info 2"],
    ],
    [
      "a start anew after an installation",
      [
        [1, "%pip install pandas==2.2.3"],
        [1, "a = 1"],
        [2, "print(a)"],
      ],
      [],
    ],
    [
      "a start anew after a comment and a quiet installation",
      [
        [1, "# run this first"],
        [2, "%%capture\n!pip install pandas==2.2.3"],
        [1, "a = 1"],
        [2, "print(a)"],
      ],
      [],
    ],
    [
      "a start anew after code",
      [
        [1, "%pip install pandas==2.2.3"],
        [2, "b = 1"],
        [1, "a = 1"],
        [2, "print(a)"],
      ],
      ["CW105 warning 3"],
    ],
    [
      "a late start",
      [
        [5, "a = 1"],
        [6, "print(a)"],
      ],
      ["CW106 info 1"],
    ],
    [
      "twice the same",
      [
        [1, "a = 1"],
        [1, "print(a)"],
      ],
      ["CW105 warning 2"],
    ],
    [
      "without data between them",
      [
        [2, "import os"],
        [1, "print(1)"],
      ],
      ["CW104 info 1"],
    ],
    [
      "an import that was run again",
      [
        [3, "import os"],
        [2, "print(os.sep)"],
      ],
      ["CW104 info 1"],
    ],
    [
      "a constant that was run again",
      [
        [3, "a = 1"],
        [2, "print(a)"],
      ],
      ["CW104 info 1"],
    ],
    [
      "a value that was made again",
      [
        [1, "b = [1]"],
        [4, "a = max(b)"],
        [3, "print(a)"],
      ],
      ["CW108 info 3"],
    ],
    [
      "a value changed below",
      [
        [1, "a = [1]"],
        [3, "print(a)"],
        [2, "a = [2]"],
      ],
      ["CW108 warning 2"],
    ],
    [
      "a value changed in place below",
      [
        [1, "a = [1]"],
        [3, "print(a)"],
        [2, "a.append(2)"],
      ],
      ["CW108 warning 2"],
    ],
    [
      "the same text above and below",
      [
        [1, "a = [1]"],
        [3, "print(a)"],
        [2, "a = [1]"],
      ],
      ["CW104 info 2"],
    ],
    [
      "changed below and again above",
      [
        [3, "a = [1]"],
        [4, "print(a)"],
        [2, "a = [2]"],
      ],
      ["CW104 info 3"],
    ],
    [
      "two readers of one change",
      [
        [1, "a = [1]"],
        [3, "print(a)"],
        [4, "print(len(a))"],
        [2, "a = [2]"],
      ],
      ["CW108 warning 2"],
    ],
  ] as const)("%s", (_, cells, expected) => {
    expect(findings(...(cells as readonly (readonly [number | null, string])[]))).toEqual(expected);
  });
});

describe("cells out of order", () => {
  test.each([
    [[1, 2, 3], []],
    [[9, 2, 3], [9]],
    [[1, 9, 2, 3], [9]],
    [
      [1, 2, 9, 10, 3, 4, 5],
      [9, 10],
    ],
    [[], []],
  ])("%j", (counts, expected) => {
    const counted = counts.map((count, cell) => ({ cell, count }));
    expect(outOfOrder(counted).map(({ count }) => count)).toEqual(expected);
  });
});
