import { resolve } from "node:path";
import { Failure } from "../diagnostics/failure.ts";
import { nearbyInterpreter } from "../disk/nearby-interpreter.ts";
import { findInterpreter } from "../run/find-interpreter.ts";

/**
 * The interpreter that the user names, else that of the `.venv` near some folders, else the one on PATH: its path, or its
 * command as it is found on PATH. Failure: `no-interpreter`.
 */
export async function chooseInterpreter(named: string | null | undefined, folders: readonly string[]): Promise<string> {
  const found = await findInterpreter(named ?? nearbyInterpreter(folders));
  if (found === null) throw new Failure("no-interpreter", "There is no Python on PATH.", "Name one with --python.");
  return /[\\/]/.test(found.path) ? resolve(found.path) : found.path;
}
