import { isObject, type Json, type JsonObject } from "../base/json.ts";

const languageByAlias: Readonly<Record<string, string>> = {
  ipython: "python",
  pyspark: "python",
  python2: "python",
  python3: "python",
  js: "javascript",
  node: "javascript",
  nodejs: "javascript",
  ts: "typescript",
};

const languageByKernel: readonly (readonly [RegExp, string])[] = [
  [/python|^conda-|venv/, "python"],
  [/^(deno|tslab|typescript)/, "typescript"],
  [/^(jslab|javascript|nodejs)/, "javascript"],
  [/^julia/, "julia"],
  [/^ir\b/, "r"],
  [/^xcpp/, "c++"],
];

/**
 * Kernel language in lower case, from the notebook's metadata: `kernelspec`, else `language_info`, else nbformat 3's
 * `kernel_info` or `language`, else the kernel's name. `python` when nothing says.
 */
export function kernelLanguage(metadata: JsonObject): string {
  const named =
    text(metadata.kernelspec, "language") ??
    text(metadata.language_info, "name") ??
    text(metadata.kernel_info, "language") ??
    text(metadata, "language");
  if (named !== undefined) {
    const lower = named.toLowerCase();
    return languageByAlias[lower] ?? lower;
  }
  const kernel = kernelName(metadata)?.toLowerCase() ?? "";
  return languageByKernel.find(([pattern]) => pattern.test(kernel))?.[1] ?? "python";
}

/** Name of the kernel spec, when the metadata names one. */
export function kernelName(metadata: JsonObject): string | null {
  return text(metadata.kernelspec, "name") ?? text(metadata.kernel_info, "name") ?? null;
}

function text(holder: Json | undefined, key: string): string | undefined {
  if (!isObject(holder)) return undefined;
  const value = holder[key];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
