import { nearbyEnvironment, type PinnedEnvironment } from "../../disk/read-installed.ts";
import type { PythonFormatter } from "../../project/format-python.ts";
import { findInterpreter } from "../../run/find-interpreter.ts";
import { chooseFormatter } from "../choose-formatter.ts";

/** What is at work while this thread reads and plans. */
export interface Helpers {
  readonly format: PythonFormatter;
  readonly environment: Promise<PinnedEnvironment>;
}

/** Starts the formatter, and asks for the environment: that of the interpreter that is named, else the one near a folder. */
export function startHelpers(folder: string, python: string | undefined): Helpers {
  const environment = python === undefined ? nearbyEnvironment(folder) : null;
  const pinned = environment === null ? askEnvironment(python ?? null) : Promise.resolve(environment);
  // Whoever waits for it is told; if nobody does, something else was wrong.
  pinned.catch(() => {});
  return { format: chooseFormatter(), environment: pinned };
}

async function askEnvironment(named: string | null): Promise<PinnedEnvironment> {
  return (await findInterpreter(named)) ?? { searchPath: [], version: null };
}
