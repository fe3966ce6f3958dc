/**
 * Builds `dist`: one bundle of our own code per entry (packages stay outside; what is imported lazily becomes a file
 * of its own), type declarations, WebAssembly modules and data. `--no-types` leaves the declarations out, which is fast.
 *
 * Why a bundle: resolving some hundred small modules takes longer than everything else that `plan` does on a usual
 * notebook (`npm run bench:cold-start` shows it).
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "esbuild";
import { root } from "./python-env.mjs";

const fromRoot = (...parts) => path.join(root, ...parts);
const staging = fromRoot("dist.new");
const wasmModules = ["web-tree-sitter/web-tree-sitter.wasm", "tree-sitter-python/tree-sitter-python.wasm"];

// The parser's code runs once on little input: compiling it well takes longer than running it (half the time of a cold
// `plan`; from about 10,000 lines on it costs up to a fifth). The compile cache is there from Node 22.1 on.
const launcher = `#!/usr/bin/env node
import module from "node:module";
import v8 from "node:v8";

v8.setFlagsFromString("--liftoff-only");
module.enableCompileCache?.();
await import("./program.js");
`;

async function bundle() {
  const entries = { "cli/program": "src/cli/main.ts", index: "src/index.ts" };
  const present = Object.entries(entries).filter(([, file]) => existsSync(fromRoot(file)));
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir: staging,
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    legalComments: "inline",
    logLevel: "warning",
  });
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
    const isNotice = path.basename(file) === "NOTICE";
    const isData = file.endsWith(".json") && !file.startsWith(path.join("notebook", "schemas"));
    if (isNotice || isData) copyInto(fromRoot("src", file), path.join(staging, file));
  }
  for (const file of wasmModules) {
    const name = path.basename(file, ".wasm");
    copyInto(fromRoot("node_modules", file), path.join(staging, "wasm", `${name}.wasm`));
    copyInto(fromRoot("node_modules", path.dirname(file), "LICENSE"), path.join(staging, "wasm", `${name}.LICENSE`));
  }
}

function copyInto(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  copyFileSync(from, to);
}

rmSync(staging, { recursive: true, force: true });
await bundle();
copyData();
writeFileSync(path.join(staging, "cli", "main.js"), launcher);
chmodSync(path.join(staging, "cli", "main.js"), 0o755);
if (!process.argv.includes("--no-types") && !writeDeclarations()) {
  rmSync(staging, { recursive: true, force: true });
  process.exit(1);
}
rmSync(fromRoot("dist"), { recursive: true, force: true });
renameSync(staging, fromRoot("dist"));
