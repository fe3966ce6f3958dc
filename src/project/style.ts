/** How much a project has around its steps: what the first day needs, or all that running it for years takes. */
export type Style = "minimal" | "production";

/** All styles, the smallest first. */
export const styles: readonly Style[] = ["minimal", "production"];
