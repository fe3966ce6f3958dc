import { existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { root } from "../environments.ts";
import { exec } from "../exec.ts";

/** A program and what it needs in its environment. */
export interface DebianProgram {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The folder that has a program: an installed one, else that of the Debian packages, which are unpacked in `.cache` and
 * not installed. `folders` are looked through in this order; one part of each may be `*`, for a version.
 */
export async function debianProgram(
  program: string,
  folders: readonly string[],
  packages: readonly string[],
): Promise<DebianProgram> {
  const installed = folders
    .flatMap((folder) => expand(folder))
    .find((folder) => existsSync(path.join(folder, program)));
  if (installed !== undefined) return { folder: installed, env: {} };
  const place = path.join(root, ".cache", "debian", program);
  if (!existsSync(place)) await unpack(packages, place);
  const found = folders.flatMap((folder) => expand(path.join(place, folder)));
  const folder = found.find((each) => existsSync(path.join(each, program)));
  if (folder === undefined) throw new Error(`The packages ${packages.join(", ")} have no program ${program}`);
  const libraries = ["usr/lib/*", "lib/*"].flatMap((each) => expand(path.join(place, each)));
  return { folder, env: { LD_LIBRARY_PATH: libraries.join(path.delimiter) } };
}

async function unpack(packages: readonly string[], place: string): Promise<void> {
  const downloads = `${place}.downloads`;
  mkdirSync(downloads, { recursive: true });
  await exec("apt-get", ["download", "--quiet", ...packages], { cwd: downloads });
  for (const file of readdirSync(downloads).filter((name) => name.endsWith(".deb")))
    await exec("dpkg", ["-x", file, place], { cwd: downloads });
}

function expand(folder: string): readonly string[] {
  const [before, after] = folder.split("*");
  if (before === undefined || after === undefined) return [folder];
  if (!existsSync(before)) return [];
  return readdirSync(before)
    .map((name) => path.join(before, `${name}${after}`))
    .filter((each) => existsSync(each));
}
