import { readFileSync } from "node:fs";
import path from "node:path";

/** What a run stored: the hash of each artifact by its step, format and variables. */
export interface Artifacts {
  readonly status: string;
  readonly steps: number;
  readonly hashes: ReadonlyMap<string, string>;
}

interface ManifestText {
  readonly status: string;
  readonly steps: readonly { readonly name: string; readonly random_state: { readonly sha256: string } | null }[];
  readonly artifacts: readonly {
    readonly step: string;
    readonly format: string;
    readonly sha256: string;
    readonly variables: readonly { readonly name: string }[];
  }[];
}

/** Reads the manifest of a run in a project. */
export function artifactsOf(project: string, run: string): Artifacts {
  return artifactsIn(readFileSync(path.join(project, "runs", run, "manifest.json"), "utf8"));
}

/** What a manifest tells of artifacts. The random state that steps hand on counts as one. */
export function artifactsIn(text: string): Artifacts {
  const manifest = JSON.parse(text) as ManifestText;
  const values = manifest.artifacts.map(({ step, format, sha256, variables }) => {
    const names = variables.map(({ name }) => name).join(", ");
    return [`${step}: ${names} (${format})`, sha256] as const;
  });
  const states = manifest.steps.flatMap(({ name, random_state: state }) =>
    state === null ? [] : [[`${name}: random state`, state.sha256] as const],
  );
  return { status: manifest.status, steps: manifest.steps.length, hashes: new Map([...values, ...states]) };
}

/** What the two runs do not have in common. */
export function differences(local: Artifacts, other: Artifacts): readonly string[] {
  const names = new Set([...local.hashes.keys(), ...other.hashes.keys()]);
  const found = [...names].filter((name) => local.hashes.get(name) !== other.hashes.get(name));
  return [...(other.status === "done" ? [] : [`the run is ${other.status}`]), ...found];
}
