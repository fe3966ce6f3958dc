import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import { asked, changeFirstStep, copyProject, FAILURE_TEXT, makeStepFail } from "./altered.ts";
import { artifactsOf, differences } from "./artifacts.ts";
import { root } from "./environments.ts";
import { readStepTable, type StepTable } from "./step-table.ts";
import type { Trial, TrialProject } from "./trial.ts";

const script = "orchestration/kubeflow/pipeline.py";

interface CompiledTask {
  readonly dependentTasks?: readonly string[];
  readonly cachingOptions: object;
  readonly retryPolicy?: { readonly maxRetryCount: number };
}

interface CompiledPipeline {
  readonly root: {
    readonly dag: { readonly tasks: Readonly<Record<string, CompiledTask>> };
    readonly inputDefinitions?: { readonly parameters: Readonly<Record<string, { readonly defaultValue: unknown }>> };
  };
  readonly deploymentSpec: { readonly executors: Readonly<Record<string, { readonly container: object }>> };
}

/** Kubeflow Pipelines: what a cluster would get is run by its own runner of containers, and its local runner is tried. */
export const kubeflowTrial: Trial = {
  name: "kubeflow",
  inTests: true,
  kind: "run",
  standIn: "processes for containers",
  run,
};

async function run(project: TrialProject): Promise<string> {
  const table = await readStepTable(project);
  const text = await project.exec("python", [script, "--image", "app:1", "--runs", path.join(project.folder, "runs")]);
  const compiled = path.join(project.scratch, "pipeline.yaml");
  writeFileSync(compiled, text);
  checkPipeline(parseAllDocuments(text)[0]?.toJS() as CompiledPipeline, table);
  const containers = path.join(root, "scripts", "engines", "kubeflow", "run_containers.py");
  await project.exec("python", [containers, compiled, project.folder, "{}"]);
  const id = onlyRun(project.folder);
  await checkLocalRun(project, table, id);
  await checkFailure(project, table);
  await checkOptions(project, table);
  return id;
}

function checkPipeline(compiled: CompiledPipeline, { steps, parameters }: StepTable): void {
  const taskName = (step: string) => step.replaceAll("_", "-");
  const { tasks } = compiled.root.dag;
  assert.deepEqual(Object.keys(tasks).sort(), steps.map(({ name }) => taskName(name)).sort());
  for (const { name, needs } of steps) {
    const task = tasks[taskName(name)];
    assert.deepEqual([...(task?.dependentTasks ?? [])].sort(), needs.map(taskName).sort());
    assert.deepEqual(task?.cachingOptions, {}, "a run has all results of its own");
  }
  const inputs = Object.entries(compiled.root.inputDefinitions?.parameters ?? {});
  assert.deepEqual(Object.fromEntries(inputs.map(([name, { defaultValue }]) => [name, defaultValue])), parameters);
}

/** The local runner, with a first step that fails once and may be started again, gives the same. */
async function checkLocalRun(project: TrialProject, { steps }: StepTable, id: string): Promise<void> {
  const copy = copyProject(project.folder, path.join(project.scratch, "local"));
  const once = path.join(project.scratch, "tried");
  changeFirstStep(copy, project.package, { retries: 1 });
  makeStepFail(copy, project.package, steps[0]?.name ?? "", once);
  await project.exec("python", [script, "--local"], { cwd: copy });
  assert.deepEqual(differences(artifactsOf(project.folder, id), artifactsOf(copy, onlyRun(copy))), []);
}

async function checkFailure(project: TrialProject, { steps }: StepTable): Promise<void> {
  const copy = copyProject(project.folder, path.join(project.scratch, "failing"));
  makeStepFail(copy, project.package, steps[0]?.name ?? "", null);
  await assert.rejects(project.exec("python", [script, "--local"], { cwd: copy }), (error: Error) =>
    error.message.includes(FAILURE_TEXT),
  );
}

async function checkOptions(project: TrialProject, { steps }: StepTable): Promise<void> {
  const copy = copyProject(project.folder, path.join(project.scratch, "options"));
  changeFirstStep(copy, project.package, asked);
  const text = await project.exec("python", [script, "--runs", "s3://bucket/runs"], { cwd: copy });
  const [pipeline, platform] = parseAllDocuments(text).map((document) => document.toJS());
  const name = (steps[0]?.name ?? "").replaceAll("_", "-");
  const { container } = (pipeline as CompiledPipeline).deploymentSpec.executors[`exec-${name}`] as {
    container: Record<string, unknown>;
  };
  assert.equal(container.image, asked.image);
  assert.deepEqual(container.env, [
    { name: "MODE", value: "trial" },
    { name: "PIPELINE_RUNS", value: "s3://bucket/runs" },
  ]);
  const { resources } = container as { resources: Record<string, unknown> };
  assert.deepEqual([resources.resourceCpuLimit, resources.resourceMemoryLimit], ["1500m", "3Gi"]);
  const { resourceType, resourceCount } = resources.accelerator as Record<string, unknown>;
  assert.deepEqual([resourceType, resourceCount], ["nvidia.com/gpu", "2"]);
  assert.equal((pipeline as CompiledPipeline).root.dag.tasks[name]?.retryPolicy?.maxRetryCount, asked.retries);
  const settings = JSON.stringify(platform);
  for (const part of ['"activeDeadlineSeconds":"1500"', '"envVar":"TOKEN"', '"team":"data"', '"example.org/owner"'])
    assert.ok(settings.includes(part), `${part} in ${settings}`);
}

function onlyRun(folder: string): string {
  const runs = readdirSync(path.join(folder, "runs")).filter((name) => !name.startsWith("."));
  assert.equal(runs.length, 1, "all steps had the same run");
  return runs[0] ?? "";
}
