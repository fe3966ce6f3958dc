import assert from "node:assert/strict";
import path from "node:path";
import { asked, changeFirstStep, copyProject } from "./altered.ts";
import { type Container, runContainers } from "./containers.ts";
import { readStepTable } from "./step-table.ts";
import type { Trial, TrialProject } from "./trial.ts";

const EXECUTION = "p7xk2m0example";
const fixed = ["orchestration/sagemaker/pipeline.py", "--role", "arn:aws:iam::111122223333:role/jobs"];

/** A text, or what SageMaker makes one of when the pipeline runs. */
type Text =
  | string
  | { readonly Get: string }
  | { readonly "Std:Join": { readonly On: string; readonly Values: readonly Text[] } };

interface Job {
  readonly Name: string;
  readonly DependsOn?: readonly string[];
  readonly RetryPolicies?: readonly { readonly MaxAttempts: number }[];
  readonly Arguments: {
    readonly ProcessingResources: { readonly ClusterConfig: { readonly InstanceType: string } };
    readonly AppSpecification: {
      readonly ImageUri: string;
      readonly ContainerEntrypoint: readonly string[];
      readonly ContainerArguments: readonly Text[];
    };
    readonly Environment: Readonly<Record<string, string>>;
    readonly StoppingCondition?: { readonly MaxRuntimeInSeconds: number };
    readonly Tags: readonly object[];
  };
}

interface Definition {
  readonly Parameters: readonly { readonly Name: string; readonly DefaultValue: unknown }[];
  readonly Steps: readonly Job[];
}

/** Amazon SageMaker: the definition is made by its SDK and compared with the table; its jobs are run as processes. */
export const sagemakerTrial: Trial = {
  name: "sagemaker",
  inTests: false,
  kind: "run",
  standIn: "processes for jobs",
  run,
};

async function run(project: TrialProject): Promise<string> {
  const runs = path.join(project.folder, "runs");
  const text = await project.exec("python", [...fixed, "--image", "app:1", "--runs", runs]);
  const definition = JSON.parse(text) as Definition;
  await checkTable(project, definition);
  await checkOptions(project);
  await runContainers(project, containersOf(definition));
  return EXECUTION;
}

async function checkTable(project: TrialProject, definition: Definition): Promise<void> {
  const { steps, parameters } = await readStepTable(project);
  const name = (step: string) => step.replaceAll("_", "-");
  assert.deepEqual(
    definition.Steps.map((job) => [job.Name, [...(job.DependsOn ?? [])].sort()]),
    steps.map((step) => [name(step.name), step.needs.map(name).sort()]),
  );
  assert.deepEqual(Object.fromEntries(definition.Parameters.map((each) => [each.Name, each.DefaultValue])), parameters);
}

async function checkOptions(project: TrialProject): Promise<void> {
  const copy = copyProject(project.folder, path.join(project.scratch, "options"));
  changeFirstStep(copy, project.package, asked);
  const text = await project.exec("python", [...fixed, "--image", "app:1", "--runs", "s3://bucket/runs"], {
    cwd: copy,
  });
  const [job, next] = (JSON.parse(text) as Definition).Steps;
  assert.ok(job && next);
  const { ProcessingResources: machine, AppSpecification: app, Environment, StoppingCondition, Tags } = job.Arguments;
  assert.equal(machine.ClusterConfig.InstanceType, "ml.g5.12xlarge");
  assert.equal(next.Arguments.ProcessingResources.ClusterConfig.InstanceType, "ml.m5.large");
  assert.deepEqual([app.ImageUri, next.Arguments.AppSpecification.ImageUri], [asked.image, "app:1"]);
  assert.deepEqual(Environment, { ...asked.environment, PIPELINE_RUNS: "s3://bucket/runs" });
  assert.equal(StoppingCondition?.MaxRuntimeInSeconds, asked.time_limit + 600);
  assert.equal(job.RetryPolicies?.[0]?.MaxAttempts, asked.retries);
  assert.ok(JSON.stringify(Tags).includes('{"Key":"team","Value":"data"}'));
}

function containersOf({ Parameters, Steps }: Definition): readonly Container[] {
  const values = new Map(Parameters.map((each) => [`Parameters.${each.Name}`, String(each.DefaultValue)]));
  values.set("Execution.PipelineExecutionId", EXECUTION);
  const resolved = (text: Text): string => {
    if (typeof text === "string") return text;
    if ("Get" in text) return values.get(text.Get) ?? assert.fail(`There is no ${text.Get}`);
    return text["Std:Join"].Values.map(resolved).join(text["Std:Join"].On);
  };
  return Steps.map(({ Name: name, DependsOn: needs = [], Arguments: job }) => {
    const { ContainerEntrypoint: entry, ContainerArguments: rest } = job.AppSpecification;
    return { name, needs, command: [...entry, ...rest.map(resolved)], environment: job.Environment };
  });
}
