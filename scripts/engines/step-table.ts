import type { TrialProject } from "./trial.ts";

/** The step table and the parameters of a project, as its own runtime reads them. */
export interface StepTable {
  readonly steps: readonly { readonly name: string; readonly title: string; readonly needs: readonly string[] }[];
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Asks a project for its table. */
export async function readStepTable({ package: name, exec }: TrialProject): Promise<StepTable> {
  const program = [
    "import json",
    `from ${name}.pipeline import STEPS`,
    `from ${name}.runtime.parameters import params_type`,
    `from ${name}.runtime.table import wire`,
    "pipeline = wire(STEPS)",
    "steps = [dict(name=s.name, title=s.title, needs=sorted(pipeline.needs[s.name])) for s in pipeline.steps.values()]",
    "print(json.dumps(dict(steps=steps, parameters=params_type()().model_dump(mode='json'))))",
  ];
  return JSON.parse(await exec("python", ["-c", program.join("\n")], { env: { PYTHONPATH: "src" } })) as StepTable;
}
