import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { runProcess } from "../../scripts/corpus/run-process.ts";
import { testPython } from "../properties/test-python.ts";
import { environment, python, root, runProject, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("several-models");
const project = path.join(work, "flats");

/** Fits a model on one feature, which a parameter of another value in each notebook makes. */
const notebook = (subject: string, limit: number, target: string) => `# %% [markdown]
# # ${subject}
# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
limit = ${limit}
# %% [markdown]
# ## Load
# %%
table = pd.DataFrame({"area": [float(n) for n in range(40)]})
# %% [markdown]
# ## Features
# %%
table["size"] = table["area"].clip(upper=limit)
X = table[["size"]]
# %% [markdown]
# ## Fit
# %%
model = LinearRegression().fit(X, ${target})
# %% [markdown]
# ## Ask
# %%
predicted = model.predict(X)
`;

beforeAll(async () => {
  const source = path.join(work, "source");
  mkdirSync(source, { recursive: true });
  writeFileSync(path.join(source, "rent.py"), notebook("Rent", 10, 'table["area"] * 3'));
  writeFileSync(path.join(source, "heat.py"), notebook("Heat", 20, 'table["area"] * 5'));
  const [command, ...first] = converterCommand(root, false);
  const files = [path.join(source, "rent.py"), path.join(source, "heat.py")];
  const options = ["-o", project, "--python", testPython(), "--style", "production", "--by", "headings"];
  const done = await runProcess(command, [...first, "convert", ...files, ...options], {
    env: environment(),
    timeout: 120,
  });
  expect(done.code, done.stdout + done.stderr).toBe(0);
});

describe("a project of two notebooks that call their model the same", () => {
  it("lists both, each in a module of its own notebook", () => {
    const read = (file: string) => readFileSync(path.join(project, "src", "flats", file), "utf8");
    expect(read("prediction.py")).toContain("from flats.heat_prediction import MODELS as HEAT_MODELS");
    expect(read("prediction.py")).toMatch(/MODELS = \[\n {4}Model\(\n {8}"model",[\s\S]*\*HEAT_MODELS,\n\]/);
    expect(read("heat_prediction.py")).toContain('parameters=["heat_limit"]');
    expect(read("heat_prediction.py")).toContain('"heat_model",');
    expect(read("heat_prediction.py")).not.toContain("def predict(");
  });

  it("predicts with each what its notebook predicts", async () => {
    const ran = await runProject(project, "flats", ["run"]);
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    const told = await python(
      [
        "-c",
        `from flats import artifacts
from flats.prediction import predict
for model, name, step in (("model", "predicted", "ask"), ("heat_model", "predicted", "heat_ask")):
    table = artifacts.load("table", step="load" if step == "ask" else "heat_load")
    print([round(each, 6) for each in predict(table, model)] == [round(each, 6) for each in artifacts.load(name, step=step).tolist()])
print(predict(table) == predict(table, "heat_model"), predict(table) == predict(table, "model"))`,
      ],
      project,
      { PYTHONPATH: path.join(project, "src") },
    );
    expect([told.stdout.trim().split(/\r?\n/), told.stderr]).toEqual([["True", "True", "True False"], ""]);
  });

  it("is lint-clean and formatted", async () => {
    for (const args of [["check"], ["format", "--check"]]) {
      const done = await python(["-m", "ruff", ...args, "--no-cache", "."], project);
      expect([done.code, done.stdout]).toEqual([0, expect.anything()]);
    }
  });
});
