/**
 * Builds the wheel from `dist` into `dist-python` (or the folder that is named), with uv, or pip where there is none.
 * `npm run build:wheel` builds `dist` first.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findPython, findUv, root, runMain, SetupError } from "./python-env.mjs";

/** Builds the wheel; gives its path. */
export function buildWheel(folder) {
  if (!existsSync(path.join(root, "dist"))) throw new SetupError("dist is missing; run `npm run build` first");
  const python = findPython();
  const uv = findUv(python);
  const [program, ...args] =
    uv === null
      ? [python, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, root]
      : [uv, "build", "--quiet", "--wheel", "--python", python, "--out-dir", folder, root];
  const done = spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (done.status !== 0) throw new SetupError(`Failed: ${[program, ...args].join(" ")}`);
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
  if (wheel === undefined) throw new SetupError(`No wheel came into ${folder}.`);
  return path.join(folder, wheel);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await runMain(() => {
    console.log(buildWheel(path.resolve(process.argv[2] ?? path.join(root, "dist-python"))));
  });
