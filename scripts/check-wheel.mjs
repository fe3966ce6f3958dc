/**
 * Checks the wheel as a stranger gets it: builds it, installs it into an empty environment of Python, and uses the command
 * from there with nothing else on PATH, no Node above all. Needs `dist` (`npm run build`) and PyPI.
 */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildWheel } from "./build-wheel.mjs";
import { findPython, findUv, programOf, pythonOf, root, runMain, SetupError } from "./python-env.mjs";

function expect(isSo, what) {
  if (!isSo) throw new SetupError(`The wheel is not right: ${what}`);
}

function must(program, args) {
  const done = spawnSync(program, args, { encoding: "utf8" });
  if (done.status !== 0) throw new SetupError(`This failed: ${[program, ...args].join(" ")}\n${done.stderr}`);
}

/** As pip does, so that all Python in the wheel is compiled in its place. */
function install(venv, wheel) {
  const python = findPython();
  const uv = findUv(python);
  must(...(uv === null ? [python, ["-m", "venv", venv]] : [uv, ["venv", "--quiet", "--python", python, venv]]));
  const args = ["pip", "install", "--quiet"];
  if (uv === null) must(pythonOf(venv), ["-m", ...args, wheel]);
  else must(uv, [...args, "--compile-bytecode", "--python", pythonOf(venv), wheel]);
}

/** Only the environment's own programs are on PATH; Windows cannot start anything without its folder. */
function strangerEnvironment(venv) {
  const env = { ...process.env, VIRTUAL_ENV: venv, PATH: path.dirname(pythonOf(venv)) };
  for (const name of ["CELLWRIGHT_NODE", "NODE_OPTIONS", "PYTHONPATH"]) delete env[name];
  expect(spawnSync("node", ["--version"], { env }).error !== undefined, "there is a Node on the test's own PATH");
  return env;
}

function commandIn(folder, venv) {
  const env = strangerEnvironment(venv);
  return (code, ...args) => {
    const done = spawnSync(programOf(venv, "cellwright"), args, { cwd: folder, env, encoding: "utf8" });
    const said = `\n${done.stdout}${done.stderr}`;
    expect(done.status === code, `cellwright ${args.join(" ")} ended with ${done.status} and not ${code}:${said}`);
    return done.stdout;
  };
}

const broken = (source) =>
  JSON.stringify({
    cells: [{ cell_type: "code", execution_count: null, id: "a", metadata: {}, outputs: [], source }],
    metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
    nbformat: 4,
    nbformat_minor: 5,
  });

function useCommand(folder, command) {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  expect(command(0, "--version").trim() === version, "it has another version than package.json");
  cpSync(path.join(root, "samples", "percent-script"), folder, { recursive: true });
  cpSync(path.join(root, "samples", "energy-forecast"), folder, { recursive: true });
  const checked = JSON.parse(command(0, "check", "energy-forecast.ipynb", "--fail-on", "never", "--format", "json"));
  expect(checked.totals.notebooks === 1, "check did not see the notebook");
  writeFileSync(path.join(folder, "broken.ipynb"), broken("print(never_defined)"));
  expect(command(1, "check", "broken.ipynb").includes("CW102"), "check does not find a name that nothing defines");
  command(2, "check", "there-is-none.ipynb");
  const plan = JSON.parse(command(0, "plan", "churn.py", "--json"));
  expect(
    plan.steps.some((one) => one.name === "features"),
    "the plan has no step features",
  );
  command(0, "explain", "CW101");
  command(0, "convert", "churn.py", "-o", "out");
  const files = readdirSync(path.join(folder, "out"), { recursive: true, encoding: "utf8" });
  expect(existsSync(path.join(folder, "out", "src", "churn", "steps", "features.py")), "convert made no step");
  expect(!files.some((file) => file.includes("__pycache__")), "compiled Python came into the project");
}

/** A signal to the command reaches the program, and ends it as it would end it by itself. */
async function passesSignals(folder, venv) {
  if (process.platform === "win32") return;
  const wait = path.join(folder, "wait.cjs");
  writeFileSync(wait, 'setInterval(() => {}, 1000); process.stderr.write("ready");');
  const env = { ...strangerEnvironment(venv), NODE_OPTIONS: `--require ${wait}` };
  const child = spawn(programOf(venv, "cellwright"), ["--version"], { env, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.on("close", (_, signal) => resolve(signal)));
  child.stderr.once("data", () => child.kill("SIGINT"));
  const late = setTimeout(() => child.kill("SIGKILL"), 20_000);
  const signal = await ended;
  clearTimeout(late);
  expect(signal === "SIGINT", `SIGINT ended the command with ${signal}`);
}

await runMain(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wheel-"));
  try {
    const venv = path.join(folder, "venv");
    install(venv, buildWheel(path.join(folder, "wheel")));
    useCommand(folder, commandIn(folder, venv));
    await passesSignals(folder, venv);
    console.log("Installed into an empty environment without Node: check, plan and convert work.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
