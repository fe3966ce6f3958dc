import type { Json } from "../base/json.ts";

/** nbformat's multi-line string (a string, or a list of strings to be joined); what is neither counts as empty. */
export function multilineText(value: Json | undefined): string {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return "";
  return value.filter((part) => typeof part === "string").join("");
}
