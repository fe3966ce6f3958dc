import { appendFileSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { TrialProject } from "./trial.ts";

/** What a step that fails says, and so what each engine has to show. */
export const complaint = "the shelf is empty today";

/** The sample on which engines are tried beyond a run that goes well. */
export const isTriedFurther = (project: TrialProject): boolean => project.package === "kale_passengers";

/** Makes the first step of kale-passengers fail when it is tried for the first time; `again` makes it so once more. */
export function makeFirstTryFail(project: TrialProject): { again(): void } {
  const marker = path.join(project.scratch, "tried");
  const text = `

_step = loaddata


def loaddata(*arguments, **named):
    from pathlib import Path

    if not Path(${JSON.stringify(marker)}).exists():
        Path(${JSON.stringify(marker)}).touch()
        raise ValueError(${JSON.stringify(complaint)})
    return _step(*arguments, **named)
`;
  appendFileSync(path.join(project.folder, "src", project.package, "steps", "loaddata.py"), text);
  return { again: () => rmSync(marker, { force: true }) };
}

/** Adds what a step may ask for to the first row of the step table. */
export function askForMore(project: TrialProject): void {
  const text = `
from dataclasses import replace

STEPS[0] = replace(
    STEPS[0],
    retries=1,
    time_limit=600,
    resources={"cpu": "1", "memory": "500Mi"},
    environment={"SHELF": "left"},
    image="example.org/shelf:1",
    labels={"team": "shelves"},
)
`;
  appendFileSync(path.join(project.folder, "src", project.package, "pipeline.py"), text);
}

/** What a run says that is expected to fail. */
export async function failureOf(run: Promise<unknown>): Promise<string> {
  const failure = await run.then(
    () => null,
    (error: unknown) => String(error),
  );
  if (failure === null) throw new Error("a run with a step that fails went well");
  return failure;
}

/** Fails the trial when `text` lacks one of the parts. */
export function expectParts(what: string, text: string, parts: readonly string[]): void {
  const missing = parts.filter((part) => !text.includes(part));
  if (missing.length > 0) throw new Error(`${what} lacks ${missing.join(" and ")}:\n${text.slice(-3000)}`);
}

/** The ids of the runs that are named after an engine, the first one first. */
export function runsOf(project: TrialProject, start: string): readonly string[] {
  const folder = path.join(project.folder, "runs");
  const began = (run: string) => statSync(path.join(folder, run, "parameters.json")).mtimeMs;
  const runs = readdirSync(folder).filter((name) => name.startsWith(start));
  return runs.sort((one, other) => began(one) - began(other));
}

interface RunText {
  readonly status: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Fails the trial unless a run went well with a value of the parameter SEED. */
export function expectSeed(project: TrialProject, run: string, seed: number): void {
  const { status, parameters } = manifestOf(project, run);
  if (status !== "done" || parameters.SEED !== seed)
    throw new Error(`run ${run} is ${status} with SEED=${String(parameters.SEED)}`);
}

function manifestOf(project: TrialProject, run: string): RunText {
  return JSON.parse(readFileSync(path.join(project.folder, "runs", run, "manifest.json"), "utf8")) as RunText;
}
