/**
 * Checks the package as a stranger gets it: lints its manifest, packs it, installs it into an empty folder, and uses
 * the command, the library and the types from there. Needs `dist` (`npm run build`) and the npm registry.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { root, runMain, SetupError } from "./python-env.mjs";

const samples = [
  { file: "energy-forecast/energy-forecast.ipynb", step: "load" },
  { file: "percent-script/churn.py", step: "features" },
];

/** Nothing but the package's own dependencies may be there: what is missing from them would be found in ours. */
const notShipped = ["tree-sitter-python", "ts-morph", "typescript", "ajv"];

const librarySource = `
import { readFileSync, writeFileSync } from "node:fs";
import { generateProject, loadPython, loadPythonTarget, packageName, planNotebook, readNotebook } from "cellwright";
import type { Notebook, Project, StepGraph } from "cellwright";

const bytes: Uint8Array = readFileSync("churn.py");
const read = readNotebook(bytes, "churn.py");
const notebook: Notebook | null = read.notebook;
if (notebook === null) throw new Error("not read");
const planned = planNotebook(notebook, { ...(await loadPython()), by: null, level: null });
const graph: StepGraph = planned.graph;
const project: Project = generateProject(planned, {
  ...(await loadPythonTarget("# Made by a test.")),
  package: packageName(notebook.path, new Set(graph.modules)),
  dependencies: [],
  pythonVersion: null,
  style: "minimal",
  notebookName: "notebook.ipynb",
  notebookText: new TextDecoder().decode(bytes),
  copies: [],
  workdir: "files",
});
const paths = project.files.map((file) => file.path);
for (const step of graph.steps)
  if (!paths.includes(\`src/\${project.package}/steps/\${step.name}.py\`)) throw new Error(\`no module for \${step.name}\`);
writeFileSync("library.txt", graph.steps.map((step) => step.name).join(" "));
`;

function run(program, args, folder) {
  const done = spawnSync(program, args, { cwd: folder, encoding: "utf8", shell: process.platform === "win32" });
  if (done.error || done.status !== 0) {
    const said = `${done.stdout ?? ""}${done.stderr ?? ""}${done.error?.message ?? ""}`;
    throw new SetupError(`This failed: ${[program, ...args].join(" ")}\n${said}`);
  }
  return done.stdout;
}

function expect(isSo, what) {
  if (!isSo) throw new SetupError(`The package is not right: ${what}`);
}

function install(folder) {
  run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], root);
  const packed = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  writeFileSync(path.join(folder, "package.json"), '{ "name": "stranger", "type": "module", "private": true }');
  run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", packed], folder);
  for (const name of notShipped) expect(!existsSync(path.join(folder, "node_modules", name)), `it brings ${name}`);
}

function useCommand(folder) {
  for (const { file, step } of samples) {
    cpSync(path.join(root, "samples", path.dirname(file)), folder, { recursive: true });
    const name = path.basename(file);
    const plan = JSON.parse(run("npx", ["--no-install", "cellwright", "plan", name, "--json"], folder));
    expect(
      plan.steps.some((one) => one.name === step),
      `the plan of ${name} has no step ${step}`,
    );
    const target = `${name}-pipeline`;
    run("npx", ["--no-install", "cellwright", "convert", name, "-o", target], folder);
    const source = path.join(folder, target, "src");
    const made = readdirSync(source).some((each) => existsSync(path.join(source, each, "steps", `${step}.py`)));
    expect(made, `converting ${name} made no module for ${step}`);
  }
}

function useLibrary(folder) {
  writeFileSync(path.join(folder, "use.ts"), librarySource);
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const types = path.join(root, "node_modules", "@types");
  const options = ["--module", "nodenext", "--target", "es2023", "--strict", "--types", "node", "--typeRoots", types];
  run(process.execPath, [compiler, ...options, "use.ts"], folder);
  run(process.execPath, ["use.js"], folder);
  expect(existsSync(path.join(folder, "library.txt")), "the library did not finish");
}

await runMain(() => {
  expect(existsSync(path.join(root, "dist")), "dist is missing; run `npm run build` first");
  const publint = path.join(root, "node_modules", ".bin", "publint");
  process.stdout.write(run(publint, ["--strict"], root));
  const folder = mkdtempSync(path.join(tmpdir(), "package-"));
  try {
    install(folder);
    useCommand(folder);
    useLibrary(folder);
    console.log("Installed into an empty folder: command, library and types work.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
