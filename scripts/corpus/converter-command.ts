import path from "node:path";

/** The command that converts: the built one, or the sources as they are (slower to start). */
export function converterCommand(root: string, fromSource: boolean): readonly [command: string, ...args: string[]] {
  if (!fromSource) return [process.execPath, path.join(root, "dist", "cli", "main.js")];
  return [process.execPath, "--import", "tsx", path.join(root, "src", "cli", "main.ts")];
}
