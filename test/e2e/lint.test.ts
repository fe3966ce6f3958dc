import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { typeErrors } from "./pyright.ts";
import { convert, python, temporaryFolder } from "./tools.ts";

/** Code as people write it: right, and against many a rule of style. */
const notebook = `# %% [markdown]
# # Flats
# %%
from __future__ import division
import numpy as np, pandas as pd
from sklearn.linear_model import LinearRegression
# %% [markdown]
# ## Load
# %%
def load(seed = None, extra = []):
    try:
        draw = np.random.default_rng(seed)
    except Exception:
        pass
    return pd.DataFrame(dict(area = draw.uniform(20, 120, 40), rooms = draw.integers(1, 6, 40)))
class Mean(LinearRegression):
    def fit(self, table):
        return super().fit(table[["rooms"]], table["area"])
load.calls = 0
flats = load(3)
unused = flats.shape
# %% [markdown]
# ## Fit
# %%
model = Mean().fit(flats)
if (model.coef_[0] > 0) == True:
    print("more rooms: %.1f" % model.coef_[0])
for i in range(0, 2): print('{0}'.format(i))
fallback = lambda x: x
predicted = model.predict(flats[["rooms"]])
`;

it.each(["minimal", "production"])(
  "a project of the style %s passes its own lint, whatever the notebook's style",
  async (style) => {
    const work = temporaryFolder(`lint-${style}`);
    const file = path.join(work, "flats.py");
    const project = path.join(work, "project");
    writeFileSync(file, notebook);
    const done = await convert(file, project, ["--style", style, "--by", "headings"]);
    expect(done.code, done.stdout + done.stderr).toBe(0);
    for (const command of [["check"], ["format", "--check"]]) {
      const linted = await python(["-m", "ruff", ...command, "--no-cache", "."], project);
      expect(linted.code, linted.stdout).toBe(0);
    }
    if (style === "production") expect(await typeErrors(project)).toEqual([]);
  },
);
