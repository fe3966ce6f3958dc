/** An error as ajv's compiled validators give it. */
export interface SchemaError {
  /** JSON pointer within the validated part. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: {
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    readonly type?: string | readonly string[];
    readonly allowedValues?: readonly unknown[];
    readonly limit?: number;
    readonly pattern?: string;
    readonly i?: number;
    readonly j?: number;
  };
}

/** In nbformat's schemas the one choice (`oneOf`) is a multi-line string: what its branches say is noise. */
export function withoutBranches(errors: readonly SchemaError[]): SchemaError[] {
  const choices = new Set(errors.filter((error) => error.keyword === "oneOf").map((error) => error.instancePath));
  const told = new Set<string>();
  return errors.filter(({ instancePath, keyword, params }) => {
    const isBranch = choices.has(instancePath) || choices.has(instancePath.replace(/\/\d+$/, ""));
    if (keyword !== "oneOf" && isBranch) return false;
    const key = `${keyword} ${instancePath} ${JSON.stringify(params)}`;
    return told.size < told.add(key).size;
  });
}

/** The error as a sentence without its full stop, such as `cells[3].source must be a string or a list of strings`. */
export function describeSchemaError(error: SchemaError, base: string): string {
  const where = pathOf(base, error.instancePath) || "The notebook";
  const { params } = error;
  switch (error.keyword) {
    case "required":
      return `${where} has no ${JSON.stringify(params.missingProperty)}`;
    case "additionalProperties":
      return `${where} has the unknown key ${JSON.stringify(params.additionalProperty)}`;
    case "type":
      return `${where} must be ${typeName(params.type)}`;
    case "oneOf":
      return `${where} must be a string or a list of strings`;
    case "enum":
      return `${where} must be one of ${JSON.stringify(params.allowedValues)}`;
    case "uniqueItems":
      return `${where} has the same item at ${params.j} and ${params.i}`;
    case "pattern":
      return `${where} does not match ${params.pattern}`;
    case "minimum":
      return `${where} must be at least ${params.limit}`;
    case "maximum":
      return `${where} must be at most ${params.limit}`;
    case "minLength":
      return `${where} must have at least ${params.limit} characters`;
    case "maxLength":
      return `${where} must have at most ${params.limit} characters`;
    default:
      return `${where} breaks the rule "${error.keyword}" of the notebook format`;
  }
}

function typeName(type: string | readonly string[] | undefined): string {
  const names = typeof type === "string" ? type.split(",") : (type ?? []);
  return names.map((name) => nameByType[name] ?? name).join(" or ");
}

const nameByType: Readonly<Record<string, string>> = {
  object: "an object",
  array: "a list",
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
};

/** `cells[3]` and `/metadata/tags/0` give `cells[3].metadata.tags[0]`. */
function pathOf(base: string, pointer: string): string {
  let path = base;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (/^\d+$/.test(key)) path += `[${key}]`;
    else if (/^[A-Za-z_]\w*$/.test(key)) path += path === "" ? key : `.${key}`;
    else path += `[${JSON.stringify(key)}]`;
  }
  return path;
}
