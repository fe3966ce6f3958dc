import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { testPython } from "../properties/test-python.ts";
import { allSamples } from "./all-samples.ts";
import { copySample, type Sample } from "./samples.ts";
import { convert, environment, root, temporaryFolder } from "./tools.ts";

const kills = 10;

describe("a conversion that is killed", () => {
  const work = temporaryFolder("kill-convert");
  const sample = allSamples.find(({ name }) => name === "percent-script") as Sample;
  const notebook = path.join(work, "sample", sample.file);
  let whole: ReadonlyMap<string, string>;
  let duration: number;

  beforeAll(async () => {
    copySample(sample, path.join(work, "sample"));
    const done = await convert(notebook, path.join(work, "whole"));
    expect(done.code, done.stderr).toBe(0);
    duration = done.seconds * 1000;
    whole = contents(path.join(work, "whole"));
    expect(whole.size).toBeGreaterThan(30);
  });

  /** Starts a conversion and kills it after a time, or as soon as it has put something beside the target. */
  async function convertAndKill(target: string, after: number | null): Promise<void> {
    const [command, ...args] = converterCommand(root, false);
    const rest = ["convert", notebook, "-o", target, "--python", testPython(), "--runner", "full"];
    const child = spawn(command, [...args, ...rest], { stdio: "ignore", env: environment() });
    const exit = new Promise((resolve) => child.once("exit", resolve));
    const isWriting = () => readdirSync(path.dirname(target)).length > 0;
    if (after !== null) await new Promise((resolve) => setTimeout(resolve, after));
    else while (child.exitCode === null && !isWriting()) await new Promise((resolve) => setImmediate(resolve));
    child.kill("SIGKILL");
    await exit;
  }

  it(`leaves no project or a whole one (${kills} kills)`, async () => {
    let interrupted = 0;
    for (let kill = 0; kill < kills; kill++) {
      const parent = path.join(work, `killed-${kill}`);
      mkdirSync(parent);
      const target = path.join(parent, "project");
      await convertAndKill(target, kill % 2 === 0 ? null : Math.random() * duration * 1.1);
      if (existsSync(target)) expect(contents(target)).toEqual(whole);
      else if (readdirSync(parent).length > 0) interrupted++;
      if (kill % 4 !== 0) continue;
      expect((await convert(notebook, target)).code).toBe(0);
      expect(readdirSync(parent)).toEqual(["project"]);
      expect(contents(target)).toEqual(whole);
    }
    // Else no kill came while the project was written.
    expect(interrupted).toBeGreaterThan(0);
  });
});

/** Content of every file by its path. */
function contents(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(files.toSorted().map((file) => [path.relative(folder, file), readFileSync(file, "latin1")]));
}
