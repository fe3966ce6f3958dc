#!/usr/bin/env node
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag, setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { keepCompiledCode, readCompiledCode } from "../disk/code-cache.ts";
import { readBuiltCode } from "../disk/package-files.ts";
import { startFormatter } from "./choose-formatter.ts";

/** An engine of a later Node may not know these flags, and says so. */
const NEWEST_MEASURED = 24;

/** Put in by the build: a hash of the program's text. */
declare const PROGRAM_HASH: string;

/**
 * Runs the built program, `program.cjs` beside this file, with the compiled code that an earlier run of the same command
 * kept. NODE_DISABLE_COMPILE_CACHE in the environment turns that off, as it does for Node's own cache.
 */
function start(): void {
  const [, , command = ""] = process.argv;
  // It takes as long to load as all that comes before it is needed.
  const formatter = command === "convert" ? startFormatter() : undefined;
  const isCached = process.env.NODE_DISABLE_COMPILE_CACHE === undefined && /^[a-z]{1,12}$/.test(command);
  const name = `${command}-${PROGRAM_HASH}-${cachedDataVersionTag().toString(16)}`;
  const cachedData = isCached ? readCompiledCode(name) : null;
  const filename = fileURLToPath(new URL("program.cjs", import.meta.url));
  const source = `(function (exports, require, module, __filename, __dirname, earlyFormatter, programHash) {${readBuiltCode("cli/program.cjs")}\n})`;
  const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
  if (isCached && (cachedData === null || script.cachedDataRejected))
    process.once("exit", (code) => {
      if (code < 2) keepCompiledCode(name, script.createCachedData());
    });
  const module = { exports: {} };
  script.runInThisContext()(
    module.exports,
    createRequire(filename),
    module,
    filename,
    dirname(filename),
    formatter,
    PROGRAM_HASH,
  );
}

/**
 * Settings of the engine for programs that are done in a moment; all hold for the versions of Node that have been measured.
 * The code of the WebAssembly modules runs once on little input: compiling it well, or checking what is never called, takes
 * longer than running it (half the time of a cold `plan`; from about 10,000 lines on it costs up to a fifth). Room for new
 * objects that grows at once saves collecting them in vain.
 */
function tuneEngine(): void {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major > NEWEST_MEASURED) return;
  for (const flag of ["--liftoff-only", "--wasm-lazy-validation", "--semi-space-growth-factor=16"])
    setFlagsFromString(flag);
}

tuneEngine();
start();
