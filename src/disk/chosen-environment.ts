import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Environment } from "../rules/surroundings.ts";
import { readInstalled } from "./read-installed.ts";

/** An interpreter that was asked who it is. */
export interface AskedInterpreter {
  readonly path: string;
  readonly version: string;
  readonly searchPath: readonly string[];
}

/** What is installed for an interpreter, and the kernels that Jupyter would find for it. */
export function chosenEnvironment({ path, version, searchPath }: AskedInterpreter): Environment {
  const installed = readInstalled(searchPath);
  const named = jupyterFolders(searchPath).flatMap((folder) => foldersIn(join(folder, "kernels")));
  // Jupyter offers the kernel that is installed beside it under this name, whatever its files say.
  const own = installed.has("ipykernel") ? ["python3"] : [];
  return { path, version, installed, kernels: new Set([...named, ...own].map((name) => name.toLowerCase())) };
}

/** Where Jupyter looks for data (`jupyter --paths`): named by the environment, the user's, the interpreter's, the system's. */
function jupyterFolders(searchPath: readonly string[]): readonly string[] {
  const { JUPYTER_PATH = "", JUPYTER_DATA_DIR, APPDATA } = process.env;
  const home = homedir();
  const users = [
    JUPYTER_DATA_DIR ?? join(home, ".local", "share", "jupyter"),
    join(home, "Library", "Jupyter"),
    ...(APPDATA === undefined ? [] : [join(APPDATA, "jupyter")]),
  ];
  const prefixes = searchPath.filter((folder) => /(site|dist)-packages$/.test(folder)).map(prefixOf);
  const system = ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  const asked = JUPYTER_PATH.split(delimiter).filter((folder) => folder !== "");
  return [...asked, ...users, ...prefixes.map((prefix) => join(prefix, "share", "jupyter")), ...system];
}

/** `/x` of `/x/lib/python3.11/site-packages` and of `X\Lib\site-packages`. */
function prefixOf(packages: string): string {
  const library = dirname(packages);
  return /^lib$/i.test(library.split(/[\\/]/).at(-1) ?? "") ? dirname(library) : dirname(dirname(library));
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
