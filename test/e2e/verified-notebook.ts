/** A notebook with a bit of everything that is compared, as a percent script; light enough to be run many times. */
export const verifiedNotebook = `# %% [markdown]
# # Shop
# ## Load
# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

def rounded(value, digits=3):
    return round(value, digits)

# %%
np.random.seed(3)
df = pd.DataFrame({"price": np.random.normal(100, 5, 60), "count": np.random.randint(0, 9, 60), "city": ["Rome", "Oslo", None] * 20})
print("rows:", len(df))

# %% [markdown]
# ## Clean
# %%
df = df.dropna()
df["total"] = df["price"] * df["count"]
cities = sorted(set(df["city"]))
df.head(3)

# %% [markdown]
# ## Fit
# %%
coefficients = np.polyfit(df["count"], df["total"], 2)
history = [list(coefficients)]
best = history[0]
print("best:", rounded(best[0]))

# %% [markdown]
# ## Look
# %%
fig, axes = plt.subplots()
axes.plot(df["count"], df["total"], "o")
axes.set_title("Totals")
plt.show()

# %% [markdown]
# ## Summary
# %%
best.append(0.5)
sizes = [len(one) for one in history]
table = df.groupby("city")["total"].sum()
table.to_csv("totals.csv")
print(table.round(2).to_dict(), sizes)
`;

/** A falsification of the project: a change of one file, and where `verify` has to find it first. */
export interface PipelineFalsification {
  readonly what: string;
  /** Step module, or `functions`. */
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly found: {
    readonly kind: string;
    readonly step: string | null;
    readonly name: string;
    readonly path?: string;
  };
}

/** See {@link PipelineFalsification}. */
export const pipelineFalsifications: readonly PipelineFalsification[] = [
  {
    what: "a row dropped",
    file: "steps/clean",
    from: "df.dropna()",
    to: "df.dropna().iloc[:-1]",
    found: { kind: "output", step: "clean", name: "df", path: "df (shape)" },
  },
  {
    what: "a dtype widened",
    file: "steps/load",
    from: /(\n +)(print\("rows:")/,
    to: '$1df["count"] = df["count"].astype(float)$1$2',
    found: { kind: "output", step: "load", name: "df", path: "df['count'].dtype" },
  },
  {
    what: "the 12th digit of a coefficient",
    file: "steps/fit",
    from: /(\n +)(history = )/,
    to: "$1coefficients[1] *= 1 + 1e-12$1$2",
    found: { kind: "output", step: "fit", name: "history", path: "history[0][1]" },
  },
  {
    what: "two columns swapped",
    file: "steps/clean",
    from: /(\n +)(cities = )/,
    to: '$1df = df[["count", "price", "city", "total"]]$1$2',
    found: { kind: "output", step: "clean", name: "df", path: "df (order)" },
  },
  {
    what: "an alias split",
    file: "steps/fit",
    from: "best = history[0]",
    to: "best = list(history[0])",
    found: { kind: "output", step: "fit", name: "best", path: "best (sharing)" },
  },
  {
    what: "a default changed",
    file: "functions",
    from: "digits=3",
    to: "digits=2",
    found: { kind: "text", step: "fit", name: "text", path: "line 1" },
  },
  {
    what: "a line of a figure moved",
    file: "steps/look",
    from: 'df["total"], "o"',
    to: 'df["total"] + 1, "o"',
    found: { kind: "figure", step: "look", name: "figure 1" },
  },
  {
    what: "a printed word",
    file: "steps/load",
    from: '"rows:"',
    to: '"Rows:"',
    found: { kind: "text", step: "load", name: "text", path: "line 1" },
  },
  {
    what: "a written file",
    file: "steps/summary",
    from: 'to_csv("totals.csv")',
    to: 'to_csv("totals.csv", float_format="%.9f")',
    found: { kind: "file", step: "summary", name: "totals.csv", path: "line 2, column total" },
  },
  {
    what: "one price",
    file: "steps/load",
    from: /(\n +)(print\("rows:")/,
    to: '$1df.loc[40, "price"] += 1e-9$1$2',
    found: { kind: "output", step: "load", name: "df", path: "df['price'][40]" },
  },
];
