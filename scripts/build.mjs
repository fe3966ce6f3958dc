/**
 * Builds `dist`: the command as one script, with the packages that its start would wait for; the library as a module whose
 * packages stay outside; type declarations, WebAssembly modules and data. `--no-types` leaves the declarations out, which
 * is fast.
 *
 * Why one script: resolving some hundred small modules takes longer than everything else that `plan` does on a usual
 * notebook (`npm run bench:cold-start` shows it), and the compiled code of one script can be kept (`src/cli/start.ts`).
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { root } from "./python-env.mjs";

const fromRoot = (...parts) => path.join(root, ...parts);
const staging = fromRoot("dist.new");
const wasmModules = ["web-tree-sitter/web-tree-sitter.wasm", "tree-sitter-python/tree-sitter-python.wasm"];
/** Folders of data that are read as a whole, as one file each. */
const packedFolders = ["languages/python/knowledge"];
const packedTemplates = ["python/small", "python/package", "python/tests"];
/** Loaded when they are needed, and large. */
const outside = ["@astral-sh/ruff-wasm-nodejs", "py-ast"];

const common = {
  absWorkingDir: root,
  outdir: staging,
  bundle: true,
  platform: "node",
  // Some packages have a CommonJS form that no bundler can follow.
  mainFields: ["module", "main"],
  target: "node20",
  legalComments: "inline",
  logLevel: "warning",
};

/** The command and the threads that it starts. Names stay, so that the stack of a bug can be read. */
async function bundleProgram(plugins) {
  const { metafile } = await build({
    ...common,
    entryPoints: {
      "cli/program": "src/cli/main.ts",
      "cli/check-worker": "src/cli/check/check-worker.ts",
      "project/format-worker": "src/project/format-worker.ts",
    },
    external: outside,
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    // Its other form loads parts of Node asynchronously, in a way that a script can't.
    alias: { "web-tree-sitter": fromRoot("node_modules", "web-tree-sitter", "web-tree-sitter.cjs") },
    minifyWhitespace: true,
    lineLimit: 160,
    minifySyntax: true,
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "fileAddress" },
    banner: { js: 'const fileAddress = require("node:url").pathToFileURL(__filename).href;' },
    plugins,
    metafile: true,
  });
  copyLicenses(metafile);
}

/** What starts the program; it knows the program's hash, so that compiled code of another one is never taken for it. */
async function bundleStart() {
  const program = readFileSync(path.join(staging, "cli", "program.cjs"));
  const hash = createHash("sha256").update(program).digest("hex").slice(0, 16);
  await build({
    ...common,
    entryPoints: { "cli/main": "src/cli/start.ts" },
    format: "esm",
    define: { PROGRAM_HASH: JSON.stringify(hash) },
  });
  chmodSync(path.join(staging, "cli", "main.js"), 0o755);
}

/** In a folder of its own: code finds its data one folder up, as in `src`. */
async function bundleLibrary(plugins) {
  await build({
    ...common,
    entryPoints: { "library/index": "src/index.ts" },
    splitting: true,
    chunkNames: "library/[name]-[hash]",
    packages: "external",
    format: "esm",
    plugins,
  });
  writeFileSync(path.join(staging, "index.js"), 'export * from "./library/index.js";\n');
}

/** Puts the compiled templates in the place of the module that compiles them. */
async function compiledTemplates() {
  const compiler = path.join(staging, "compile-template.mjs");
  await build({
    ...common,
    entryPoints: ["src/project/compile-template.ts"],
    outdir: undefined,
    outfile: compiler,
    packages: "external",
    format: "esm",
  });
  const { compileTemplate } = await import(pathToFileURL(compiler).href);
  rmSync(compiler);
  const folder = fromRoot("templates", "python");
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".hbs"));
  const entries = names.sort().map((name) => {
    const compiled = compileTemplate(readFileSync(path.join(folder, name), "utf8"));
    const id = `python/${name.split(path.sep).join("/").slice(0, -".hbs".length)}`;
    return `${JSON.stringify(id)}: ${compiled}`;
  });
  const contents = `const templates = {\n${entries.join(",\n")}\n};
export const pythonTemplates = () => (name) => (Object.hasOwn(templates, name) ? templates[name] : undefined);\n`;
  return {
    name: "compiled-templates",
    setup: ({ onLoad }) => onLoad({ filter: /src[\\/]cli[\\/]python-templates\.ts$/ }, () => ({ contents })),
  };
}

/** Copies the licenses of the packages that went into a bundle. */
function copyLicenses({ inputs }) {
  const folders = Object.keys(inputs).map((file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  for (const folder of new Set(folders.filter((one) => one !== undefined))) {
    const license = readdirSync(fromRoot(folder)).find((name) => /^licen[cs]e/i.test(name));
    if (license === undefined) throw new Error(`${folder} goes into the package and has no license file`);
    const name = folder.slice("node_modules/".length).replace("/", "-");
    copyInto(fromRoot(folder, license), path.join(staging, "licenses", `${name}.LICENSE`));
  }
}

function writeDeclarations() {
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const options = ["-p", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", staging];
  const done = spawnSync(process.execPath, [compiler, ...options], { cwd: root, stdio: "inherit" });
  return done.status === 0;
}

/** Data that code reads at run time, at the same place as in `src`; the schemas of notebooks are compiled into code. */
function copyData() {
  for (const file of readdirSync(fromRoot("src"), { recursive: true, encoding: "utf8" })) {
    const folder = path.dirname(file).split(path.sep).join("/");
    const isNotice = path.basename(file) === "NOTICE";
    const isData = file.endsWith(".json") && folder !== "notebook/schemas" && !packedFolders.includes(folder);
    if (isNotice || isData) copyInto(fromRoot("src", file), path.join(staging, file));
  }
  for (const folder of packedFolders) packFolder(folder);
  for (const folder of packedTemplates) packTemplates(folder);
  for (const file of wasmModules) {
    const name = path.basename(file, ".wasm");
    copyInto(fromRoot("node_modules", file), path.join(staging, "wasm", `${name}.wasm`));
    copyInto(fromRoot("node_modules", path.dirname(file), "LICENSE"), path.join(staging, "wasm", `${name}.LICENSE`));
  }
}

/** All JSON files of a folder in one, by name. */
function packFolder(folder) {
  const names = readdirSync(fromRoot("src", folder)).filter((name) => name.endsWith(".json"));
  const entries = names
    .sort()
    .map((name) => [path.basename(name, ".json"), JSON.parse(readFileSync(fromRoot("src", folder, name), "utf8"))]);
  writeFileSync(path.join(staging, `${folder}.json`), JSON.stringify(Object.fromEntries(entries)));
}

/** All modules of a folder of templates in one file, text by path. */
function packTemplates(folder) {
  const names = readdirSync(fromRoot("templates", folder), { recursive: true }).filter((name) => name.endsWith(".py"));
  const entries = names
    .sort()
    .map((name) => [name.split(path.sep).join("/"), readFileSync(fromRoot("templates", folder, name), "utf8")]);
  const target = path.join(staging, "templates", `${folder}.json`);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, JSON.stringify(Object.fromEntries(entries)));
}

function copyInto(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  copyFileSync(from, to);
}

rmSync(staging, { recursive: true, force: true });
const templates = await compiledTemplates();
await Promise.all([bundleProgram([templates]), bundleLibrary([templates])]);
await bundleStart();
copyData();
if (!process.argv.includes("--no-types") && !writeDeclarations()) {
  rmSync(staging, { recursive: true, force: true });
  process.exit(1);
}
rmSync(fromRoot("dist"), { recursive: true, force: true });
renameSync(staging, fromRoot("dist"));
