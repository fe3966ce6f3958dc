import Handlebars from "handlebars";

/** Renders the templates of one target by name. */
export type Renderer = (template: string, view: object) => string;

/**
 * A renderer over template texts. Templates decide nothing: no helpers but those for loops and presence, a field that the
 * view lacks is an error, and nothing is escaped, since what is written is code, not HTML.
 */
export function createRenderer(templates: ReadonlyMap<string, string>): Renderer {
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  return (name, view) => {
    let template = compiled.get(name);
    if (!template) {
      const text = templates.get(name);
      if (text === undefined) throw new Error(`bug: no template ${name}`);
      template = Handlebars.compile(text, { strict: true, noEscape: true, knownHelpersOnly: true });
      compiled.set(name, template);
    }
    return template(view);
  };
}
