import type { Span } from "../../../base/spans.ts";
import { OTHER_KINDS, SECRET_KINDS, type SecretKind } from "./known-secrets.ts";
import { isPlaceholder, isRandomLooking } from "./random-looking.ts";

/** A secret in a text. */
export interface FoundSecret {
  /** What it is: `GitHub token`. */
  readonly name: string;
  readonly span: Span;
}

/** Finds secrets of well-known services in a text, by the form that those services give them. */
export type SecretFinder = (text: string) => readonly FoundSecret[];

/** Loads the rule set of secretlint, which takes a while: only for a notebook that may have a secret ({@link maySecretBeIn}). */
export async function loadSecretFinder(): Promise<SecretFinder> {
  const { rules } = await import("@secretlint/secretlint-rule-preset-recommend");
  // Comments that switch rules off are not honoured: Cellwright has its own.
  const all = rules as unknown as readonly Scanner[];
  const scanners = all.filter(({ meta }) => !meta.id.endsWith("filter-comments"));
  return (text) => {
    const found = [...scanners.flatMap((rule) => scan(rule, text)), ...databaseAddresses(text), ...otherForms(text)];
    return withoutOverlaps(found.filter((one) => isReal(one.kind, text, one.span)));
  };
}

/** A rule of secretlint, as far as it is used; the types of the package are in another one. */
interface Scanner {
  readonly meta: { readonly id: string };
  create(context: ScannerContext, options: object): { file?(source: ScannedSource): unknown };
}

/** What a rule reports to. */
interface ScannerContext {
  readonly sharedOptions: object;
  createTranslator(): (messageId: unknown, data: unknown) => object;
  report(found: { readonly range: readonly [number, number]; readonly message: { readonly data?: unknown } }): void;
  ignore(): void;
}

/** What a rule reads. */
interface ScannedSource {
  readonly content: string;
  readonly [property: string]: unknown;
}

interface Match extends FoundSecret {
  readonly kind: SecretKind;
}

/** All scanners of the preset work at once on text; only those for files in binary formats answer later. */
function scan(rule: Scanner, text: string): readonly Match[] {
  const id = rule.meta.id.replace("@secretlint/secretlint-rule-", "");
  const kind = SECRET_KINDS[id] ?? { name: "secret", trigger: "" };
  const found: Match[] = [];
  const handler = rule.create(
    {
      sharedOptions: {},
      // Its messages would repeat the secret.
      createTranslator: () => (messageId, data) => ({ message: "", messageId: String(messageId), data }),
      report: ({ range, message }) => found.push({ kind, name: kind.name, span: exactSpan(text, range, message.data) }),
      ignore: () => {},
    },
    {},
  );
  void handler.file?.(sourceOf(text));
  return found;
}

/** Addresses that name a database and its driver, as SQLAlchemy takes them, and those of stores that the rule set leaves out. */
const DATABASE_ADDRESS =
  /\b(?:[a-z][a-z0-9]{1,30}\+[a-z][a-z0-9_]{0,30}|rediss?|amqps?|mssql|oracle|snowflake|clickhouse|redshift|cockroachdb|trino):\/\/[^:@/\s"'`]{1,100}:[^@/\s"'`]{1,200}@[\w.-]{1,200}/gi;

/** One whose host is put in: `f"postgresql://ada:...@{host}/shop"`. */
const ADDRESS_OF_NAMED_HOST =
  /\b[a-z][a-z0-9+]{1,40}:\/\/[^:@/\s"'`{}]{1,100}:[^@/\s"'`{}]{1,200}@\{[^{}\s"'`]{1,60}\}/gi;

function otherForms(text: string): readonly Match[] {
  return OTHER_KINDS.flatMap((kind) =>
    [...text.matchAll(kind.form)].map(({ 0: secret, index }) => ({
      kind,
      name: kind.name,
      span: { start: index, end: index + secret.length },
    })),
  );
}

function databaseAddresses(text: string): readonly Match[] {
  const kind = SECRET_KINDS["database-connection-string"];
  if (kind === undefined) return [];
  return [...text.matchAll(DATABASE_ADDRESS), ...text.matchAll(ADDRESS_OF_NAMED_HOST)].map((match) => {
    const name = match[0].startsWith("git+") ? "password in an address" : kind.name;
    return { kind, name, span: { start: match.index, end: match.index + match[0].length } };
  });
}

/** Some rules give the place of the name before the secret, with the length of the secret; its text is in their data. */
function exactSpan(text: string, [start, end]: readonly [number, number], data: unknown): Span {
  const [secret] = Object.values(data ?? {}).filter((value) => typeof value === "string" && value !== "");
  const at = typeof secret === "string" ? text.indexOf(secret, start) : -1;
  return at === -1 || typeof secret !== "string" ? { start, end } : { start: at, end: at + secret.length };
}

/** The key file of a Google service account is told by its whole text, which has to be called JSON. */
function sourceOf(text: string): ScannedSource {
  const nowhere = { line: 0, column: 0 };
  return {
    content: text,
    contentType: "text",
    filePath: undefined,
    physicalFilePath: undefined,
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    ext: /^\s*\{/.test(text) ? ".json" : ".txt",
    hasBOM: false,
    indexToPosition: () => nowhere,
    positionToIndex: () => 0,
    locationToRange: () => [0, 0],
    rangeToLocation: () => ({ start: nowhere, end: nowhere }),
  };
}

/** Examples in texts for learners have the form of secrets too. */
function isReal(kind: SecretKind, text: string, { start, end }: Span): boolean {
  const found = text.slice(start, end).trim();
  if (found.includes("PRIVATE KEY")) return true;
  if (!kind.isAddress) {
    const body = found.replace(/^[A-Za-z]+[-_.]/, "");
    return isRandomLooking(body) || isLetterSoup(body);
  }
  const { user, password, host } = /:\/\/(?<user>[^:]+):(?<password>[^@]+)@(?<host>[^:/]+)/.exec(found)?.groups ?? {};
  if (user === undefined || password === undefined || host === undefined) return false;
  const isLocal = !/[.{]/.test(host) || /^(127\.|0\.0\.0\.0)|\bexample\.|\.local$/.test(host);
  return !isLocal && password !== user && password.length >= 6 && !isPlaceholder(password);
}

/** Letters alone, capitals anywhere between the others. */
function isLetterSoup(text: string): boolean {
  const changes = text.match(/[a-z][A-Z]/g)?.length ?? 0;
  return /^[A-Za-z]{20,}$/.test(text) && changes >= text.length / 6 && !isPlaceholder(text);
}

function withoutOverlaps(found: readonly FoundSecret[]): readonly FoundSecret[] {
  const sorted = [...found].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const kept: FoundSecret[] = [];
  for (const { name, span } of sorted) if (span.start >= (kept.at(-1)?.span.end ?? 0)) kept.push({ name, span });
  return kept;
}
