import { join } from "node:path";
import { invariant } from "../base/invariant.ts";
import { readTemplates } from "../disk/package-files.ts";
import { found } from "../disk/plan-write.ts";
import type { GeneratedProject } from "../disk/read-generated.ts";
import { upgradeProject } from "../disk/upgrade-project.ts";
import { writeOwnFile } from "../disk/work-folder.ts";
import { equivalenceTests, RUN_TEST } from "../project/python/own-tests.ts";
import { plainText } from "../report/plain-text.ts";
import { type MadeReferences, mayBeReference, referencesText } from "../verify/references.ts";
import type { Verification } from "../verify/types.ts";
import { generatedHeader } from "./generated-header.ts";
import { loadPythonTarget } from "./load-python-target.ts";
import { namesOf } from "./project-context-of.ts";

const DESCRIBER = "describe_artifacts.py";

/** Writes the program that describes values into a folder, for projects that do not have it yet; returns its path. */
export function writeDescriber(folder: string): string {
  const text = readTemplates("python/tests").get(DESCRIBER);
  invariant(text !== undefined, `there is a template ${DESCRIBER}`);
  return writeOwnFile(folder, DESCRIBER, text);
}

/** Keeps what a pipeline gives in its project, if that is what the notebook gives, with the test that compares; says so. */
export async function keepReferences(
  project: GeneratedProject,
  verifications: readonly Verification[],
  made: MadeReferences | null,
  samples: boolean,
): Promise<void> {
  if (made === null || !verifications.every(mayBeReference))
    process.stderr.write("No references are written: the pipeline does not give what the notebook gives.\n");
  else if ("failure" in made) process.stderr.write(`No references are written: ${plainText(made.failure)}.\n`);
  else {
    const text = referencesText(made, verifications, samples);
    const path = writeOwnFile(join(project.folder, "tests"), "references.json", text);
    if (project.options.style === "minimal") await addTest(project);
    process.stderr.write(`Wrote ${plainText(path)}: what the project's own test compares with from now on.\n`);
  }
}

/** The test that compares takes the place of the one that only runs the pipeline. What is there describes values as it did now. */
async function addTest(project: GeneratedProject): Promise<void> {
  const { folder, options, package: name, isInitial } = project;
  const target = await loadPythonTarget(generatedHeader(isInitial ? [] : namesOf(project).slice(0, 1)));
  const { style, runner = "full" } = options;
  const tests = equivalenceTests({ ...target, package: name, style, runner, hasReferences: true });
  const files = tests.filter(({ path }) => found(join(folder, path)) === null);
  upgradeProject({ files, units: [], gone: [RUN_TEST], options }, folder);
}
