import type { Magic } from "../languages/facts.ts";

/** Extensions that IPython brings along. */
const OF_IPYTHON = /^(autoreload|storemagic|sympyprinting|deduperreload)$|^IPython\./;

/** The module that a line loads as an extension: `line_profiler` of `%load_ext line_profiler`; null for other magics. */
export function extensionModule({ form, name, arguments: text }: Magic): string | null {
  if (form !== "line" || name !== "load_ext") return null;
  const module = text.trim();
  return /^[A-Za-z_][\w.]*$/.test(module) && !OF_IPYTHON.test(module) ? module : null;
}
