import Handlebars from "handlebars";

/**
 * Compiles a template to the JavaScript text of an expression that is what the runtime of Handlebars takes. Strict, without
 * escapes, and without other helpers than the builtin ones: see `createRenderer`. The build does this once for all.
 */
export function compileTemplate(text: string): string {
  return String(Handlebars.precompile(text, { strict: true, noEscape: true, knownHelpersOnly: true }));
}
