import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { convert, python, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("own-tests-secrets");
const project = path.join(work, "project");

/** A step before the one with the secret, one that needs what that one gives, and one beside them. */
const notebook = `# %% [markdown]
# # Weather
# %%
token = "changeme"
# %% [markdown]
# ## Load
# %%
values = [1, 2, 3]
# %% [markdown]
# ## Ask
# %%
answers = [len(token) + value for value in values]
# %% [markdown]
# ## Sum
# %%
total = sum(answers)
# %% [markdown]
# ## Count
# %%
count = len(values)
`;

const secret = "Step 'ask' needs PROJECT__TOKEN in the environment.";

const pytest = (env: NodeJS.ProcessEnv = {}, ...args: readonly string[]) =>
  python(["-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", ...args, "--cov"], project, env);

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(path.join(project, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(path.join(project, file), text.replace(from, to));
}

beforeAll(async () => {
  mkdirSync(path.join(work, "source"), { recursive: true });
  writeFileSync(path.join(work, "source", "weather.py"), notebook);
  const options = ["--style", "production", "--by", "headings", "--name", "project"];
  const done = await convert(path.join(work, "source", "weather.py"), project, options);
  expect(done.code, done.stdout + done.stderr).toBe(0);
  edit("conf/base.yaml", 'parameters:\n  token: "changeme"', "parameters: {}");
  edit("src/project/params.py", 'token: str = "changeme"', "token: SecretStr");
  edit("src/project/params.py", "ConfigDict", "ConfigDict, SecretStr");
  edit("src/project/steps/ask.py", "len(token)", "len(token.get_secret_value())");
});

describe("the tests of a project with a secret", () => {
  it("pass without it, and say which steps were left out and why", async () => {
    const done = await pytest();
    expect(done.code, done.stdout + done.stderr).toBe(0);
    expect(done.stdout).toMatch(/\b[1-9]\d* passed, 6 skipped/);
    expect(done.stdout.split(secret)).toHaveLength(4);
  });

  it("call each step where it is there", async () => {
    const done = await pytest({ PROJECT__TOKEN: "four" });
    expect(done.code, done.stdout + done.stderr).toBe(0);
    expect(done.stdout).toMatch(/TOTAL\s+\d+\s+0\s+100%/);
    expect(done.stdout).not.toContain(secret);
  });

  it("compare with references only where all secrets are there", async () => {
    const file = path.join(project, "tests", "references.json");
    writeFileSync(file, JSON.stringify({ versions: {}, artifacts: [] }));
    const left = await pytest({}, "--no-cov", "tests/test_equivalence.py");
    expect([left.code, left.stdout]).toEqual([0, expect.stringContaining("The pipeline needs token, which")]);
    const compared = await pytest({ PROJECT__TOKEN: "four" }, "--no-cov", "tests/test_equivalence.py");
    expect([compared.code, compared.stdout]).toEqual([0, expect.stringContaining("2 passed")]);
    rmSync(file);
  });

  it("call what needs no run where its inputs are stored", async () => {
    const samples = await python(["tests/take_samples.py"], project, {
      PROJECT__TOKEN: "four",
      PYTHONPATH: path.join(project, "src"),
    });
    expect(samples.code, samples.stdout + samples.stderr).toBe(0);
    const done = await pytest({}, "tests/test_steps.py");
    expect(done.code, done.stdout + done.stderr).toBe(0);
    expect(done.stdout).toMatch(/3 passed, 1 skipped/);
  });

  it("leave out a step whose own variable is not there", async () => {
    edit("src/project/pipeline.py", 'Step("count",', 'Step("count", secrets={"COUNTER": "counters:main"},');
    const done = await pytest({ PROJECT__TOKEN: "four" }, "tests/test_steps.py");
    expect(done.code, done.stdout + done.stderr).toBe(0);
    expect(done.stdout).toContain("Step 'count' needs COUNTER in the environment.");
  });
});
