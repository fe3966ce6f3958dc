import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { asked, changeFirstStep, copyProject } from "./altered.ts";
import { runContainers } from "./containers.ts";
import { root } from "./environments.ts";
import { readStepTable } from "./step-table.ts";
import type { Trial, TrialProject } from "./trial.ts";

const script = "orchestration/argo/workflow.py";
const WORKFLOW_NAME = "nightly-abc12";

interface Template {
  readonly name: string;
  readonly dag?: { readonly tasks: readonly { name: string; template: string; dependencies: readonly string[] }[] };
  readonly container?: {
    readonly command: readonly string[];
    readonly args: readonly string[];
    readonly env: readonly { readonly name: string; readonly value?: string }[];
  };
}

interface Workflow {
  readonly spec: {
    readonly arguments: { readonly parameters: readonly { readonly name: string; readonly value: string }[] };
    readonly templates: readonly Template[];
  };
}

/** Argo Workflows: the form of the workflow is checked, and its containers are run as processes, in the order of its DAG. */
export const argoTrial: Trial = { name: "argo", inTests: false, kind: "run", standIn: "processes for containers", run };

async function run(project: TrialProject): Promise<string> {
  const runs = path.join(project.folder, "runs");
  const text = await project.exec("python", [script, "--image", "app:1", "--runs", runs]);
  const workflow = JSON.parse(text) as Workflow;
  await checkForm(project, text, null);
  await checkMutations(project, text);
  await checkTable(project, workflow);
  await checkOptions(project);
  await runContainers(project, containersOf(workflow));
  return WORKFLOW_NAME;
}

/** Asks the checker; `expected` is a problem that it must find, or null for none. */
async function checkForm(project: TrialProject, text: string, expected: string | null): Promise<void> {
  const file = path.join(project.scratch, "workflow.json");
  writeFileSync(file, text);
  const check = project.exec("python", [path.join(root, "scripts", "engines", "argo", "check_workflow.py"), file]);
  if (expected === null) await check;
  else await assert.rejects(check, (error: Error) => error.message.includes(expected));
}

/** What the schema alone does not find must be found. */
async function checkMutations(project: TrialProject, text: string): Promise<void> {
  await checkForm(project, text.replace('"dependencies": []', '"dependencies": ["gone"]'), "no task gone");
  await checkForm(project, text.replace(/"template": "[^"]*"/, '"template": "gone"'), "no template gone");
  await checkForm(project, text.replace('"command": [', '"comand": ['), "no field comand");
  await checkForm(project, text.replace("{{workflow.name}}", "{{workflow.parameters.gone}}"), "no parameter gone");
}

async function checkTable(project: TrialProject, workflow: Workflow): Promise<void> {
  const { steps, parameters } = await readStepTable(project);
  const name = (step: string) => step.replaceAll("_", "-");
  const tasks = workflow.spec.templates[0]?.dag?.tasks ?? [];
  assert.deepEqual(
    tasks.map((task) => [task.name, task.template, [...task.dependencies].sort()]),
    steps.map((step) => [name(step.name), name(step.name), step.needs.map(name).sort()]),
  );
  const texts = Object.entries(parameters).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  assert.deepEqual(
    workflow.spec.arguments.parameters.map((each) => [each.name, each.value]),
    texts,
  );
}

async function checkOptions(project: TrialProject): Promise<void> {
  const copy = copyProject(project.folder, path.join(project.scratch, "options"));
  changeFirstStep(copy, project.package, asked);
  const text = await project.exec("python", [script, "--runs", "s3://bucket/runs"], { cwd: copy });
  await checkForm(project, text, null);
  const template = (JSON.parse(text) as Workflow).spec.templates[1] as unknown as Record<string, object>;
  assert.deepEqual(template.retryStrategy, { limit: "2", retryPolicy: "Always" });
  assert.equal(template.activeDeadlineSeconds, asked.time_limit + 600);
  assert.deepEqual((template.metadata as { labels: object }).labels, asked.labels);
  const container = template.container as { image: string; env: object; resources: object };
  assert.equal(container.image, asked.image);
  assert.deepEqual(container.resources, { requests: asked.resources, limits: asked.resources });
  assert.deepEqual(container.env, [
    { name: "MODE", value: "trial" },
    { name: "PIPELINE_RUNS", value: "s3://bucket/runs" },
    { name: "TOKEN", valueFrom: { secretKeyRef: { name: "vault", key: "token" } } },
  ]);
}

function containersOf({ spec }: Workflow) {
  const values = new Map(spec.arguments.parameters.map(({ name, value }) => [`workflow.parameters.${name}`, value]));
  values.set("workflow.name", WORKFLOW_NAME);
  const filled = (text: string) => text.replace(/\{\{(.*?)\}\}/g, (_, name: string) => values.get(name) ?? "");
  return (spec.templates[0]?.dag?.tasks ?? []).map(({ name, template, dependencies }) => {
    const container = spec.templates.find((each) => each.name === template)?.container;
    assert.ok(container);
    const environment = Object.fromEntries(container.env.map((each) => [each.name, each.value ?? ""]));
    return { name, needs: dependencies, command: [...container.command, ...container.args.map(filled)], environment };
  });
}
