import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { type Assessment, type Comparison, classify, type ProjectRun } from "../../scripts/corpus/outcome.ts";
import type { Finished } from "../../scripts/corpus/run-process.ts";
import { copyForKernel, type Sample } from "./samples.ts";
import { cacheFolder, lastJson, python, root } from "./tools.ts";

/** A notebook's run in a kernel of its own. */
export interface Reference {
  readonly notebook: string;
  readonly folder: string;
}

const script = (name: string): string => path.join(root, "scripts", "corpus", name);

/**
 * Runs the sample in a fresh kernel, once: its record is kept as long as neither the sample nor the environment changes.
 * The run stands for both of the runs that the comparison asks for, so that nothing at all may differ.
 */
export async function runReference(sample: Sample, work: string): Promise<Reference> {
  const tree = path.join(work, "kernel");
  const notebook = copyForKernel(sample, tree);
  const store = path.join(cacheFolder("reference"), sample.name);
  const args = ["--tree", tree, "--notebook", notebook, "--store", store, "--runs", "1"];
  const { folder } = lastJson(await python([script("reference.py"), ...args])) as { readonly folder: string };
  const both = path.join(work, "reference");
  mkdirSync(both);
  for (const run of ["run-1", "run-2"]) symlinkSync(path.join(folder, "run-1"), path.join(both, run));
  return { notebook: path.join(tree, notebook), folder: both };
}

/** Runs a converted project, each step in a process of its own (the run is called `comparison`), and compares it. */
export async function runAndCompare(project: string, converted: Finished, reference: Reference): Promise<Assessment> {
  const out = path.join(path.dirname(project), `${path.basename(project)}-run`);
  mkdirSync(out);
  const ran = await python([script("run_project.py"), "--project", project, "--out", out]);
  const run = lastJson(ran) as ProjectRun;
  const candidate = run.status === "ok" ? ["--candidate", out, "--package", run.package] : [];
  const args = ["--reference", reference.folder, "--notebook", reference.notebook, ...candidate];
  const compared = lastJson(await python([script("compare_runs.py"), ...args])) as Comparison;
  return classify(path.basename(project), { own: compared.own, converted, run, compared });
}
