import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { converterCommand } from "../../scripts/corpus/converter-command.ts";
import { runProcess } from "../../scripts/corpus/run-process.ts";
import { testPython } from "../properties/test-python.ts";
import { convert, environment, python, root, runProject, temporaryFolder } from "./tools.ts";

const work = temporaryFolder("constant-lists");
const runners = [
  ["small", ["--runner", "small"]],
  ["full", ["--style", "production"]],
] as const;

const loaded = async (project: string, name: string) => {
  const code = `from rates import artifacts; print(repr(artifacts.load("${name}")))`;
  const done = await python(["-c", code], project, { PYTHONPATH: path.join(project, "src") });
  expect(done.code, done.stderr).toBe(0);
  return done.stdout.trim();
};

async function converted(runner: string, args: readonly string[]): Promise<string> {
  const [source, project] = [path.join(work, `${runner}-source`), path.join(work, runner)];
  mkdirSync(source, { recursive: true });
  copyFileSync(path.join(root, "test/cases/auto/constant-lists/notebook.py"), path.join(source, "rates.py"));
  const done = await convert(path.join(source, "rates.py"), project, args);
  expect([done.code, done.stdout + done.stderr]).toEqual([0, expect.stringContaining("CW342")]);
  const [command, ...first] = converterCommand(root, false);
  const options = { env: environment(), timeout: 120 };
  const verified = await runProcess(command, [...first, "verify", project, "--python", testPython()], options);
  expect(verified.code, verified.stdout + verified.stderr).toBe(0);
  return project;
}

describe.each(runners)("lists of constants with the %s runner", (runner, args) => {
  it("give what the notebook gives, and others where they are patched", async () => {
    const project = await converted(runner, args);
    const ran = await runProject(project, "rates", ["run"]);
    expect(ran.code, ran.stdout + ran.stderr).toBe(0);
    expect(await loaded(project, "points")).toBe("[41.0, 127.0]");
    expect(await loaded(project, "found")).toBe("{1: [41.0, 127.0], 7: [287.0, 889.0]}");
    const patches = ["--patch", 'FEATURES=["rooms"]', "--patch", "HORIZONS=[2]"];
    const other = await runProject(project, "rates", ["run", ...patches]);
    expect(other.code, other.stdout + other.stderr).toBe(0);
    expect(await loaded(project, "points")).toBe("[-4.0, -8.0]");
    expect(await loaded(project, "found")).toBe("{2: [-8.0, -16.0]}");
    const refused = await runProject(project, "rates", ["run", "--patch", 'HORIZONS=["x"]']);
    expect([refused.code === 0, refused.stderr]).toEqual([false, expect.stringContaining("HORIZONS")]);
    expect(refused.stderr).not.toContain("Traceback");
  });
});

it("are set in the configuration by their types", async () => {
  const file = path.join(work, "full", "conf", "prod.yaml");
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace("parameters: {}", "parameters: {FEATURES: [area], HORIZONS: [3], WEIGHTS: {area: 2}}"),
  );
  const ran = await runProject(path.join(work, "full"), "rates", ["run", "--env", "prod"]);
  expect(ran.code, ran.stdout + ran.stderr).toBe(0);
  expect(await loaded(path.join(work, "full"), "points")).toBe("[60.0, 180.0]");
  expect(await loaded(path.join(work, "full"), "found")).toBe("{3: [180.0, 540.0]}");
});
