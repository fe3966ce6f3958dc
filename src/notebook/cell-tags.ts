import { invariant } from "../base/invariant.ts";
import { isObject, type Json, type JsonObject } from "../base/json.ts";
import type { Diagnostic, Severity } from "../diagnostics/types.ts";
import { listedTags, namedComments } from "./comment-lines.ts";
import { fileDiagnostic } from "./file-diagnostic.ts";
import { syntaxOfPath } from "./script-syntax.ts";
import { type CellRole, isStepName, tagMeaning } from "./tag-meaning.ts";
import type { Cell } from "./types.ts";

/** What the tags of a cell say, whoever's they are. */
export interface CellTags {
  /** Null when no tag says what the cell is for. */
  readonly role: CellRole | null;
  /** The step that the cell belongs to; only with the role `step`. */
  readonly step?: string;
  /** Steps that come before this one, as the tags say. */
  readonly previous?: readonly string[];
  /** By kale's names: `limit:cpu`, `label:KEY`, `annotation:KEY`, `secret:VARIABLE`, `image`, `cache`, `retries`, `report`, `notebook`; and `time-limit`, `env:VARIABLE`. */
  readonly options: { readonly [name: string]: string };
  /** Whether the cell is meant to raise an error: the tag `raises-exception`, which Jupyter honours. */
  readonly raises: boolean;
  /** Tags that mean nothing to us. */
  readonly unknown: readonly string[];
  /** CW430 to CW434. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a cell's tags, from three places that mean the same: `tags` of its metadata (kale's, papermill's and soorgeon's
 * vocabulary), comments at its top (`# step: train`, `# tags: a, b`), and its metadata under `cellwright` (`step`,
 * `previous`, `resources`, `environment`, `retries`, `timeLimit`, `image`, `cache`). Where they disagree the last of these places wins, with a diagnostic.
 */
export function cellTags(cell: Cell): CellTags {
  const reader = new TagReader(cell);
  for (const tag of cell.tags) reader.tag(tag);
  const comments = cell.kind === "code" ? namedComments(cell.source, ["step", "tags"], syntaxOfPath("")) : [];
  for (const { name, value } of comments) {
    if (name === "tags") for (const tag of listedTags(value)) reader.tag(tag);
    else reader.step(value, "The comment `# step:`");
  }
  const { cellwright } = cell.metadata;
  if (cellwright !== undefined) reader.metadata(cellwright);
  return reader.result();
}

/** Keys of the metadata that say what a tag says. */
const tagByKey: Readonly<Record<string, string>> = {
  retries: "retries",
  timeLimit: "time-limit",
  image: "image",
  cache: "cache",
};

const raisesTag = "raises-exception";

/** Gathers what the places say. */
class TagReader {
  readonly #cell: Cell;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #options: Record<string, string> = {};
  readonly #unknown = new Set<string>();
  readonly #previous = new Set<string>();
  readonly #read = new Set<string>();
  #role: CellRole | null = null;
  #step: string | undefined;

  constructor(cell: Cell) {
    this.#cell = cell;
  }

  tag(tag: string): void {
    if (this.#read.has(tag)) return;
    this.#read.add(tag);
    const meaning = tagMeaning(tag.trim());
    switch (meaning.kind) {
      case "role":
        this.#setRole(meaning.role, tag);
        break;
      case "step":
        this.#setSteps(meaning.names, tag);
        break;
      case "previous":
        for (const name of meaning.names) this.#previous.add(name);
        break;
      case "option":
        this.#options[meaning.key] = meaning.value;
        break;
      case "malformed":
        this.#tell("CW430", "warning", `The tag ${JSON.stringify(tag)} is not used: ${meaning.because}.`);
        break;
      case "unknown":
        if (tag !== raisesTag) this.#unknown.add(tag);
    }
  }

  step(name: string, place: string): void {
    if (!isStepName(name)) {
      this.#tell("CW430", "warning", `${place} names no step: ${JSON.stringify(name)} is no name.`);
      return;
    }
    if (this.#step !== undefined && this.#step !== name) {
      const message = `The cell is in the step ${JSON.stringify(this.#step)} and in ${JSON.stringify(name)}; the latter counts.`;
      this.#tell("CW432", "warning", message);
    }
    this.#step = name;
  }

  metadata(value: Json): void {
    if (!isObject(value)) {
      this.#tell("CW434", "warning", "The metadata under `cellwright` is not an object; it is not used.");
      return;
    }
    const { step, previous, resources, environment, ...rest } = value;
    const others = this.#setOptions(rest);
    if (typeof step === "string") this.step(step.trim(), "`cellwright.step`");
    else if (step !== undefined) this.#tell("CW434", "warning", "`cellwright.step` is not a string; it is not used.");
    if (previous !== undefined) this.#setPrevious(previous);
    if (isObject(resources)) this.#setResources(resources);
    else if (resources !== undefined)
      this.#tell("CW434", "warning", "`cellwright.resources` is not an object; it is not used.");
    if (isObject(environment)) this.#setEnvironment(environment);
    else if (environment !== undefined)
      this.#tell("CW434", "warning", "`cellwright.environment` is not an object; it is not used.");
    const unknown = others.map((key) => `\`${key}\``);
    if (unknown.length > 0)
      this.#tell("CW434", "warning", `The metadata under \`cellwright\` has unknown keys: ${unknown.join(", ")}.`);
  }

  result(): CellTags {
    const role = this.#role ?? (this.#step === undefined ? null : "step");
    if (role !== "step") this.#tellWhatNeedsStep(role);
    const step = role === "step" ? this.#step : undefined;
    return {
      role,
      ...(step === undefined ? {} : { step }),
      ...(this.#previous.size === 0 ? {} : { previous: [...this.#previous] }),
      options: this.#options,
      raises: this.#read.has(raisesTag),
      unknown: [...this.#unknown],
      diagnostics: this.#diagnostics,
    };
  }

  #tellWhatNeedsStep(role: CellRole | null): void {
    if (role !== null && this.#step !== undefined) {
      const message = `The cell is tagged as ${role} and as part of the step ${JSON.stringify(this.#step)}; ${role} counts.`;
      this.#tell("CW431", "warning", message);
    }
    const names = [...(this.#previous.size > 0 ? ["previous steps"] : []), ...Object.keys(this.#options)];
    if (names.length === 0 || this.#options.notebook !== undefined) return;
    const message = `The tags give ${names.join(", ")}, but no step; only steps have these.`;
    this.#tell("CW433", "warning", message, "Add a tag such as `step:train`.");
  }

  #setRole(role: CellRole, tag: string): void {
    if (this.#role !== null && this.#role !== role) {
      const message = `The tag ${JSON.stringify(tag)} is not used: an earlier one says that the cell is for ${this.#role}.`;
      this.#tell("CW431", "warning", message);
    } else this.#role = role;
  }

  #setSteps(names: readonly string[], tag: string): void {
    const [first, ...others] = names;
    invariant(first !== undefined, "a step tag has a name");
    if (others.length > 0) {
      const message = `The tag ${JSON.stringify(tag)} puts the cell in several steps; the first, ${JSON.stringify(first)}, counts.`;
      this.#tell("CW432", "warning", message);
    }
    this.step(first, `The tag ${JSON.stringify(tag)}`);
  }

  #setPrevious(value: Json): void {
    const names = typeof value === "string" ? [value] : value;
    if (Array.isArray(names) && names.every((name) => typeof name === "string" && isStepName(name))) {
      for (const name of names as string[]) this.#previous.add(name);
    } else this.#tell("CW434", "warning", "`cellwright.previous` is no list of step names; it is not used.");
  }

  /** Options that have a tag too; returns the keys that are none. */
  #setOptions(values: JsonObject): readonly string[] {
    const unknown: string[] = [];
    for (const [key, value] of Object.entries(values)) {
      const tag = Object.hasOwn(tagByKey, key) ? tagByKey[key] : undefined;
      if (tag === undefined) {
        unknown.push(key);
        continue;
      }
      const text = typeof value === "boolean" ? (value ? "enabled" : "disabled") : String(value);
      const meaning = tagMeaning(`${tag}:${text}`);
      if (meaning.kind === "option") this.#options[meaning.key] = meaning.value;
      else this.#tell("CW434", "warning", `\`cellwright.${key}\` cannot be ${JSON.stringify(value)}; it is not used.`);
    }
    return unknown;
  }

  #setEnvironment(variables: JsonObject): void {
    for (const [name, value] of Object.entries(variables)) {
      const isText = typeof value === "string" || typeof value === "number";
      if (isText && /^[A-Za-z_]\w*$/.test(name)) this.#options[`env:${name}`] = String(value);
      else this.#tell("CW434", "warning", `\`cellwright.environment.${name}\` is no variable; it is not used.`);
    }
  }

  #setResources(resources: JsonObject): void {
    for (const [name, amount] of Object.entries(resources)) {
      const isAmount = typeof amount === "number" || (typeof amount === "string" && /^[\w.]+$/.test(amount));
      if (isAmount) this.#options[`limit:${name}`] = String(amount);
      else this.#tell("CW434", "warning", `\`cellwright.resources.${name}\` is no amount; it is not used.`);
    }
  }

  #tell(code: string, severity: Severity, message: string, hint?: string): void {
    const detail = hint === undefined ? { cell: this.#cell.index } : { cell: this.#cell.index, hint };
    this.#diagnostics.push(fileDiagnostic(code, severity, message, detail));
  }
}
