import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type RunOptions, runAndCompare } from "../../src/cli/run-check.ts";
import type { CheckProgress } from "../../src/run/run-check.ts";
import { planText } from "../harness/planned.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "run-check-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const options: RunOptions = {
  ...{ python: null, timeout: 60, totalTimeout: 120, memory: null, network: true, repeat: 1, rtol: 1e-9, atol: 1e-12 },
  ...{ set: new Map(), allowErrors: false },
};

/** Runs a percent script with files beside it. */
function check(
  name: string,
  text: string,
  wanted: Partial<RunOptions> = {},
  files: Readonly<Record<string, string>> = {},
  signal = new AbortController().signal,
) {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  const path = join(folder, text.startsWith("{") ? "a.ipynb" : "a.py");
  writeFileSync(path, text);
  const { notebook, analysis } = planText(text, path);
  const outcome = runAndCompare(path, notebook, analysis, { ...options, ...wanted }, signal);
  return { folder, outcome };
}

const marked = () => execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).includes("sleep 985");

describe("a run for check", () => {
  test("finds what stops it, in a copy of the folder", { timeout: 120_000 }, async () => {
    const events: CheckProgress[] = [];
    const text =
      '# %%\nx = int(open("n.txt").read())\nopen("made", "w").close()\n# %%\nassert x == 1, "not one"\n# %%\nx\n';
    const { folder, outcome } = check("stops", text, { onProgress: (event) => events.push(event) }, { "n.txt": "2" });
    const { outcome: found, diagnostics } = await outcome;
    expect(found).toMatchObject({ runs: "no", same: "not asked", stable: "not asked", cellsRun: 1, cells: 3 });
    expect(diagnostics.map(({ code, location }) => [code, location?.cell])).toEqual([["CW501", 1]]);
    expect(readdirSync(folder).sort()).toEqual(["a.py", "n.txt"]);
    expect(events.map(({ event }) => event)).toEqual(["run", "cell", "cellDone", "cell", "cellDone", "compare"]);
  });

  test("compares with what is saved, and with itself", { timeout: 120_000 }, async () => {
    const cell = (source: string, text: string, count: number) => {
      const outputs = [{ output_type: "stream", name: "stdout", text }];
      return { cell_type: "code", source, outputs, execution_count: count, metadata: {} };
    };
    const cells = [
      cell("print(0.1 + 0.2)", "0.3\n", 1),
      cell("print(6 * 7)", "43\n", 2),
      cell("import random\nprint(random.random())", "0.5\n", 3),
    ];
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells });
    const { outcome, diagnostics } = await check("same", text, { repeat: 2 }).outcome;
    expect(outcome).toMatchObject({ runs: "yes", same: "no", stable: "no", cellsRun: 3, cells: 3 });
    expect(diagnostics.map(({ code, location }) => [code, location?.cell])).toEqual([
      ["CW502", 1],
      ["CW503", 2],
    ]);
  });

  test("finds data and modules of the project whose copy it is", { timeout: 120_000 }, async () => {
    const project = join(root, "project");
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    };
    write(".cellwright.json", "{}");
    write("files/data/n.txt", "2");
    write("files/work/m.txt", "3");
    write("src/project/pipeline.py", 'WORKDIR = "files/work"\n\nSTEPS = []\n');
    write("src/helpers.py", "def add(*numbers):\n    return sum(numbers)\n");
    write("src/own/__init__.py", "FOUR = 4\n");
    const code = 'x = add(int(open("../data/n.txt").read()), int(open("m.txt").read()), own.FOUR)\nassert x == 9';
    const text = `# %%\nimport own\nfrom helpers import add\nopen("made", "w").close()\n${code}\n`;
    const path = join(project, "notebooks", "a.py");
    write("notebooks/a.py", text);
    const { notebook, analysis } = planText(text, path);
    const { outcome, diagnostics } = await runAndCompare(
      path,
      notebook,
      analysis,
      options,
      new AbortController().signal,
    );
    expect([outcome.runs, diagnostics]).toEqual(["yes", []]);
    expect(readdirSync(join(project, "files", "work"))).toEqual(["m.txt"]);
  });

  test("sets parameters", { timeout: 120_000 }, async () => {
    const text = '# %% tags=["parameters"]\nn = 1\n# %%\nassert n == 20\n';
    expect((await check("set", text, { set: new Map([["n", "20"]]) }).outcome).outcome.runs).toBe("yes");
    await expect(check("unknown", text, { set: new Map([["m", "20"]]) }).outcome).rejects.toMatchObject({
      code: "unknown-parameter",
    });
  });

  test("leaves nothing when it is stopped", { timeout: 120_000 }, async () => {
    const controller = new AbortController();
    const onProgress = ({ event }: CheckProgress) => {
      if (event === "cell") setTimeout(() => controller.abort(), 2000);
    };
    const text = '# %%\nimport subprocess\nsubprocess.run(["sleep", "985"])\n';
    const { outcome } = check("stopped", text, { onProgress }, {}, controller.signal);
    await expect(outcome).rejects.toMatchObject({ code: "interrupted" });
    expect(marked()).toBe(false);
  });

  test("asks nothing of other languages", async () => {
    const metadata = { kernelspec: { name: "ir", language: "R", display_name: "R" }, language_info: { name: "R" } };
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata, cells: [] });
    expect(await check("other", text).outcome).toMatchObject({ outcome: { runs: "not asked" }, diagnostics: [] });
  });
});
