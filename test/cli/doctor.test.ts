import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { DoctorFinding } from "../../src/report/doctor-text.ts";
import { cli, temporaryFolders } from "./run-cli.ts";

const makeFolder = temporaryFolders();

async function doctor(folder: string, ...args: readonly string[]) {
  const { code, stdout } = await cli(folder, "doctor", "--json", ...args);
  const { isWell, findings } = JSON.parse(stdout) as { isWell: boolean; findings: readonly DoctorFinding[] };
  expect(code).toBe(isWell ? 0 : 1);
  return { code, finding: (name: string) => findings.find((one) => one.name === name) };
}

describe("cellwright doctor", () => {
  test("names the Node that runs it, and is well in an empty folder", async () => {
    const { code, finding } = await doctor(makeFolder());
    expect(code).toBe(0);
    expect(finding("node")).toMatchObject({ state: "ok", found: process.versions.node, note: process.execPath });
    expect(finding("config")?.found).toContain("none");
  });

  test("finds the configuration, and what is wrong with it", async () => {
    const good = makeFolder({ "cellwright.yaml": "check: { fail-on: error }\n" });
    expect((await doctor(good)).finding("config")).toMatchObject({
      state: "ok",
      found: expect.stringMatching(/yaml$/),
    });
    const bad = await doctor(makeFolder({ "cellwright.yaml": "check: { fail-on: sometimes }\n" }));
    expect(bad.code).toBe(1);
    expect(bad.finding("config")).toMatchObject({ state: "broken", note: expect.stringContaining("fail-on") });
  });

  test("says which Python, why, and what is not installed in it", async () => {
    const folder = makeFolder();
    execFileSync("python3", ["-m", "venv", "--without-pip", path.join(folder, ".venv")]);
    const { code, finding } = await doctor(folder);
    expect(code).toBe(0);
    expect(finding("python")).toMatchObject({
      state: "ok",
      found: expect.stringContaining(path.join(folder, ".venv")),
    });
    expect(finding("python")?.note).toContain(".venv");
    expect(finding("nbclient")).toMatchObject({
      state: "missing",
      note: expect.stringContaining("pip install nbclient"),
    });
  });

  test("the configuration's Python counts more than a .venv, and must be one", async () => {
    const folder = makeFolder({ "cellwright.yaml": "check: { python: tools/python }\n", ".venv/bin/python": "" });
    const { code, finding } = await doctor(folder);
    expect(code).toBe(1);
    expect(finding("python")).toMatchObject({ state: "broken", note: expect.stringContaining("cellwright.yaml") });
  });

  test("as text, one line for each, with what is to be mended", async () => {
    const { code, stdout } = await cli(makeFolder(), "doctor", "--python", "no-such-python");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ok {2}node +\d+\.\d+\.\d+$/m);
    expect(stdout).toContain("To be mended: python");
  });
});
