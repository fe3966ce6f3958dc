import { readFileSync } from "node:fs";
import path from "node:path";

interface Step {
  readonly name: string;
  readonly status: string;
}

/** A stored value, or several that share data. */
export interface Artifact {
  readonly step: string;
  readonly variables: readonly { readonly name: string }[];
  readonly format: string;
  readonly sha256: string;
}

/** What a run of a project says about itself. */
export interface Manifest {
  readonly package: string;
  readonly content: { readonly warnings: readonly string[] };
  readonly steps: readonly Step[];
  readonly artifacts: readonly Artifact[];
  /** What a step stored: the content's hash by the variables in it. */
  hashes(step: string): Readonly<Record<string, string>>;
}

/** Reads `runs/<run>/manifest.json` of a project. */
export function readManifest(project: string, name: string, run: string): Manifest {
  const text = readFileSync(path.join(project, "runs", run, "manifest.json"), "utf8");
  const content = JSON.parse(text) as Pick<Manifest, "steps" | "artifacts"> & Manifest["content"];
  const { steps, artifacts } = content;
  const hashes = (step: string) => {
    const own = artifacts.filter((artifact) => artifact.step === step);
    return Object.fromEntries(own.map((artifact) => [labelOf(artifact), artifact.sha256]));
  };
  return { package: name, content, steps, artifacts, hashes };
}

/** Names of an artifact's variables and its format. */
export function labelOf(artifact: Artifact): string {
  return `${artifact.variables.map(({ name }) => name).join(" ")} (${artifact.format})`;
}
