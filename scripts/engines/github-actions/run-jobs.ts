import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import picomatch from "picomatch";
import { copyProject } from "../altered.ts";
import { inOrder } from "../containers.ts";
import type { TrialProject } from "../trial.ts";

/** A workflow as far as the project's own has parts. */
export interface Workflow {
  readonly on: { readonly workflow_dispatch: { readonly inputs?: Readonly<Record<string, { default: unknown }>> } };
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** One of its jobs. */
export interface Job {
  readonly name: string;
  readonly needs?: readonly string[];
  readonly "runs-on": string;
  readonly container?: string;
  readonly "timeout-minutes"?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly JobStep[];
}

interface JobStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
}

/** The number of the run, which is the run's id. */
export const RUN_NUMBER = "7412880931";

/**
 * Runs the jobs of a workflow here, each in a fresh checkout of `source`, after the jobs that it needs. The shell's lines
 * are run as they are. Folders take the place of artifacts, and a script that of uv, for the environment is there.
 * Gives the folder of artifacts.
 */
export async function runJobs(
  project: TrialProject,
  source: string,
  workflow: Workflow,
  chosen: readonly string[],
): Promise<string> {
  const artifacts = path.join(project.scratch, `artifacts-${path.basename(source)}`);
  const programs = path.join(project.scratch, "programs");
  mkdirSync(artifacts, { recursive: true });
  standInForUv(programs);
  const values = new Map([["github.run_id", RUN_NUMBER]]);
  for (const [name, input] of Object.entries(workflow.on.workflow_dispatch.inputs ?? {}))
    values.set(`inputs.${name}`, String(input.default));
  const env = (given: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(given).map(([name, text]) => [name, filled(String(text), values)]));
  const jobs = chosen.map((name) => ({ name, needs: workflow.jobs[name]?.needs ?? [], job: workflow.jobs[name] }));
  for (const { job } of inOrder(jobs)) {
    const checkout = path.join(project.scratch, "checkout");
    rmSync(checkout, { recursive: true, force: true });
    copyProject(source, checkout);
    const variables = { ...env(workflow.env), ...env(job?.env ?? {}), PATH: `${programs}:${process.env.PATH}` };
    for (const step of job?.steps ?? []) {
      if (step.run !== undefined)
        await project.exec("/bin/bash", ["-e", "-c", step.run], { cwd: checkout, env: variables });
      else useAction(step, checkout, artifacts);
    }
  }
  return artifacts;
}

function useAction({ uses = "", with: given = {} }: JobStep, checkout: string, artifacts: string): void {
  const [action] = uses.split("@");
  const folder = path.join(checkout, String(given.path));
  if (action === "actions/download-artifact") {
    const isWanted = picomatch(String(given.pattern));
    for (const name of readdirSync(artifacts).filter((each) => isWanted(each)))
      cpSync(path.join(artifacts, name), folder, { recursive: true });
  } else if (action === "actions/upload-artifact") {
    if (given["include-hidden-files"] !== true) throw new Error("Hidden files would be left out");
    cpSync(folder, path.join(artifacts, String(given.name)), { recursive: true });
  } else if (action !== "actions/checkout" && action !== "astral-sh/setup-uv") throw new Error(`What is ${uses}?`);
}

function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`There is no ${name}`);
    return value;
  });
}

function standInForUv(folder: string): void {
  const file = path.join(folder, "uv");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file,
    '#!/bin/sh\n[ "$1 $2" = "run python" ] && shift 2 && PYTHONPATH=src exec "$PIPELINE_PYTHON" "$@"\n',
  );
  chmodSync(file, 0o755);
}
