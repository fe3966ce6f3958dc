import { resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { folderState } from "../disk/folder-state.ts";
import { nearbyInterpreter } from "../disk/nearby-interpreter.ts";
import { packageRoot, packageVersion } from "../disk/package-files.ts";
import { readInstalled } from "../disk/read-installed.ts";
import { userCacheFolder } from "../disk/user-cache-folder.ts";
import { counted } from "../report/counted.ts";
import { type DoctorFinding, renderDoctor } from "../report/doctor-text.ts";
import { findInterpreter, type Interpreter } from "../run/find-interpreter.ts";
import { programVersion } from "../run/program-version.ts";
import { type NearestConfig, nearestConfig } from "./nearest-config.ts";

const OLDEST_NODE = 20;
const OLDEST_PYTHON = [3, 10] as const;
/** What runs a notebook. */
const kernelPackages = ["nbclient", "ipykernel"];
const NEEDS_PYTHON = "check --run, verify, trace and the pipelines themselves need it";

/** `cellwright doctor`: 0 when all that must work works, 1 when something does not. */
export async function runDoctor(options: { readonly python?: string; readonly json?: boolean }): Promise<number> {
  const config = nearestConfig(resolve("."));
  const findings = [
    { name: "cellwright", state: "ok", found: packageVersion(), note: packageRoot() } as const,
    nodeFinding(),
    ...(await pythonFindings(options.python, config)),
    await programFinding("uv", "convert --lock needs it, and it makes the environments of pipelines"),
    await programFinding("git", "check --changed-since needs it"),
    cacheFinding(),
    configFinding(config),
  ];
  const isWell = findings.every(({ state }) => state !== "broken");
  const json = { version: packageVersion(), isWell, findings };
  process.stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : renderDoctor(findings));
  return isWell ? 0 : 1;
}

function nodeFinding(): DoctorFinding {
  const isNew = Number(process.versions.node.split(".")[0]) >= OLDEST_NODE;
  const note = isNew ? process.execPath : `${process.execPath}; Node >= ${OLDEST_NODE} is needed`;
  return { name: "node", state: isNew ? "ok" : "broken", found: process.versions.node, note };
}

/** The interpreter as `check --run`, `verify` and `trace` choose it for what is in the current folder. */
async function pythonFindings(asked: string | undefined, config: NearestConfig): Promise<readonly DoctorFinding[]> {
  const configured = config.config.check?.python;
  const nearby = nearbyInterpreter([resolve(".")]);
  const [named, why] =
    asked !== undefined
      ? [asked, "named by --python"]
      : configured !== undefined
        ? [resolve(config.folder, configured), `named by ${config.path}`]
        : nearby !== null
          ? [nearby, "the .venv in this folder or above it"]
          : [null, "the first on PATH, since no .venv is near"];
  try {
    const python = await findInterpreter(named);
    if (python !== null)
      return [interpreterFinding(python, why), ...kernelPackages.map((name) => packageFinding(name, python))];
    return [{ name: "python", state: "missing", found: "none on PATH, and no .venv is near", note: NEEDS_PYTHON }];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ name: "python", state: "broken", found: error.message, note: why }];
  }
}

function interpreterFinding({ path, version }: Interpreter, why: string): DoctorFinding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1]);
  const needed = isNew ? "" : `; pipelines need Python >= ${OLDEST_PYTHON.join(".")}`;
  return { name: "python", state: isNew ? "ok" : "missing", found: `${version}, ${path}`, note: `${why}${needed}` };
}

function packageFinding(name: string, python: Interpreter): DoctorFinding {
  const installed = readInstalled(python.searchPath).get(name);
  if (installed !== undefined) return { name, state: "ok", found: installed.version, note: null };
  const note = `check --run, verify and trace need it: ${python.path} -m pip install ${name}`;
  return { name, state: "missing", found: "not installed in this Python", note };
}

async function programFinding(name: string, purpose: string): Promise<DoctorFinding> {
  const version = await programVersion(name);
  if (version === null) return { name, state: "missing", found: "not on PATH", note: purpose };
  return { name, state: "ok", found: /\d[\w.+-]*/.exec(version)?.[0] ?? version, note: null };
}

function cacheFinding(): DoctorFinding {
  const folder = userCacheFolder();
  const { exists, isWritable, bytes } = folderState(folder);
  const found = exists ? `${folder}, ${counted(Math.ceil(bytes / 1e6), "megabyte")}` : `${folder}, not there yet`;
  if (isWritable) return { name: "cache", state: "ok", found, note: null };
  return { name: "cache", state: "missing", found, note: "cannot be written: each start takes longer" };
}

function configFinding({ path, trouble }: NearestConfig): DoctorFinding {
  if (path === null) return { name: "config", state: "ok", found: "none, so the defaults hold", note: null };
  return { name: "config", state: trouble === null ? "ok" : "broken", found: path, note: trouble };
}
