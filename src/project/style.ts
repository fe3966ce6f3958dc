import type { ProjectParts } from "./types.ts";

/** How much a project has around its steps: what the first day needs, or all that running it for years takes. */
export type Style = "minimal" | "production";

/** All styles, the smallest first. */
export const styles: readonly Style[] = ["minimal", "production"];

/** The parts that projects of a style have. */
export function partsOf(style: Style): ProjectParts {
  return { config: style === "production" };
}
