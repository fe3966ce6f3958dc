import { topLevel } from "../base/dotted-path.ts";
import type { Machine } from "./machine.ts";

/** Notes that settings are read, if the value of a module is some. */
export function noteSettings({ knowledge, recorder }: Machine, path: string): void {
  const sets = knowledge.value(path)?.sets;
  if (sets !== undefined) recorder.settingsRead.add(sets);
}

/** Which settings a part of a module belongs to: what knowledge says, else the library's name. */
export function settingOf(machine: Machine, path: string): string {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const sets = machine.knowledge.value(at)?.sets;
    if (sets !== undefined) return sets;
  }
  return topLevel(path);
}
