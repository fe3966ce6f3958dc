import { describe, expect, test, vi } from "vitest";
import { checkExample } from "../harness/checked.ts";

// Each took minutes, or all memory, as long as something grew faster than its length.
vi.setConfig({ testTimeout: 30_000 });

const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, at) => line(at));
const times = 40;

const cells: readonly (readonly [what: string, ...sources: string[]])[] = [
  [
    "functions that call each other",
    lines(2000, (at) => `def f${at}(x):\n    return f${(at * 7 + 1) % 2000}(x) + f${(at * 13 + 5) % 2000}(x)`).join(
      "\n",
    ),
    "f0(1)",
  ],
  [
    "functions that draw, and call each other",
    "import random",
    lines(2000, (at) => `def f${at}(x):\n    return f${(at + 1) % 2000}(x) + random.random()`).join("\n"),
  ],
  [
    "a long chain of classes",
    "class C0:\n    def m(self):\n        return 1",
    lines(1200, (at) => `class C${at + 1}(C${at}):\n    def m(self):\n        return super().m()`).join("\n"),
    "print(C1200().m())",
  ],
  ["text that doubles", "p = 'data/x'", lines(times, () => "p = p + p").join("\n"), "open(p)"],
  ["formatted text that doubles", "p = 'a'", lines(times, () => "p = f'{p}/{p}'").join("\n"), "open(p)"],
  [
    "a path that doubles",
    "import os\nfrom pathlib import Path\np = 'a'\nq = Path('a')",
    lines(times, () => "p = os.path.join(p, p)\nq = q / q").join("\n"),
    "open(p)\nopen(q)",
  ],
  ["cell magics in each other", `${lines(6000, () => "%%time").join("\n")}\nx = 1`],
  ["a broken cell of quotes", `x = (\n${lines(20_000, () => "\"\"\"'''").join("\n")}`],
  ["a broken cell of lines with quotes", `x = (\n${lines(3000, () => "a = 'it\"s").join("\n")}`],
  ["paths", lines(4000, (at) => `x${at} = open('/home/ada/x/${at}.csv')`).join("\n")],
];

describe("checking ends soon with", () => {
  test.each(cells)("%s", (_, ...sources) => {
    const notebook = JSON.stringify({
      cells: sources.map((source, at) => ({
        cell_type: "code",
        id: `c${at}`,
        metadata: {},
        execution_count: null,
        outputs: [],
        source,
      })),
      metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
      nbformat: 4,
      nbformat_minor: 5,
    });
    expect(() => checkExample({ notebook })).not.toThrow();
  });
});

test("what is too entangled is told", () => {
  const [, , ...sources] = cells[0] as readonly string[];
  const all = checkExample({ notebook: [cells[0]?.[1], ...sources].map((one) => `# %%\n${one}\n`).join("") });
  expect(all.filter(({ code }) => code === "CW425")).toMatchObject([{ severity: "error", location: { cell: 0 } }]);
});
