import type { Verification } from "./types.ts";

/** An artifact as the project's own `tests/describe_artifacts.py` describes it. */
interface DescribedArtifact {
  readonly step: string;
  readonly name: string;
  readonly parts?: object;
  readonly samples?: object;
}

/** What two runs of the pipeline stored, described; or why there is no such description. */
export type MadeReferences =
  | { readonly failure: string }
  | {
      readonly versions: Readonly<Record<string, string>>;
      readonly artifacts: readonly DescribedArtifact[];
      readonly leftOut: readonly LeftOut[];
    };

interface LeftOut {
  readonly step: string;
  readonly name: string;
  readonly reason: string;
}

/** Whether what a pipeline gives may be what its test asks for from now on. */
export function mayBeReference({ verdict }: Verification): boolean {
  return verdict === "equal" || verdict === "unstable";
}

/**
 * The text of `tests/references.json`: all artifacts but those on which the notebook does not agree with itself. Without
 * `samples` it holds hashes, and no value of the user's.
 */
export function referencesText(
  made: Exclude<MadeReferences, { failure: string }>,
  verifications: readonly Verification[],
  samples: boolean,
): string {
  const unstable = new Map(
    verifications
      .flatMap(({ steps }) => steps.flatMap((step) => step.items))
      .filter((item) => item.kind === "output" && item.verdict === "unstable")
      .map((item) => [
        placeOf(item),
        `the notebook does not agree with itself: ${item.cause?.explanation ?? "cause unknown"}`,
      ]),
  );
  const isKept = (artifact: DescribedArtifact) => !unstable.has(placeOf(artifact));
  const dropped = made.artifacts
    .filter((artifact) => !isKept(artifact))
    .map((artifact) => ({ step: artifact.step, name: artifact.name, reason: unstable.get(placeOf(artifact)) }));
  const artifacts = made.artifacts
    .filter(isKept)
    .map((artifact) => (samples ? artifact : { ...artifact, parts: {}, samples: {} }));
  const content = { version: 1, versions: made.versions, artifacts, leftOut: [...made.leftOut, ...dropped] };
  return `${JSON.stringify(content, null, 1)}\n`;
}

function placeOf({ step, name }: { readonly step: string | null; readonly name: string }): string {
  return JSON.stringify([step, name]);
}
