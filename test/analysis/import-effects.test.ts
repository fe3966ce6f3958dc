import { expect, test } from "vitest";
import type { Statement } from "../../src/analysis/types.ts";
import { analyseCells, showEffects } from "../harness/analysed.ts";

const effectsOfFirst = (...sources: readonly string[]) => showEffects(analyseCells(sources).statements[0] as Statement);

test.each([
  ["registers methods of tables", ["import hvplot.pandas", "table.hvplot()"]],
  ["nothing uses, of a library that nothing is known of", ["import unheard_of", "x = 1"]],
  [
    "registers a colour map that the notebook asks for by name",
    ["import seaborn as sns", "ax.imshow(x, cmap='rocket')"],
  ],
])("an import that %s has an effect", (_, sources) => {
  expect(effectsOfFirst(...sources)).toContain("sets imports");
});

test.each([
  ["somebody uses", ["import unheard_of", "unheard_of.run()"]],
  ["registers what nobody asks for", ["import seaborn as sns", "sns.heatmap(x)"]],
  ["nothing uses, of a library that is known", ["import pytz", "x = 1"]],
])("an import that %s has none", (_, sources) => {
  expect(effectsOfFirst(...sources)).not.toContain("sets imports");
});
