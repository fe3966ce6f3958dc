import type { Magic } from "../languages/facts.ts";
import type { Machine } from "./machine.ts";

/** Magics that change settings of the process, and which. */
const SETTINGS: Readonly<Record<string, string>> = {
  env: "environment",
  set_env: "environment",
  cd: "directory",
  pushd: "directory",
  popd: "directory",
};

/** Records what magics do to the world: commands read and write files, some set the environment. */
export function recordMagics(machine: Machine, magics: readonly Magic[]): void {
  for (const { form, name, arguments: text, foreignBody, span } of magics) {
    if (
      form === "shell" ||
      (foreignBody !== undefined && !["html", "markdown", "latex", "javascript", "svg"].includes(name ?? ""))
    )
      machine.effect("touches", "process", span);
    if (name === "config" && /^InlineBackend\.figure_format/.test(text)) machine.effect("sets", "matplotlib", span);
    const setting = form === "line" && name !== undefined ? SETTINGS[name] : undefined;
    if (setting !== undefined && text !== "") machine.effect("sets", setting, span);
  }
}
