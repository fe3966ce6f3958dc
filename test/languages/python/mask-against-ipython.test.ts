import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskCell } from "../../../src/languages/python/mask-cell.ts";
import { maskForms } from "./mask-forms.ts";
import { askPython, hasPython } from "./test-python.ts";

/** Cells for which our reading and IPython's differ in being valid Python, of a list of cells. */
function differences(sources: readonly string[]): readonly string[] {
  const pairs = sources.map((source) => [source, maskCell(source).code]);
  const answers = askPython<[boolean, boolean][]>(["transform_cells.py"], pairs);
  return sources.filter((_, index) => answers[index]?.[0] !== answers[index]?.[1]);
}

// IPython reads a magic without `%` in a later stage, which needs a running session.
const automagic = /^(?:pip|cd|ls|time|matplotlib) /;
// Before Python 3.12, IPython loses its way after open quotes and brackets when several commands are to be found.
const open = /"""|\(\n|"a \("/;
const lines = maskForms
  .map(([source]) => source)
  .filter((source) => !automagic.test(source) && !open.test(source) && !/^(%%|\s)/.test(source));
const plain = ["x = 1", "if a:\n    b()", "def f(a):\n    '''doc'''\n    return a", "x = [\n  1,\n]", "# note", ""];

const cell = fc
  .array(fc.record({ text: fc.constantFrom(...lines, ...plain), depth: fc.constantFrom(0, 0, 0, 1) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => {
    const indented = parts.map(({ text, depth }) => {
      return depth === 0 ? text : `if a:\n${text.replace(/^/gm, "    ")}`;
    });
    return indented.join("\n");
  });
const wrapped = fc
  .tuple(cell, fc.constantFrom("", "", "", "%%time\n", "\n%%capture out\n%%time\n", "    "))
  .map(([text, lead]) => {
    return lead === "    " ? text.replace(/^/gm, lead) : lead + text;
  });

describe.skipIf(!hasPython)("the mask and IPython's own transformer", () => {
  it("agree on the table of forms", () => {
    expect(differences(maskForms.map(([source]) => source).filter((source) => !automagic.test(source)))).toEqual([]);
  });

  it("agree on random cells made of the forms", () => {
    const cells = fc.sample(wrapped, { numRuns: 1500, seed: 20 });
    expect(differences(cells)).toEqual([]);
  }, 60_000);
});
