import { describe, expect, test } from "vitest";
import { applyPolicy } from "../../src/policy/apply-policy.ts";
import { baselineOf, newProblems } from "../../src/policy/baseline.ts";
import { problemsOf } from "../../src/policy/problems.ts";
import { allRules } from "../../src/rules/all-rules.ts";
import type { Example } from "../../src/rules/rule.ts";
import { checkExample, exampleNotebook } from "../harness/checked.ts";

const installed = { pandas: "2.2.0" };
/** By code: two lines that a rule finds, each for itself. */
const pairs: readonly (readonly [code: string, before: string, one: string, other: string])[] = [
  ["CW113", "", "from math import *", "from cmath import *"],
  ["CW201", "import numpy as np", "a = np.random.default_rng()", "b = np.random.default_rng()"],
  ["CW202", "import random", "a = random.random()", "b = random.choice([1, 2])"],
  ["CW204", "", "a = hash('p')", "b = hash('q')"],
  ["CW203", "import time", "a = time.time()", "b = time.ctime()"],
  ["CW205", "import os", "a = os.listdir('.')", "b = os.listdir('..')"],
  ["CW207", "import os", "a = os.environ['ONE_A']", "b = os.environ['TWO_B']"],
  ["CW208", "", "!wget https://example.org/a", "!curl https://example.org/b"],
  ["CW209", "", "%run one.ipynb", "%run two.ipynb"],
  ["CW210", "", "!pip install rich", "%pip install attrs"],
  ["CW211", "", "a = input('?')", "b = input('!')"],
  ["CW212", "", "a = '/home/ada/x/a.csv'", "b = '/home/ada/x/b.csv'"],
  ["CW212", "", "a = '~/a.csv'", "b = '~/b.csv'"],
  ["CW213", "", "a = open('d/a.txt').read()", "b = open('d/b.txt').read()"],
  ["CW215", "", "%cd data", "%cd more"],
  ["CW615", "import pandas as pd", "a = pd.Panel()", "b = pd.Panel()"],
];

const ruleOf = (code: string) => ({ code, name: allRules.find((rule) => rule.code === code)?.name ?? code });

function judged(notebook: string, code: string) {
  const example: Example = { notebook, installed };
  const read = exampleNotebook(example).notebook;
  const found = checkExample(example).filter((one) => one.code === code);
  const { told, allowed } = applyPolicy(found, read.cells, ruleOf, (_, own) => own, allRules);
  const start = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const problems = problemsOf(
    told.filter((one) => one.code === code),
    read,
    ruleOf,
    () => start,
  );
  return { lines: problems.map(({ place }) => place?.text), allowed: allowed.length, problems };
}

describe("two places of one rule", () => {
  test.each(pairs)("%s: what one comment allows hides no other", (code, before, one, other) => {
    const comment = `# cellwright: allow ${code} that is meant`;
    expect(judged(`# %%\n${before}\n# %%\n${comment}\n${one}\n# %%\n${other}\n`, code)).toMatchObject({
      lines: [other],
      allowed: 1,
    });
    expect(judged(`# %%\n${before}\n# %%\n${one}\n# %%\n${comment}\n${other}\n`, code)).toMatchObject({
      lines: [one],
      allowed: 1,
    });
  });

  test.each(pairs)("%s: what a baseline knows hides no other", (code, before, one, other) => {
    const [first] = [judged(`# %%\n${before}\n# %%\n${one}\n`, code).problems];
    const report = {
      path: "a.ipynb",
      reads: true,
      parses: true,
      declared: null,
      cells: 2,
      allowed: 0,
      known: 0,
      run: null,
    };
    const baseline = baselineOf({ notebooks: [{ ...report, problems: first }] });
    const { problems } = judged(`# %%\n${before}\n# %%\n${one}\n# %%\n${other}\n`, code);
    expect(newProblems(problems, baseline, "a.ipynb").map(({ place }) => place?.text)).toEqual([other]);
  });

  test("lines of a cell of the shell", () => {
    const code = "CW210";
    const body = "# cellwright: allow CW210 for now\npip install rich\npip install attrs\n";
    expect(judged(`# %%\n%%bash\n${body}`, code)).toMatchObject({ lines: ["pip install attrs"], allowed: 1 });
  });
});
