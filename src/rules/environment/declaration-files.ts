import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { isObject, type Json, type JsonObject } from "../../base/json.ts";
import { normalName } from "../../base/normal-name.ts";
import { type Requirement, readCondaRequirement, readRequirement } from "./requirement-line.ts";
import { readSetupScript } from "./setup-script.ts";

/** What one file declares. */
export interface FileDeclarations {
  readonly requirements: readonly (Requirement & { readonly line: number })[];
  readonly python: string | null;
  /** Name of the project that the file is of. */
  readonly project: string | null;
  /** Other requirement files that belong to it, relative to it. */
  readonly includes: readonly string[];
  /** False when a program decides what is required. */
  readonly isComplete: boolean;
}

const NOTHING: FileDeclarations = { requirements: [], python: null, project: null, includes: [], isComplete: true };

/** Reads a file of requirements, whatever its kind; nothing when it cannot be read. */
export function readDeclarationFile(path: string, text: string): FileDeclarations {
  const name = path.split("/").at(-1) ?? path;
  try {
    if (name === "pyproject.toml") return pyproject(text);
    if (name === "pixi.toml") return pixiWorkspace(text);
    if (name === "Pipfile") return pipfile(text);
    if (name === "setup.cfg") return setupConfiguration(text);
    if (name === "setup.py") return setupScript(text);
    if (/\.ya?ml$/.test(name)) return condaEnvironment(text);
    return requirementLines(text);
  } catch {
    return { ...NOTHING, isComplete: false };
  }
}

function requirementLines(text: string): FileDeclarations {
  const requirements: (Requirement & { line: number })[] = [];
  const includes: string[] = [];
  let line = 0;
  for (const logical of text
    .replace(/\\\r?\n/g, (joint) => ` ${joint.replace(/[^\n]/g, "")}\u0000`)
    .split(/\n(?!\u0000)/)) {
    line++;
    const content = logical.replace(/[\n\u0000]/g, " ").trim();
    const included = /^(?:-r|--requirement)[\s=]*(\S+)/.exec(content);
    if (included) includes.push(included[1] as string);
    const found =
      content.startsWith("-") && !/^(-e|--editable)\b/.test(content)
        ? null
        : readRequirement(content.replace(/^(-e|--editable)[\s=]+/, ""));
    if (found !== null) requirements.push({ ...found, line });
    line += logical.split("\n").length - 1;
  }
  return { ...NOTHING, requirements, includes };
}

function pyproject(text: string): FileDeclarations {
  const root = asObject(parseToml(text) as unknown as Json);
  const project = asObject(root.project);
  const poetry = asObject(asObject(root.tool).poetry);
  const lists = [
    project.dependencies,
    ...values(project["optional-dependencies"]),
    ...values(root["dependency-groups"]),
  ];
  const tool = asObject(root.tool);
  const ofUv = asObject(tool.uv)["dev-dependencies"];
  const ofPdm = values(asObject(tool.pdm)["dev-dependencies"]);
  const ofHatch = values(asObject(tool.hatch).envs)
    .map(asObject)
    .flatMap((one) => [one.dependencies, one["extra-dependencies"]]);
  const plain = [...lists, ofUv, ...ofPdm, ...ofHatch].flatMap(texts).flatMap((one) => readRequirement(one) ?? []);
  const groups = values(poetry.group).map((group) => asObject(group).dependencies);
  const tables = [poetry.dependencies, poetry["dev-dependencies"], ...groups].map(asObject);
  const ofPoetry = tables.flatMap(Object.entries).map(([name, value]) => tableRequirement(name, value as Json));
  const ofPixi = pixiRequirements(asObject(root.tool).pixi);
  const all = [...plain, ...ofPoetry, ...ofPixi];
  const python = project["requires-python"] ?? ofPoetry.find(({ distribution }) => distribution === "python")?.version;
  const name = project.name ?? poetry.name;
  const includes = dynamicFiles(tool);
  return {
    requirements: all.filter(({ distribution }) => distribution !== "python").map((one) => located(one, text)),
    python: typeof python === "string" && python !== "" ? python : null,
    project: typeof name === "string" ? normalName(name) : null,
    includes,
    isComplete:
      !texts(project.dynamic).includes("dependencies") || includes.length > 0 || Object.hasOwn(poetry, "dependencies"),
  };
}

/** Requirement files that a project's dynamic dependencies are read from. */
function dynamicFiles({ setuptools, hatch }: JsonObject): readonly string[] {
  const dynamic = asObject(asObject(setuptools).dynamic);
  const ofSetuptools = [dynamic.dependencies, ...values(dynamic["optional-dependencies"])].map(
    (one) => asObject(one).file,
  );
  const ofHatch = asObject(asObject(asObject(asObject(hatch).metadata).hooks).requirements_txt).files;
  return [...ofSetuptools, ofHatch].flatMap((file) => (typeof file === "string" ? [file] : texts(file)));
}

function pipfile(text: string): FileDeclarations {
  const root = asObject(parseToml(text) as unknown as Json);
  const tables = [root.packages, root["dev-packages"]].map(asObject);
  const found = tables.flatMap(Object.entries).map(([name, value]) => tableRequirement(name, value as Json));
  const python = asObject(root.requires).python_version;
  return {
    ...NOTHING,
    requirements: found.map((one) => located(one, text)),
    python: typeof python === "string" ? `==${python}.*` : null,
  };
}

function pixiWorkspace(text: string): FileDeclarations {
  const root = asObject(parseToml(text) as unknown as Json);
  const all = pixiRequirements(root);
  const name = asObject(root.workspace).name ?? asObject(root.project).name;
  return {
    ...NOTHING,
    requirements: all.filter(({ distribution }) => distribution !== "python").map((one) => located(one, text)),
    project: typeof name === "string" ? normalName(name) : null,
  };
}

/** All that a workspace of pixi asks for: of its features, platforms and packages too. */
function pixiRequirements(value: Json | undefined): readonly Requirement[] {
  return Object.entries(asObject(value)).flatMap(([key, below]) =>
    /^([a-z]+-)?dependencies$/.test(key)
      ? Object.entries(asObject(below)).map(([name, asked]) => tableRequirement(name, asked as Json))
      : pixiRequirements(below),
  );
}

/** `name = "^1.2"`, `name = { version = "1.2", extras = [] }`, `name = { git = "..." }`. */
function tableRequirement(name: string, value: Json): Requirement {
  const asked = isObject(value)
    ? (value.version ?? value.git ?? value.path ?? value.url ?? "")
    : Array.isArray(value)
      ? ""
      : value;
  const version = typeof asked === "string" && asked !== "*" ? asked : "";
  return { distribution: normalName(name), version: /^\d/.test(version) ? `==${version}` : version };
}

function condaEnvironment(text: string): FileDeclarations {
  const root = asObject(parseYaml(text) as Json);
  // Under `packages`, and those of environments, in `anaconda-project.yml`.
  const lists = [root, ...values(root.env_specs).map(asObject)].flatMap((one) => [one.dependencies, one.packages]);
  const entries = lists.flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : []));
  const pip = entries.flatMap((entry) => texts(asObject(entry).pip));
  const includes = pip.flatMap((one) => /^-r\s*(\S+)/.exec(one)?.[1] ?? []);
  const conda = entries.flatMap((entry) => (typeof entry === "string" ? (readCondaRequirement(entry) ?? []) : []));
  const all = [...conda, ...pip.flatMap((one) => (one.startsWith("-") ? [] : (readRequirement(one) ?? [])))];
  const python = conda.find(({ distribution }) => distribution === "python")?.version ?? "";
  return {
    ...NOTHING,
    requirements: all.filter(({ distribution }) => distribution !== "python").map((one) => located(one, text)),
    python: python === "" ? null : python.replace(/^==(\d+\.\d+)$/, "==$1.*"),
    includes,
  };
}

function setupConfiguration(text: string): FileDeclarations {
  const requirements: (Requirement & { line: number })[] = [];
  const includes: string[] = [];
  let section = "";
  let key = "";
  let python: string | null = null;
  let project: string | null = null;
  text.split("\n").forEach((content, index) => {
    const header = /^\[([^\]]+)\]/.exec(content);
    const pair = /^(\w[\w.-]*)\s*[=:]\s*(.*)$/.exec(content);
    if (header) section = header[1] as string;
    if (pair) key = pair[1] as string;
    const value = (pair ? (pair[2] as string) : /^\s/.test(content) ? content : "").trim();
    if (section === "metadata" && pair?.[1] === "name") project = normalName(value);
    if (section === "options" && pair?.[1] === "python_requires") python = value;
    const lists =
      (section === "options" && /^(install|tests)_requires?$/.test(key)) || section === "options.extras_require";
    const file = lists ? /^file:\s*(\S+)$/.exec(value)?.[1] : undefined;
    if (file !== undefined) includes.push(file);
    const found = lists && value !== "" ? readRequirement(value) : null;
    if (found !== null) requirements.push({ ...found, line: index + 1 });
  });
  return { ...NOTHING, requirements, python, project, includes };
}

function setupScript(text: string): FileDeclarations {
  const name = /\bname\s*=\s*["']([\w.-]+)["']/.exec(text)?.[1];
  const { requirements, includes, isComplete } = readSetupScript(text);
  return {
    requirements: requirements.flatMap((one) => readRequirement(one) ?? []).map((one) => located(one, text)),
    includes,
    python: /\bpython_requires\s*=\s*["']([^"']+)["']/.exec(text)?.[1] ?? null,
    project: name === undefined ? null : normalName(name),
    isComplete,
  };
}

/** With the first line of the text that names it. */
function located(requirement: Requirement, text: string): Requirement & { readonly line: number } {
  const wanted = requirement.distribution.replaceAll("-", "[-_.]");
  const at = new RegExp(`(?<![\\w.-])${wanted}(?![\\w-])`, "i").exec(text)?.index ?? 0;
  return { ...requirement, line: text.slice(0, at).split("\n").length };
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function values(value: Json | undefined): readonly Json[] {
  return Object.values(asObject(value));
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
