import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import type { Assessment } from "../../scripts/corpus/outcome.ts";
import { runProcess } from "../../scripts/corpus/run-process.ts";
import { testPython } from "../properties/test-python.ts";
import { allSamples } from "./all-samples.ts";
import { runAndCompare, runReference } from "./comparison.ts";
import { copySample } from "./samples.ts";
import { convert, environment, lastJson, python, root, runProject, temporaryFolder } from "./tools.ts";

/** All samples but one that uses IPython itself. */
const small = allSamples.filter(({ name }) => name !== "shell-and-magics");

describe.each(small)("$name with the small runner", (sample) => {
  const work = temporaryFolder(`small-${sample.name}`);
  const project = path.join(work, "project");
  let assessment: Assessment;
  const name = () => assessment.run?.package ?? "";
  const statuses = (run: string) => {
    const folder = path.join(project, "runs", run, "steps");
    const records = readdirSync(folder).map((file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")));
    return new Map(records.map(({ step, status }) => [step, status]));
  };

  beforeAll(async () => {
    const converted = await convert(copySample(sample, path.join(work, "sample")), project, ["--runner", "small"]);
    expect(converted.code, converted.stdout + converted.stderr).toBe(0);
    assessment = await runAndCompare(project, converted, await runReference(sample, work));
  });

  it("gives the text, the values and the figures of the notebook", () => {
    const { run, text, values, figures } = assessment;
    expect(run).toMatchObject({ status: "ok", error: null });
    expect(values?.different).toEqual([]);
    expect(text).toEqual({ equal: true, lines: text?.lines });
    expect(figures).toEqual({ equal: sample.figures, total: sample.figures, first: null });
    expect(Object.keys(values?.notCompared ?? {}).toSorted()).toEqual(sample.notCompared.toSorted());
    expect([...statuses("comparison").keys()].toSorted()).toEqual(sample.steps.toSorted());
  });

  it("runs nothing again when nothing changed, in under a second and without the libraries of steps", async () => {
    const args = [path.join(import.meta.dirname, "cpu_seconds.py"), "-m", name(), "run", "--run-id", "again"];
    const done = await python(args, project, { PYTHONPATH: path.join(project, "src") });
    const measured = lastJson(done) as { readonly seconds: number; readonly imported: readonly string[] };
    expect(new Set(statuses("again").values())).toEqual(new Set(["cached"]));
    expect(measured.seconds).toBeLessThan(1);
    expect(measured.imported.filter((one) => /^(pandas|numpy|matplotlib)$/.test(one))).toEqual([]);
  });

  it("runs what depends on a parameter", async () => {
    const { change = "", reruns = [] } = sample.patch ?? {};
    if (reruns.length === 0) return;
    const done = await runProject(project, name(), ["run", "--run-id", "patched", "--patch", change]);
    expect(done.code, done.stdout + done.stderr).toBe(0);
    const ran = [...statuses("patched")].filter(([, status]) => status === "done").map(([step]) => step);
    expect(reruns).toEqual(expect.arrayContaining(ran));
    expect(ran).toContain(reruns[0]);
  });

  it("gets the full runner by an upgrade, which runs it", async () => {
    const [command, ...first] = converterCommand(root, false);
    const upgrade = [...first, "upgrade", project, "--style", "minimal", "--runner", "full"];
    const upgraded = await runProcess(command, upgrade, { env: environment(), timeout: 60 });
    expect(upgraded.code, upgraded.stdout + upgraded.stderr).toBe(0);
    const ran = await runProject(project, name(), ["run", "--run-id", "full"]);
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    expect(JSON.parse(readFileSync(path.join(project, "runs", "full", "manifest.json"), "utf8")).warnings).toEqual([]);
  });
});

it("is no larger than said", async () => {
  const project = path.join(temporaryFolder("small-size"), "iris");
  const notebook = path.join(root, "samples", "iris-exploration", "iris-exploration.ipynb");
  const converted = await convert(notebook, project, ["--runner", "small"]);
  expect(converted.code).toBe(0);
  const files = readdirSync(project, { recursive: true, encoding: "utf8" });
  const support = files.filter((file) => file.endsWith(".py") && !file.includes("/steps/"));
  const code = `import sys; sys.path.insert(0, ${JSON.stringify(path.join(root, "test", "small"))})
from pathlib import Path
from lines_of_code import lines_of_code
print(sum(lines_of_code(Path(name)) for name in sys.argv[1:]))`;
  const counted = await runProcess(testPython(), ["-c", code, ...support.map((file) => path.join(project, file))], {
    env: environment(),
    timeout: 60,
  });
  expect(Number(counted.stdout), counted.stderr).toBeLessThanOrEqual(545);
});
