/** What a tagged cell is for; `null` in {@link CellTags} when no tag says. */
export type CellRole = "step" | "imports" | "functions" | "parameters" | "skip" | "metrics" | "test";

/** What one tag means. */
export type TagMeaning =
  | { readonly kind: "role"; readonly role: CellRole }
  | { readonly kind: "step"; readonly names: readonly string[] }
  | { readonly kind: "previous"; readonly names: readonly string[] }
  | { readonly kind: "option"; readonly key: string; readonly value: string }
  | { readonly kind: "malformed"; readonly because: string }
  | { readonly kind: "unknown" };

/**
 * Tags that name a role: those of kale (`imports`, `functions`, `pipeline-parameters`, `pipeline-metrics`, `skip`),
 * papermill (`parameters`, `injected-parameters`), nbclient (`skip-execution`) and soorgeon.
 */
const roleByTag: Readonly<Record<string, CellRole>> = {
  imports: "imports",
  "soorgeon-imports": "imports",
  functions: "functions",
  parameters: "parameters",
  "injected-parameters": "parameters",
  "pipeline-parameters": "parameters",
  "pipeline-metrics": "metrics",
  metrics: "metrics",
  skip: "skip",
  "skip-execution": "skip",
  "soorgeon-pickle": "skip",
  "soorgeon-unpickle": "skip",
  test: "test",
  tests: "test",
};

const segment = "[a-zA-Z0-9]+(?:[a-zA-Z0-9-_.]*[a-zA-Z0-9])?";
const kubernetesKey = new RegExp(`^(${segment}(?:/${segment})?):(.*)$`);

/** Tags with a value, most of them kale's: how the rest of the tag is read, and what it should look like. */
const readers: Readonly<Record<string, { readonly read: (rest: string) => TagMeaning | null; readonly form: string }>> =
  {
    step: { read: stepTag, form: "step:NAME" },
    block: { read: stepTag, form: "block:NAME" },
    prev: { read: previousTag, form: "prev:NAME" },
    limit: { read: keyed("limit", /^([_a-z\-./]+):([_a-zA-Z0-9.]+)$/), form: "limit:RESOURCE:AMOUNT" },
    annotation: { read: keyed("annotation", kubernetesKey), form: "annotation:KEY:VALUE" },
    label: { read: keyed("label", kubernetesKey), form: "label:KEY:VALUE" },
    secret: { read: secretTag, form: "secret:NAME:KEY:VARIABLE" },
    image: { read: single("image", /^\S+$/), form: "image:NAME" },
    cache: { read: single("cache", /^(enabled|disabled)$/), form: "cache:enabled or cache:disabled" },
    retries: { read: single("retries", /^\d{1,2}$/), form: "retries:NUMBER" },
    "time-limit": { read: single("time-limit", /^\d{1,7}$/), form: "time-limit:SECONDS" },
    env: { read: keyed("env", /^([A-Za-z_]\w*):(.*)$/), form: "env:VARIABLE:VALUE" },
    report: { read: single("report", /^(enabled|disabled)$/), form: "report:enabled or report:disabled" },
    notebook: { read: single("notebook", /^[_a-z][_a-z0-9]*$/), form: "notebook:NAME" },
  };

/** What a tag means. A tag of a known form with a bad value is malformed; any other tag is unknown, which is no fault. */
export function tagMeaning(tag: string): TagMeaning {
  if (Object.hasOwn(roleByTag, tag)) return { kind: "role", role: roleByTag[tag] as CellRole };
  const colon = tag.indexOf(":");
  const prefix = tag.slice(0, Math.max(colon, 0)).trim();
  const reader = Object.hasOwn(readers, prefix) ? readers[prefix] : undefined;
  if (reader === undefined) return { kind: "unknown" };
  return reader.read(tag.slice(colon + 1).trim()) ?? { kind: "malformed", because: `it must look like ${reader.form}` };
}

/** Whether a text can name a step: short, on one line, with a letter or digit. */
export function isStepName(name: string): boolean {
  return name.length <= 100 && /[\p{L}\p{N}]/u.test(name) && /^[\p{L}\p{N}\p{M}_.\- ]+$/u.test(name);
}

/** kale's older `block:` took several names behind semicolons. */
function namesOf(rest: string): string[] | null {
  const names = rest.split(";").map((name) => name.trim());
  return names.every(isStepName) ? names : null;
}

function stepTag(rest: string): TagMeaning | null {
  const names = namesOf(rest);
  return names === null ? null : { kind: "step", names };
}

function previousTag(rest: string): TagMeaning | null {
  const names = namesOf(rest);
  return names === null ? null : { kind: "previous", names };
}

function keyed(prefix: string, form: RegExp): (rest: string) => TagMeaning | null {
  return (rest) => {
    const [, key, value] = form.exec(rest) ?? [];
    return key === undefined || value === undefined ? null : { kind: "option", key: `${prefix}:${key}`, value };
  };
}

function single(key: string, form: RegExp): (rest: string) => TagMeaning | null {
  return (rest) => (form.test(rest) ? { kind: "option", key, value: rest } : null);
}

function secretTag(rest: string): TagMeaning | null {
  const [, name, key, variable] = /^([a-z0-9.-]+):([-._a-zA-Z0-9]+):([a-zA-Z_]\w*)$/.exec(rest) ?? [];
  return variable === undefined ? null : { kind: "option", key: `secret:${variable}`, value: `${name}:${key}` };
}
