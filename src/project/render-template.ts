import Handlebars from "handlebars";

/** Renders the templates of one target by name. */
export type Renderer = (template: string, view: object) => string;

/**
 * A renderer over template texts. Templates decide nothing: no helpers but those for loops and presence, a field that the
 * view lacks is an error, and nothing is escaped, since what is written is code, not HTML.
 */
export function createRenderer(templates: ReadonlyMap<string, string>): Renderer {
  const handlebars = strictHandlebars();
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  return (name, view) => {
    let template = compiled.get(name);
    if (!template) {
      const text = templates.get(name);
      if (text === undefined) throw new Error(`bug: no template ${name}`);
      template = handlebars.compile(text, { strict: true, noEscape: true, knownHelpersOnly: true });
      compiled.set(name, template);
    }
    return template(view);
  };
}

/** Handlebars' strict mode lets a block go without its list or condition; here that is an error too. */
function strictHandlebars(): typeof Handlebars {
  const own = Handlebars.create();
  for (const name of ["each", "if", "unless"] as const) {
    const original = own.helpers[name] as Handlebars.HelperDelegate;
    own.registerHelper(name, function (this: unknown, value: unknown, options: Handlebars.HelperOptions) {
      if (value === undefined) throw new Error(`bug: the view has no field for a block "${name}"`);
      return original.call(this, value, options);
    });
  }
  return own;
}
