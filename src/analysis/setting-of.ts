import { topLevel } from "../base/dotted-path.ts";
import type { Machine } from "./machine.ts";

/** Which settings a part of a module belongs to: what knowledge says, else the library's name. */
export function settingOf(machine: Machine, path: string): string {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const sets = machine.knowledge.value(at)?.sets;
    if (sets !== undefined) return sets;
  }
  return topLevel(path);
}
