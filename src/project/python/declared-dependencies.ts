import { parse } from "smol-toml";
import type { Dependency } from "./dependencies.ts";

/** What a project's `pyproject.toml` says of what it needs. */
export interface DeclaredNeeds {
  readonly dependencies: readonly Dependency[];
  /** The oldest version of Python, as `3.12`; null when it does not say. */
  readonly pythonVersion: string | null;
}

/** Reads the dependencies in the text of a `pyproject.toml`; null when that is not as we write it. */
export function declaredNeeds(text: string): DeclaredNeeds | null {
  try {
    const { project } = parse(text) as { project?: { dependencies?: unknown; "requires-python"?: unknown } };
    const { dependencies, "requires-python": python } = project ?? {};
    if (!Array.isArray(dependencies)) return null;
    const pythonVersion = /\d+\.\d+/.exec(String(python ?? ""))?.[0] ?? null;
    return { dependencies: dependencies.filter((one) => typeof one === "string").map(dependencyOf), pythonVersion };
  } catch {
    return null;
  }
}

/** A requirement as a dependency that is written as the same requirement. */
function dependencyOf(requirement: string): Dependency {
  const exact = /^([\w.-]+)(\[[^\]]*\])?==([^\s,;]+)$/.exec(requirement);
  if (exact !== null) {
    const [, distribution = "", asked, version = ""] = exact;
    return { distribution, version, module: null, ...(asked === undefined ? {} : { asked }) };
  }
  const [, distribution = requirement, asked = ""] = /^([\w.-]+)(.*)$/s.exec(requirement) ?? [];
  return { distribution, version: null, module: null, asked };
}
