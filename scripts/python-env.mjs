/**
 * Makes Python environments from pinned requirements on a machine that may have nothing but Python and pip.
 * Used by the tests, the quick start and the benchmarks; the product itself does not need it.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const uvVersion = "0.13.9";
const oldestPython = [3, 10];
const binFolder = process.platform === "win32" ? "Scripts" : "bin";
const exe = process.platform === "win32" ? ".exe" : "";

/** Expected trouble, shown without a stack. */
export class SetupError extends Error {}

/** Runs a script's main function; expected trouble becomes one message and exit code 2. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 2;
  }
}

/** The Python of a virtual environment. */
export function pythonOf(venv) {
  return path.join(venv, binFolder, `python${exe}`);
}

/** A program that a virtual environment brings. */
export function programOf(venv, name) {
  return path.join(venv, binFolder, `${name}${exe}`);
}

/** The environment variables with which programs behave as if `venv` was activated; our own Node tools stay reachable. */
export function activated(venv) {
  const folders = [path.join(venv, binFolder), path.join(root, "node_modules", ".bin"), process.env.PATH ?? ""];
  const env = { ...process.env, VIRTUAL_ENV: venv, PATH: folders.join(path.delimiter) };
  delete env.PYTHONHOME;
  return env;
}

/** The first Python on PATH that is new enough; `CELLWRIGHT_PYTHON` names another one. */
export function findPython() {
  const asked = process.env.CELLWRIGHT_PYTHON;
  const names = asked ? [asked] : ["python3", "python", "python3.13", "python3.12", "python3.11", "python3.10"];
  const seen = [];
  for (const name of names) {
    const program = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)";
    const probe = spawnSync(name, ["-c", program], { encoding: "utf8" });
    if (probe.status !== 0) continue;
    const [version = "", executable = name] = probe.stdout.trim().split(/\r?\n/);
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1])) return executable;
    seen.push(`${name} is ${version}`);
  }
  const found = seen.length > 0 ? `Found: ${seen.join(", ")}.` : "Found none on PATH.";
  throw new SetupError(
    `Python >= ${oldestPython.join(".")} is needed. ${found}\nInstall it (Debian and Ubuntu: apt install python3 python3-pip python3-venv), or set CELLWRIGHT_PYTHON to one.`,
  );
}

/**
 * Makes `venv` hold exactly what `requirements` (a pinned requirements file) names, unless it does so already.
 * Returns the path of its Python.
 */
export function ensureVenv(venv, requirements, log = console.log) {
  const python = pythonOf(venv);
  const stamp = path.join(venv, "requirements.sha256");
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return python;
  const base = findPython();
  const shown = path.relative(root, venv);
  log(`Making the Python environment ${shown} from ${path.relative(root, requirements)} ...`);
  rmSync(venv, { recursive: true, force: true });
  const uv = findUv(base) ?? installUv(base, log);
  if (uv === null) makeWithVenv(base, venv, requirements);
  else makeWithUv(uv, base, venv, requirements);
  writeFileSync(stamp, digest);
  return python;
}

function makeWithUv(uv, base, venv, requirements) {
  must(uv, ["venv", "--quiet", "--no-project", "--python", base, venv]);
  must(uv, ["pip", "install", "--quiet", "--python", pythonOf(venv), "-r", requirements]);
}

function makeWithVenv(base, venv, requirements) {
  const made = spawnSync(base, ["-m", "venv", venv], { encoding: "utf8" });
  if (made.status !== 0) {
    rmSync(venv, { recursive: true, force: true });
    throw new SetupError(
      `${base} has neither pip nor a working venv module, so no environment can be made.\n` +
        "On Debian and Ubuntu these are packages of their own: apt install python3-venv python3-pip\n" +
        "Installing uv (https://docs.astral.sh/uv/) helps as well.\n" +
        `What Python said: ${(made.stderr || made.stdout || String(made.error)).trim()}`,
    );
  }
  must(pythonOf(venv), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]);
}

/** Path of a uv that works: the one on PATH, a module of the given Python, or the one that we installed earlier. */
export function findUv(base) {
  if (process.env.CELLWRIGHT_NO_UV) return null;
  if (spawnSync("uv", ["--version"]).status === 0) return "uv";
  const own = path.join(uvFolder(), "bin", `uv${exe}`);
  if (spawnSync(own, ["--version"]).status === 0) return own;
  const module = spawnSync(base, ["-c", "import uv; print(uv.find_uv_bin())"], { encoding: "utf8" });
  return module.status === 0 ? module.stdout.trim() : null;
}

/** Installs uv from PyPI into a folder of its own with whatever pip there is; null when there is none. */
function installUv(base, log) {
  if (process.env.CELLWRIGHT_NO_UV) return null;
  mkdirSync(uvFolder(), { recursive: true });
  log(`Installing uv ${uvVersion} from PyPI into ${path.relative(root, uvFolder())} ...`);
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"];
  const target = ["--target", uvFolder(), `uv==${uvVersion}`];
  const installed = spawnSync(base, [...install, ...target], { encoding: "utf8" });
  const own = path.join(uvFolder(), "bin", `uv${exe}`);
  return installed.status === 0 && existsSync(own) ? own : null;
}

function uvFolder() {
  return path.join(root, ".cache", "uv");
}

function must(program, args) {
  const done = spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (done.status !== 0) throw new SetupError(`Failed: ${program} ${args.join(" ")}`);
}
