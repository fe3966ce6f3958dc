import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { convert, python, root, runProject, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("prediction");

/** What the last cells of a recorded notebook printed. */
function printedBy(sample: string, cells: number): string {
  const text = readFileSync(path.join(root, "samples", sample, `${sample}.ipynb`), "utf8");
  const notebook = JSON.parse(text) as { cells: { outputs?: { text?: string | readonly string[] }[] }[] };
  const outputs = notebook.cells.slice(-cells).flatMap((cell) => cell.outputs ?? []);
  return outputs.map((output) => [output.text ?? ""].flat().join("")).join("");
}

/** Converts and runs a sample; returns the folder and the name of the project. */
async function trained(file: string): Promise<{ readonly project: string; readonly name: string }> {
  const name = path.parse(file).name.replaceAll("-", "_");
  const project = path.join(work, name);
  const converted = await convert(path.join(root, "samples", file), project, ["--style", "production"]);
  expect(converted.code, converted.stdout + converted.stderr).toBe(0);
  const ran = await runProject(project, name, ["run"]);
  expect(ran.code, ran.stdout + ran.stderr).toBe(0);
  const exported = await runProject(project, name, ["export", "-o", path.join(work, `${name}-model`)]);
  expect(exported.code, exported.stderr).toBe(0);
  return { project, name };
}

/** Python beside a project; what it prints. */
async function asked(project: string, code: string): Promise<string> {
  const done = await python(["-c", code], project, { PYTHONPATH: path.join(project, "src") });
  expect(done.code, done.stderr).toBe(0);
  return done.stdout.trim();
}

describe("a model of a notebook predicts what the notebook predicts", () => {
  it("iris: from measurements of flowers, through the features and the scaler", async () => {
    const { project, name } = await trained("iris-exploration/iris-exploration.ipynb");
    const guesses = [...printedBy("iris-exploration", 2).matchAll(/\((.*)\) -> (\w+)/g)];
    expect(guesses).toHaveLength(3);
    const rows = guesses.map(([, numbers = ""]) => numbers);
    const input = path.join(work, "flowers.csv");
    writeFileSync(input, `sepal_length,sepal_width,petal_length,petal_width\n${rows.join("\n")}\n`);
    const model = path.join(work, `${name}-model`);
    const done = await runProject(project, name, ["predict", "--from", model, "--input", input]);
    expect(done.code, done.stderr).toBe(0);
    const predicted = done.stdout.trim().split(/\r?\n/).slice(1);
    expect(predicted.map((line) => line.split(",").at(-1))).toEqual(guesses.map(([, , label]) => label));
    const card = readFileSync(path.join(model, "MODEL_CARD.md"), "utf8");
    expect(card).toContain("On 45 rows that the notebook's code in `confusion_matrix_step` predicts");
  });

  it("passengers: three models side by side, each as good as the notebook says", async () => {
    const { project } = await trained("kale-passengers/kale-passengers.ipynb");
    const told = await asked(
      project,
      `from kale_passengers import artifacts
from kale_passengers.prediction import predict
table, answers = artifacts.load("X_test"), artifacts.load("y_test")
for model in ("forest", "logistic", "bayes"):
    print(round((predict(table, model) == answers).mean() * 100, 2))`,
    );
    expect(told.split(/\r?\n/)).toEqual(printedBy("kale-passengers", 1).trim().split("\n"));
  });

  it("customers: from raw columns, with a column for each plan, probabilities that give the notebook's own score", async () => {
    const { project } = await trained("percent-script/churn.py");
    const told = await asked(
      project,
      `import json
from sklearn.metrics import roc_auc_score
from churn import artifacts
from churn.runtime.model_proof import rows_of
from churn.runtime.predictor import predictor_of_run
held = artifacts.load("held")
predictor = predictor_of_run("model", "latest")
names = [column["name"] for column in predictor.columns]
assert sorted(names) == ["calls", "monthly", "months", "plan"], names
rows = rows_of(artifacts.load("customers", step="load")[names][held])
shares = [row["True"] for row in predictor.probabilities(rows)]
print(roc_auc_score(artifacts.load("customers", step="features").loc[held, "left"], shares), artifacts.load("auc"))`,
    );
    const [ours, theirs] = told.split(" ").map(Number);
    expect(ours).toBe(theirs);
  });
});
