import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import { describe, expect, test } from "vitest";
import { maySecretBeIn, OTHER_KINDS, SECRET_KINDS } from "../../../src/rules/hygiene/secrets/known-secrets.ts";
import { loadSecretFinder } from "../../../src/rules/hygiene/secrets/secret-finder.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";

/** Characters that look drawn at random and are always the same. */
function drawn(length: number, alphabet = LETTERS + DIGITS): string {
  let seed = length * 7919;
  return Array.from({ length }, () => {
    seed = (seed * 48271) % 2147483647;
    return alphabet[(seed >> 8) % alphabet.length];
  }).join("");
}

const keyBody = `MI${drawn(150)}`;
const pem = (label: string) => `-----BEGIN ${label}KEY-----\n${keyBody}\n-----END ${label}KEY-----`;

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64");
const serviceAccount = {
  email: `${drawn(13)}@1passwordserviceaccounts.com`,
  muk: { alg: "A256GCM", ext: true, k: drawn(43), key_ops: ["encrypt", "decrypt"], kty: "oct", kid: "mp" },
  secretKey: drawn(36),
  srpX: drawn(64),
  signInAddress: "acme.1password.com",
  userAuth: { method: "SRPg-4096", alg: "PBES2g-HS256", iterations: 100000, salt: drawn(22) },
};

/** Put together here, so that the file itself holds nothing that looks like a secret. */
const samples: Readonly<Record<string, readonly string[]>> = {
  "1password": [`ops_${base64(serviceAccount)}`],
  anthropic: [`sk-ant-${"api03"}-${drawn(93)}AA`],
  aws: [`aws_secret_access_key = "${drawn(40)}"`, `AWS_SECRET_ACCESS_KEY=${drawn(40)}\n`],
  basicauth: [`https://reports:${drawn(12)}@files.acme-data.net/x.csv`],
  "database-connection-string": [
    "mongodb+srv",
    "mysql",
    "postgresql",
    "POSTGRES",
    "postgresql+psycopg2",
    "mssql+pyodbc",
    "redis",
  ].map((scheme) => `${scheme}://reports:${drawn(12)}@db.acme-data.net/sales`),
  databricks: [`dapi${drawn(32, "0123456789abcdef")}`],
  docker: [`dckr_pat_${drawn(27)}`],
  figma: [`figd_${drawn(44)}`],
  gcp: [JSON.stringify({ private_key_id: drawn(20), private_key: `${pem("PRIVATE ")}` })],
  github: ["ghp", "gho", "ghu", "ghs", "ghr"].map((type) => `${type}_${drawn(36)}`).concat(`github_pat_${drawn(82)}`),
  gitlab: [`glpat-${drawn(20)}`],
  grafana: [`glc_${drawn(60)}`, `glsa_${drawn(32)}_${drawn(8, "0123456789abcdef")}`],
  groq: [`gsk_${drawn(52)}`],
  "hashicorp-vault": [`hvs.${drawn(95)}`, `hvb.${drawn(150)}`, `hvr.${drawn(95)}`],
  huggingface: [`hf_${drawn(34, LETTERS)}`],
  linear: [`lin_api_${drawn(40)}`],
  notion: [`ntn_${drawn(11, DIGITS)}${drawn(35)}`],
  npm: [`npm_${drawn(36)}`],
  openai: [`sk-${drawn(20)}${"T3Blbk"}FJ${drawn(20)}`],
  privatekey: [pem("RSA PRIVATE "), pem("PRIVATE ")],
  sendgrid: [`SG.${drawn(22)}.${drawn(43)}`],
  shopify: ["shppa", "shpca", "shpat", "shpss"].map((type) => `${type}_${drawn(32)}`),
  slack: [`xoxb-${drawn(11, DIGITS)}-${drawn(12, DIGITS)}-${drawn(24)}`],
  vercel: ["vcp", "vci", "vca", "vcr", "vck"].map((type) => `${type}_${drawn(24)}`),
};

/** The same of kinds that the rule set leaves out. */
const others: Readonly<Record<string, readonly string[]>> = {
  "Google API key": [`AIza${drawn(35)}`],
  "JSON Web Token": [`eyJ${drawn(33)}.eyJ${drawn(40)}.${drawn(43)}`],
  "PyPI token": [`pypi-${"AgEIcHlwaS5vcmc"}${drawn(120)}`],
  "Stripe secret key": [`sk_${"live"}_${drawn(24)}`],
  "Telegram bot token": [`${drawn(9, DIGITS)}:AA${drawn(33)}`],
};

const find = await loadSecretFinder();
const cases = Object.entries({ ...samples, ...others }).flatMap(([kind, texts]) =>
  texts.map((text) => [kind, text] as const),
);

describe("secret finder", () => {
  test("each rule of the rule set is known, has a trigger, and has samples here", () => {
    const scanners = rules.filter(({ meta }) => !meta.id.endsWith("filter-comments"));
    const ids = scanners.map(({ meta }) => meta.id.replace("@secretlint/secretlint-rule-", "")).sort();
    expect(Object.keys(SECRET_KINDS).sort()).toEqual(ids);
    expect(Object.keys(samples).sort()).toEqual(ids);
    expect(Object.keys(others)).toEqual(OTHER_KINDS.map(({ name }) => name));
  });

  test.each(cases)("%s is triggered and found, with its place", (kind, secret) => {
    const text = kind === "gcp" ? secret : `value = 1\n${secret} \n`;
    expect(maySecretBeIn(text)).toBe(true);
    const found = find(text);
    // A service's key may have the form of another's too: the longer one is told.
    expect(found).toHaveLength(1);
    const [{ span } = { span: { start: 0, end: 0 } }] = found;
    expect(secret).toContain(text.slice(span.start, span.end));
    expect(span.end - span.start).toBeGreaterThan(16);
  });

  test.each([
    ["ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"],
    ["postgresql://user:password@localhost:5432/sales"],
    ["postgresql+psycopg2://user:password@localhost:5432/sales"],
    ["postgresql+psycopg2://{user}:{password}@{host}:5432/sales"],
    ["mysql+pymysql://<user>:<password>@db.acme-data.net/sales"],
    ["mysql+pymysql://user:***@db.acme-data.net/sales"],
    ["mysql://reports:reports@db.acme-data.net/sales"],
    ["https://name:your_password@files.acme-data.net/"],
    ["SG.nodes_of_subgraph.items_of_nodes"],
    ["aws_secret_access_key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'"],
    ["hf_model = hf_hub.load('bert-base-uncased')"],
  ])("%s is for readers", (text) => {
    expect(find(text)).toEqual([]);
  });
});
