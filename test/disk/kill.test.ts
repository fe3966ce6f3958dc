import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { recoverProject, writeProject } from "../../src/disk/write-project.ts";

const root = mkdtempSync(join(tmpdir(), "kill-"));
const writer = compiled("test/disk/endless-writer.ts");
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Compiles the script with what it needs, so that it starts at once. */
function compiled(script: string): string {
  const packageFolder = fileURLToPath(new URL("../../", import.meta.url));
  const sources = ["src/base", "src/diagnostics", "src/disk"].flatMap((folder) => {
    return readdirSync(join(packageFolder, folder)).map((name) => join(folder, name));
  });
  const compilerOptions = {
    module: ModuleKind.ESNext,
    target: ScriptTarget.ES2023,
    rewriteRelativeImportExtensions: true,
  };
  for (const path of [script, ...sources]) {
    const { outputText } = transpileModule(readFileSync(join(packageFolder, path), "utf8"), { compilerOptions });
    mkdirSync(dirname(join(root, "code", path)), { recursive: true });
    writeFileSync(join(root, "code", path.replace(/\.ts$/, ".js")), outputText);
  }
  writeFileSync(join(root, "code", "package.json"), '{"type": "module"}');
  return join(root, "code", script.replace(/\.ts$/, ".js"));
}

/** The version (content of every file is its number) that the folder holds; null when files of several are there. */
function versionIn(folder: string): string | null {
  const names = readdirSync(folder).filter((name) => name.startsWith("file-"));
  const versions = new Set(names.map((name) => readFileSync(join(folder, name), "utf8").slice(0, 8)));
  const manifest = JSON.parse(readFileSync(join(folder, ".cellwright.json"), "utf8")) as { files: object };
  const isWhole = versions.size === 1 && Object.keys(manifest.files).length === names.length;
  return isWhole ? ([...versions][0] as string) : null;
}

/** Runs the writer, and kills it `delay` ms after it said that it writes, and after `moment` has come. */
async function runAndKill(target: string, mode: string, delay: number, moment?: () => boolean): Promise<void> {
  const child = spawn(process.execPath, [writer, target, mode], { stdio: ["ignore", "pipe", "inherit"] });
  const exit = new Promise((resolve) => child.once("exit", resolve));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  await new Promise((resolve) => setTimeout(resolve, delay));
  while (moment?.() === false) await new Promise((resolve) => setImmediate(resolve));
  child.kill("SIGKILL");
  await exit;
}

const kills = 10;

describe("a run that is killed at any moment", { timeout: 120_000 }, () => {
  const moments: [name: string, isLate: boolean][] = [
    ["at any moment", false],
    ["while files are put in their places", true],
  ];
  test.each(moments)("leaves an old or a new project, and the user's files: %s", async (name, isLate) => {
    const target = join(root, name);
    writeProject({ files: [{ path: "file-0", content: "00000000" }] }, target);
    writeFileSync(join(target, "mine.txt"), "mine");
    const isPending = () => existsSync(join(target, ".cellwright-pending"));
    let interrupted = 0;
    for (let kill = 0; kill < kills; kill++) {
      await runAndKill(target, "replace", 20 + kill * 7.3, isLate ? isPending : undefined);
      const isStaged = readdirSync(target).some((one) => one.startsWith(".cellwright-new-"));
      if (isLate ? isPending() : isStaged) interrupted++;
      recoverProject(target);
      expect(versionIn(target)).not.toBeNull();
      expect(readFileSync(join(target, "mine.txt"), "utf8")).toBe("mine");
    }
    // Else the kills came at moments that show nothing.
    expect(interrupted).toBeGreaterThan(0);
    writeProject({ files: [{ path: "file-0", content: "99999999" }] }, target, { overwriteOwn: true });
    expect(readdirSync(target).sort()).toEqual([".cellwright.json", "file-0", "mine.txt"]);
  });

  test("leaves no project or a whole one where there was none", async () => {
    let interrupted = 0;
    for (let kill = 0; kill < kills; kill++) {
      const parent = join(root, `created-${kill}`);
      mkdirSync(parent);
      await runAndKill(join(parent, "project"), "create", 5 + kill * 5.1);
      const names = readdirSync(parent).filter((name) => !name.startsWith("."));
      for (const name of names) expect(versionIn(join(parent, name))).not.toBeNull();
      const leftovers = readdirSync(parent).filter((name) => name.startsWith("."));
      interrupted += leftovers.length;
      const last = leftovers[0]?.slice(1).split(".")[0] ?? "project";
      const target = join(parent, last);
      if (!existsSync(target)) writeProject({ files: [{ path: "file-0", content: "99999999" }] }, target);
      expect(readdirSync(dirname(target)).filter((name) => name.startsWith("."))).toEqual([]);
    }
    expect(interrupted).toBeGreaterThan(0);
  });
});
