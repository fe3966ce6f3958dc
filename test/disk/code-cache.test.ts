import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { keepCompiledCode, readCompiledCode } from "../../src/disk/code-cache.ts";

const isWindows = process.platform === "win32";
let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "code-cache-"));
  vi.stubEnv(isWindows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", base);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(base, { recursive: true, force: true });
});

const folder = () => join(base, "cellwright", "code");

describe.skipIf(process.platform === "darwin")("compiled code", () => {
  test("is there again", () => {
    expect(readCompiledCode("plan-1")).toBeNull();
    keepCompiledCode("plan-1", Buffer.from("code"));
    expect(readCompiledCode("plan-1")?.toString()).toBe("code");
    expect(readCompiledCode("plan-2")).toBeNull();
  });

  test.each<[string, (content: Buffer) => Buffer]>([
    ["cut off", (content) => content.subarray(0, -1)],
    ["changed", (content) => Buffer.concat([content.subarray(0, -1), Buffer.from("!")])],
    ["empty", () => Buffer.alloc(0)],
  ])("that is %s is not used", (_, damage) => {
    keepCompiledCode("plan-1", Buffer.from("some code"));
    const path = join(folder(), "plan-1");
    writeFileSync(path, damage(readFileSync(path)));
    expect(readCompiledCode("plan-1")).toBeNull();
  });

  test.skipIf(isWindows)("that others may write is not used", () => {
    keepCompiledCode("plan-1", Buffer.from("code"));
    chmodSync(join(folder(), "plan-1"), 0o666);
    expect(readCompiledCode("plan-1")).toBeNull();
  });

  test("of old versions goes", () => {
    for (let version = 0; version < 12; version++) keepCompiledCode(`plan-${version}`, Buffer.from("code"));
    expect(readdirSync(folder()).length).toBe(8);
    expect(readCompiledCode("plan-11")).not.toBeNull();
  });

  test.each<[string, () => void]>([
    ["as a file stands in the way", () => writeFileSync(join(base, "cellwright"), "")],
    ["as no folder can be made there", () => vi.stubEnv("XDG_CACHE_HOME", "/proc/nowhere")],
  ])("that can't be kept, %s, is no fault", (_, prepare) => {
    prepare();
    expect(() => keepCompiledCode("plan-1", Buffer.from("code"))).not.toThrow();
    expect(readCompiledCode("plan-1")).toBeNull();
  });
});
