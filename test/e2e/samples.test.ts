import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import type { Assessment } from "../../scripts/corpus/outcome.ts";
import { allSamples } from "./all-samples.ts";
import { runAndCompare, runReference } from "./comparison.ts";
import { labelOf, type Manifest, readManifest } from "./manifest.ts";
import { copySample, type Sample, sampleFolders } from "./samples.ts";
import { convert, lastJson, python, root, runProject, temporaryFolder } from "./tools.ts";

/** CPU seconds that the scheduler may take to find that there is nothing to do. */
const cpuOfNothing = 1;
const pickles = new Set(["pickle", "cloudpickle", "joblib"]);
/** Requests that a page makes by itself, as opposed to links. */
const outsideRequest =
  /\b(?:src|srcset|poster|data|action)\s*=\s*["']?(?:https?:)?\/\/|@import|url\(\s*["']?(?!data:|#)|<link\b/i;

it("knows all samples", () => {
  expect(sampleFolders().toSorted()).toEqual(allSamples.map((sample) => sample.name));
});

describe.each(allSamples)("$name", (sample) => {
  const work = temporaryFolder(sample.name);
  const project = path.join(work, "project");
  let assessment: Assessment;
  let run: Manifest;
  const again = async (id: string, ...args: readonly string[]): Promise<Manifest> => {
    const done = await runProject(project, run.package, ["run", "--run-id", id, ...args]);
    expect(done.code, done.stderr + done.stdout).toBe(0);
    return readManifest(project, run.package, id);
  };

  beforeAll(async () => {
    const converted = await convert(copySample(sample, path.join(work, "sample")), project);
    expect(converted.code, converted.stdout + converted.stderr).toBe(0);
    assessment = await runAndCompare(project, converted, await runReference(sample, work));
    expect(assessment).toMatchObject({ run: { status: "ok", error: null } });
    run = readManifest(project, assessment.run?.package ?? "", "comparison");
  });

  it("gives the text, the values and the figures of the notebook", () => {
    const { outcome, detail, text, values, figures } = assessment;
    const known = sample.different ?? {};
    const different = Object.fromEntries((values?.different ?? []).map((one) => [one.name, one.path]));
    expect(different).toEqual(known);
    if (Object.keys(known).length === 0) expect({ outcome, detail }).toEqual({ outcome: "equal", detail: "" });
    expect(text).toEqual({ equal: true, lines: text?.lines });
    expect(values?.close.map((one) => one.name).filter((name) => !(sample.close ?? []).includes(name))).toEqual([]);
    expect(text?.lines).toBeGreaterThan(0);
    expect(values?.equal.length).toBeGreaterThan(3);
    expect(figures).toEqual({ equal: sample.figures, total: sample.figures, first: null });
    expect(Object.keys(values?.notCompared ?? {}).toSorted()).toEqual(sample.notCompared.toSorted());
  });

  it("runs the expected steps and says so in a manifest and a report", () => {
    expect(run.steps.map((step) => [step.name, step.status])).toEqual(sample.steps.map((name) => [name, "done"]));
    const schema = JSON.parse(readFileSync(path.join(root, "docs", "schemas", "run-manifest.schema.json"), "utf8"));
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    expect(validate(run.content), JSON.stringify(validate.errors)).toBe(true);
    expect(run.content.warnings).toEqual([]);
    const report = readFileSync(path.join(project, "runs", "comparison", "report.html"), "utf8");
    expect(report).not.toMatch(outsideRequest);
    for (const name of sample.steps) expect(report).toContain(name);
  });

  it("runs nothing again when nothing changed", async () => {
    const script = path.join(import.meta.dirname, "cpu_seconds.py");
    const args = [script, "-m", run.package, "run", "--run-id", "again"];
    const done = await python(args, project, { PYTHONPATH: path.join(project, "src") });
    const measured = lastJson(done) as { readonly seconds: number; readonly imported: readonly string[] };
    const { steps } = readManifest(project, run.package, "again");
    expect(steps.filter((step) => step.status !== "cached")).toEqual([]);
    expect(measured.seconds).toBeLessThan(cpuOfNothing);
    expect(measured.imported).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pandas|numpy|matplotlib)$/)]),
    );
  });

  it.skipIf(sample.patch === null)("runs again what depends on a parameter, and that only", async () => {
    const patch = sample.patch as NonNullable<Sample["patch"]>;
    const patched = await again("patched", "--patch", patch.change);
    const reran = patched.steps.filter((step) => step.status === "done").map((step) => step.name);
    expect(reran).toEqual(patch.reruns);
    const all = sample.steps.map((step) => [step, patched.hashes(step)] as const);
    const changed = all.filter(([step, hashes]) => !isDeepStrictEqual(hashes, run.hashes(step))).map(([step]) => step);
    expect(changed.length).toBeGreaterThan(0);
    expect(reran).toEqual(expect.arrayContaining(changed));
  });

  it("stores the same in one process", async () => {
    const inOne = await again("in-one", "--in-process", "--fresh");
    expect(inOne.artifacts.map(labelOf)).toEqual(run.artifacts.map(labelOf));
    const other = inOne.artifacts.filter((artifact, index) => artifact.sha256 !== run.artifacts[index]?.sha256);
    // A pickle's bytes also tell how the object came to be: these are compared by their values.
    expect(other.filter(({ format }) => !pickles.has(format)).map(labelOf)).toEqual([]);
    const variables = other.flatMap(({ step, variables }) => variables.map(({ name }) => [step, name]));
    const script = path.join(import.meta.dirname, "same_artifacts.py");
    const args = [script, run.package, "comparison", "in-one", JSON.stringify(variables)];
    expect(lastJson(await python(args, project, { PYTHONPATH: path.join(project, "src") }))).toEqual([]);
    expect(existsSync(path.join(project, "runs", "in-one", "report.html"))).toBe(true);
  });
});
