import { appendFileSync, cpSync } from "node:fs";
import path from "node:path";

/** What a step asks for in a table that asks for everything. Trials look for it in what they give an engine. */
export const asked = {
  retries: 2,
  time_limit: 900,
  resources: { cpu: "1500m", memory: "3Gi", "nvidia.com/gpu": "2" },
  image: "registry.example/special:7",
  environment: { MODE: "trial" },
  secrets: { TOKEN: "vault:token" },
  labels: { team: "data" },
  annotations: { "example.org/owner": "someone" },
  cache: false,
} as const;

/** Copies a project without its runs. */
export function copyProject(folder: string, to: string): string {
  const runs = path.join(folder, "runs");
  cpSync(folder, to, { recursive: true, filter: (source) => !source.startsWith(runs) });
  return to;
}

/** Sets fields of the first step in the table of a project. */
export function changeFirstStep(folder: string, name: string, fields: object): void {
  const python = JSON.stringify(fields).replaceAll(":false", ":False");
  const lines = ["", "import dataclasses", `STEPS[0] = dataclasses.replace(STEPS[0], **${python})`, ""];
  appendFileSync(path.join(folder, "src", name, "pipeline.py"), lines.join("\n"));
}

/** What failing steps say. */
export const FAILURE_TEXT = "the step's own error";

/** Makes a step fail: always, or the first time only, which the file `once` remembers. */
export function makeStepFail(folder: string, name: string, step: string, once: string | null): void {
  const lines =
    once === null
      ? [`raise RuntimeError("${FAILURE_TEXT}")`]
      : [
          "from pathlib import Path",
          `if not Path(${JSON.stringify(once)}).exists():`,
          `    Path(${JSON.stringify(once)}).touch()`,
          `    raise RuntimeError("${FAILURE_TEXT}")`,
        ];
  appendFileSync(path.join(folder, "src", name, "steps", `${step}.py`), ["", ...lines, ""].join("\n"));
}
