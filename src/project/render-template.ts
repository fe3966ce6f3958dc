import type Handlebars from "handlebars";
import runtime from "handlebars/runtime.js";

/** Renders the templates of one target by name. */
export type Renderer = (template: string, view: object) => string;

/** A template as Handlebars' compiler leaves it, for its runtime (`TemplateSpecification` of Handlebars). */
export type CompiledTemplate = object;

/**
 * A renderer over compiled templates, which are asked for when first needed. Templates decide nothing: no helpers but
 * those for loops and presence, a field that the view lacks is an error, and nothing is escaped, since what is written is
 * code, not HTML.
 */
export function createRenderer(templateFor: (name: string) => CompiledTemplate | undefined): Renderer {
  const handlebars = strictHandlebars();
  const ready = new Map<string, Handlebars.TemplateDelegate>();
  return (name, view) => {
    let template = ready.get(name);
    if (!template) {
      const compiled = templateFor(name);
      if (compiled === undefined) throw new Error(`bug: no template ${name}`);
      template = handlebars.template(compiled);
      ready.set(name, template);
    }
    return template(view);
  };
}

/** Handlebars' strict mode lets a block go without its list or condition; here that is an error too. */
function strictHandlebars(): typeof Handlebars {
  // It comes without types of its own.
  const own = (runtime as unknown as typeof Handlebars).create();
  for (const name of ["each", "if", "unless"] as const) {
    const original = own.helpers[name] as Handlebars.HelperDelegate;
    own.registerHelper(name, function (this: unknown, value: unknown, options: Handlebars.HelperOptions) {
      if (value === undefined) throw new Error(`bug: the view has no field for a block "${name}"`);
      return original.call(this, value, options);
    });
  }
  return own;
}
