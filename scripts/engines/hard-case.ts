import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { TrialProject } from "./trial.ts";

/** The sample on which engines are also tried with demands, a retry, a failure and another parameter. */
const hardSample = "kale_passengers";

/** What the first step of the hard case asks for; checks of engines look for it in what the engine is told. */
const demands = [
  'resources={"cpu": "500m", "memory": "256Mi"}',
  "time_limit=300",
  'image="registry.example/steps:1"',
  'environment={"TRIAL_MODE": "on"}',
  'secrets={"TRIAL_TOKEN": "trial-secret:token"}',
  'labels={"team": "trial"}',
  'annotations={"example.com/note": "a trial"}',
];

/** The error of the step that fails. */
export const ownError = "the trial's own error";

/** What the failing run is given: the parameters that differ from the defaults. */
export const otherParameters = { N_TREES: 5 } as const;

/** Whether this sample is the hard case. Its last step needs all models, and gives no values. */
export function isHardCase(project: TrialProject): boolean {
  return project.package === hardSample;
}

/** Gives the first step demands, and makes the last one fail at its first try, with one more try allowed. */
export function makeHard(project: TrialProject): void {
  const table = path.join(sourceOf(project), "pipeline.py");
  const text = readFileSync(table, "utf8");
  const hard = text
    .replace('Step("loaddata",', `Step("loaddata", ${demands.join(", ")},`)
    .replace('Step("metrics",', 'Step("metrics", retries=1,');
  writeFileSync(table, hard);
  const flag = path.join(project.scratch, "tried-once");
  wrapLastStep(project, `if not Path(${JSON.stringify(flag)}).exists():`, `Path(${JSON.stringify(flag)}).touch()`);
}

/** From now on the last step always fails. */
export function breakLastStep(project: TrialProject): void {
  wrapLastStep(project, "if True:", "pass");
}

/**
 * Throws unless the run failed in its last step, with the step's own error shown by the engine (`shown`), and the steps
 * before it went by the other parameters.
 */
export function requireFailedRun(project: TrialProject, run: string, shown: string): void {
  const manifest = JSON.parse(readFileSync(path.join(project.folder, "runs", run, "manifest.json"), "utf8"));
  const status = (name: string) => manifest.steps.find((step: { name: string }) => step.name === name)?.status;
  requireThat(shown.includes(ownError), `the engine does not show the step's own error:\n${shown.slice(-2000)}`);
  requireThat(manifest.status === "failed" && status("metrics") === "failed", "the run is not recorded as failed");
  requireThat(status("randomforest") === "done", "the step with another parameter was not run again");
  requireThat(manifest.parameters.N_TREES === otherParameters.N_TREES, "the run has not the parameter it was given");
}

/** Runs something that has to fail; returns its message. */
export async function failureOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("the engine says that all is well, though a step failed");
}

/** A check that a trial does itself. */
export function requireThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

function wrapLastStep(project: TrialProject, condition: string, first: string): void {
  const file = path.join(sourceOf(project), "steps", "metrics.py");
  const lines = [
    "",
    "from pathlib import Path",
    "",
    "_metrics = metrics",
    "",
    "",
    "def metrics(acc_forest, acc_logistic, acc_bayes):",
    `    ${condition}`,
    `        ${first}`,
    `        raise ValueError(${JSON.stringify(ownError)})`,
    "    return _metrics(acc_forest, acc_logistic, acc_bayes)",
    "",
  ];
  appendFileSync(file, lines.join("\n"));
}

function sourceOf(project: TrialProject): string {
  return path.join(project.folder, "src", project.package);
}
