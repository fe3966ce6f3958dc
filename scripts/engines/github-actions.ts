import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { asked, changeFirstStep, copyProject, FAILURE_TEXT, makeStepFail } from "./altered.ts";
import { RUN_NUMBER, runJobs, type Workflow } from "./github-actions/run-jobs.ts";
import { readStepTable } from "./step-table.ts";
import type { Trial, TrialProject } from "./trial.ts";

const written = path.join(".github", "workflows", "pipeline.yml");

/** GitHub Actions: the workflow is checked against its schema, and its jobs are run here, line by line of their shell. */
export const githubActionsTrial: Trial = {
  name: "github-actions",
  inTests: false,
  kind: "run",
  standIn: "folders for artifacts, no actions",
  run,
};

async function run(project: TrialProject): Promise<string> {
  const workflow = await write(project, project.folder);
  const names = await checkTable(project, workflow);
  await checkOptions(project);
  await checkTries(project, names[0] ?? "");
  const artifacts = await runJobs(project, project.folder, workflow, Object.keys(workflow.jobs));
  cpSync(path.join(artifacts, "runs"), path.join(project.folder, "runs"), { recursive: true });
  return RUN_NUMBER;
}

/** Writes the workflow of a project and holds it against the schema. */
async function write(project: TrialProject, folder: string, ...more: readonly string[]): Promise<Workflow> {
  await project.exec("python", ["orchestration/github-actions/render.py", "--write", ...more], { cwd: folder });
  await project.exec("check-jsonschema", ["--builtin-schema", "vendor.github-workflows", written], { cwd: folder });
  return parse(readFileSync(path.join(folder, written), "utf8")) as Workflow;
}

async function checkTable(project: TrialProject, workflow: Workflow): Promise<readonly string[]> {
  const { steps, parameters } = await readStepTable(project);
  const jobs = Object.entries(workflow.jobs);
  assert.deepEqual(
    jobs.slice(0, -1).map(([name, job]) => [name, job.name, [...(job.needs ?? [])].sort()]),
    steps.map((step) => [step.name, step.title || step.name, step.needs]),
  );
  const inputs = Object.entries(workflow.on.workflow_dispatch.inputs ?? {});
  assert.deepEqual(Object.fromEntries(inputs.map(([name, input]) => [name, input.default])), parameters);
  return steps.map(({ name }) => name);
}

async function checkOptions(project: TrialProject): Promise<void> {
  const copy = copyProject(project.folder, path.join(project.scratch, "options"));
  changeFirstStep(copy, project.package, { ...asked, annotations: { "github.com/runs-on": "large" } });
  const workflow = await write(project, copy, "--runs", "s3://bucket/runs");
  const [first, second] = Object.values(workflow.jobs);
  assert.ok(first && second);
  assert.equal(workflow.env.PIPELINE_RUNS, "s3://bucket/runs");
  assert.equal(first["timeout-minutes"], (asked.time_limit + 600) / 60);
  assert.deepEqual([first["runs-on"], second["runs-on"]], ["large", "ubuntu-latest"]);
  assert.deepEqual([first.container, second.container], [asked.image, undefined]);
  assert.deepEqual(first.env, { ...asked.environment, TOKEN: ["$", "{{ secrets.VAULT_TOKEN }}"].join("") });
  assert.ok(first.steps.some((step) => step.run?.trimEnd().endsWith("try || try || try")));
  const actions = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ uses = "" }) => uses));
  assert.ok(!actions.some((uses) => uses.includes("artifact")), "an object store needs no artifacts");
}

/** A first step that fails once is tried again; one that always fails ends its job, with its own words. */
async function checkTries(project: TrialProject, first: string): Promise<void> {
  const retried = copyProject(project.folder, path.join(project.scratch, "retried"));
  changeFirstStep(retried, project.package, { retries: 1 });
  makeStepFail(retried, project.package, first, path.join(project.scratch, "tried"));
  const artifacts = await runJobs(project, retried, await write(project, retried), [first]);
  assert.ok(existsSync(path.join(artifacts, `step-${first}`, RUN_NUMBER, "steps", `${first}.json`)));
  const failing = copyProject(project.folder, path.join(project.scratch, "failing"));
  makeStepFail(failing, project.package, first, null);
  const workflow = await write(project, failing);
  await assert.rejects(runJobs(project, failing, workflow, [first]), (error: Error) =>
    error.message.includes(FAILURE_TEXT),
  );
}
