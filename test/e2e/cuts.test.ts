import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { cutAtRandom } from "../../scripts/corpus/random-cuts.ts";
import { allSamples } from "./all-samples.ts";
import { runAndCompare, runReference } from "./comparison.ts";
import { copySample, type Sample } from "./samples.ts";
import { convert, temporaryFolder } from "./tools.ts";

const seed = Number(process.env.E2E_SEED ?? 5);

const ways: readonly (readonly [name: string, by: string, cut: boolean])[] = [
  ["energy-forecast", "tags", true],
  ["sensor-cleaning", "tags", true],
  ["iris-exploration", "auto", false],
];

describe("other borders between the steps give the same", () => {
  const all = temporaryFolder("cuts");

  it.each(ways)(`%s by %s (at random: %s, seed ${seed})`, async (name, by, isRandom) => {
    const sample = allSamples.find((one) => one.name === name) as Sample;
    const work = path.join(all, `${name}-${by}`);
    const notebook = copySample(sample, path.join(work, "sample"));
    if (isRandom) writeFileSync(notebook, cutAtRandom(readFileSync(notebook, "utf8"), seed, name));
    const project = path.join(work, "project");
    const converted = await convert(notebook, project, ["--by", by]);
    const assessment = await runAndCompare(project, converted, await runReference(sample, work));
    const { outcome, detail, run, figures, values } = assessment;
    expect({ outcome, detail }).toEqual({ outcome: "equal", detail: "" });
    expect(run?.steps).toBeGreaterThan(1);
    expect(figures).toEqual({ equal: sample.figures, total: sample.figures, first: null });
    expect(values?.equal.length).toBeGreaterThan(3);
  });
});
