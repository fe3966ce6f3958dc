import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mappedText } from "../../../src/languages/python/ipython/mapped-text.ts";
import { mayHoldMagics } from "../../../src/languages/python/ipython/may-hold-magics.ts";
import { maskCell } from "../../../src/languages/python/mask-cell.ts";

/** What a mapped text is masked with, whatever it holds. */
const masked = (source: string) => maskCell(mappedText(source));

describe("mayHoldMagics", () => {
  it.each([
    "x = 1\ny = 2\n",
    "import pandas as pd\n\nframe = pd.read_csv('a.csv')",
    'text = """\n%time\n"""',
    "# what?\nx = 1",
    "if x:\n    y = 5 % 3\n   \n    z = 1\n",
    "",
  ])("a cell without magics stays as it is: %j", (source) => {
    expect(maskCell(source)).toEqual(masked(source));
  });

  it.each([
    "%time x = 1",
    "x = 1\n  !ls",
    "files = !ls\nx = 1",
    "files = \\\n  %who_ls\nx",
    "frame.head?\nx",
    "frame?  # what is it",
    "x = 1\n/f 1",
    "    x = 1\n    y = 2",
    ">>> x = 1",
    "In [1]: x = 1",
    "pip install pandas",
    'text = """\n  \n"""',
    "get_ipython().system('ls')\nx",
  ])("sees what is not plain Python: %j", (source) => {
    expect(mayHoldMagics(source)).toBe(true);
  });

  it("never misses what would be masked", () => {
    const part = fc.constantFrom(
      ...["%", "!", "?", "/", ",", ";", "=", " ", "  ", "\t", "\n", "\n\n", "\\\n", "x", "ls", "pip install a", "f(1)"],
      ...[
        '"',
        "'",
        '"""',
        "f'{a}'",
        "#",
        "(",
        ")",
        ">>> ",
        "In [1]: ",
        "...: ",
        "get_ipython().system('ls')",
        "\f",
        "é",
      ],
    );
    const source = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(source, (text) => {
        expect(maskCell(text)).toEqual(masked(text));
      }),
      { numRuns: 3000 },
    );
  });
});
