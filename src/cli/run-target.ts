import { addToProject } from "../disk/add-to-project.ts";
import { readGenerated } from "../disk/read-generated.ts";
import { targetFiles, targetNames } from "../project/targets/target-files.ts";
import { targets } from "../project/targets/targets.ts";
import { loadTargetContext } from "./load-python-target.ts";
import { runUpgrade } from "./run-upgrade.ts";

/** `cellwright target list`. */
export function runTargetList({ json }: { readonly json?: boolean }): number {
  const list = targets.map(({ name, title }) => ({ name, title }));
  const width = Math.max(...list.map(({ name }) => name.length));
  const lines = list.map(({ name, title }) => `${name.padEnd(width)}  ${title}\n`);
  process.stdout.write(json ? `${JSON.stringify(list, null, 2)}\n` : lines.join(""));
  return 0;
}

/** `cellwright target add`. */
export async function runTargetAdd(
  names: readonly string[],
  { project: path, dryRun }: { readonly project: string; readonly dryRun?: boolean },
): Promise<number> {
  const small = readGenerated(path).options.runner === "small";
  const code = small ? await runUpgrade(path, { style: "minimal", runner: "full", ...(dryRun && { dryRun }) }) : 0;
  const project = readGenerated(path);
  const all = targetNames([...project.options.targets, ...names]);
  const files = targetFiles(all, await loadTargetContext(project.package));
  const { created, replaced } = addToProject(files, { ...project.options, targets: all }, path, dryRun === true);
  const changed = [...created, ...replaced].filter((file) => file.startsWith("orchestration/"));
  const verb = dryRun ? "Would write" : "Wrote";
  process.stdout.write(changed.length === 0 ? "Nothing to write: all of it is there.\n" : `${verb}:\n`);
  process.stdout.write(changed.map((file) => `  ${file}\n`).join(""));
  if (!dryRun) process.stdout.write(`\nNext: ${names.map((name) => `orchestration/${name}/README.md`).join(", ")}\n`);
  return code;
}
