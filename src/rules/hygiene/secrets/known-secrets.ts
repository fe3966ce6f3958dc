/** A kind of secret that the rule set knows. */
export interface SecretKind {
  /** For messages: `GitHub token`. */
  readonly name: string;
  /** Source of a pattern that is found in every text in which the rule set could find such a secret. */
  readonly trigger: string;
  /** It is an address with a password in it. */
  readonly isAddress?: boolean;
}

const ADDRESS = String.raw`:\/\/[^:\/\s]{1,256}:[^@\/\s]{1,256}@`;
const PRIVATE_KEY = "-----BEGIN ?(?:[A-Z]+ )?PRIVATE KEY";

/** Kinds of secrets, by the last part of the name of the rule of `@secretlint` that finds them. */
export const SECRET_KINDS: Readonly<Record<string, SecretKind>> = {
  "1password": { name: "1Password service account token", trigger: "ops_ey" },
  anthropic: { name: "Anthropic API key", trigger: "sk-ant-api0" },
  aws: { name: "AWS secret access key", trigger: "(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)_?(?:KEY|[Kk]ey)" },
  basicauth: { name: "password in an address", trigger: ADDRESS, isAddress: true },
  "database-connection-string": { name: "database password", trigger: ADDRESS, isAddress: true },
  databricks: { name: "Databricks token", trigger: "dapi[A-Fa-f0-9]{32}" },
  docker: { name: "Docker token", trigger: "dckr_pat_" },
  figma: { name: "Figma token", trigger: "figd_" },
  gcp: { name: "Google service account key", trigger: PRIVATE_KEY },
  github: { name: "GitHub token", trigger: "gh[pousr]_[A-Za-z0-9_]{36}|github_pat_" },
  gitlab: { name: "GitLab token", trigger: "glpat-" },
  grafana: { name: "Grafana token", trigger: "glc_[A-Za-z0-9+/]{32}|glsa_" },
  groq: { name: "Groq API key", trigger: "gsk_[a-zA-Z0-9]{52}" },
  "hashicorp-vault": { name: "Vault token", trigger: String.raw`hv[sbr]\.[A-Za-z0-9_-]{90}` },
  huggingface: { name: "Hugging Face token", trigger: "hf_[a-zA-Z]{34}" },
  linear: { name: "Linear API key", trigger: "lin_api_" },
  notion: { name: "Notion token", trigger: "ntn_[0-9]{11}" },
  npm: { name: "npm token", trigger: "npm_[A-Za-z0-9_]{36}" },
  openai: { name: "OpenAI API key", trigger: "T3BlbkFJ" },
  privatekey: { name: "private key", trigger: PRIVATE_KEY },
  sendgrid: { name: "SendGrid API key", trigger: String.raw`SG\.\w{16}` },
  shopify: { name: "Shopify token", trigger: "shp(?:pa|ca|at|ss)_[a-zA-Z0-9]{32}" },
  slack: {
    name: "Slack token",
    trigger: String.raw`xox[abopr]-|xapp-|[Hh][Oo][Oo][Kk][Ss]\.[Ss][Ll][Aa][Cc][Kk]\.[Cc][Oo][Mm]`,
  },
  vercel: { name: "Vercel token", trigger: "vc[aciprk]_[A-Za-z0-9]{20}" },
};

/** A kind of secret that the rule set leaves out. */
export interface OtherKind extends SecretKind {
  /** The whole of it. */
  readonly form: RegExp;
}

/** Kinds that are found beside those of the rule set. */
export const OTHER_KINDS: readonly OtherKind[] = [
  { name: "Google API key", trigger: String.raw`\bAIza[\w-]{35}`, form: /\bAIza[\w-]{35}(?![\w-])/g },
  {
    name: "JSON Web Token",
    trigger: String.raw`\beyJ[\w-]{10,2000}\.eyJ`,
    // The one that the makers of the format show everywhere is none.
    form: /\beyJ[\w-]{10,2000}\.eyJ(?!zdWIiOiIxMjM0NTY3ODkw)[\w-]{10,4000}\.[\w-]{20,1000}/g,
  },
  { name: "PyPI token", trigger: "pypi-AgEIcHlwaS5vcmc", form: /pypi-AgEIcHlwaS5vcmc[\w-]{50,300}/g },
  { name: "Stripe secret key", trigger: String.raw`\b[sr]k_live_\w{20}`, form: /\b[sr]k_live_\w{20,120}/g },
  {
    name: "Telegram bot token",
    trigger: String.raw`\b\d{8,10}:AA[\w-]{33}`,
    form: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g,
  },
];

const allKinds = [...Object.values(SECRET_KINDS), ...OTHER_KINDS];
const triggers = new RegExp([...new Set(allKinds.map(({ trigger }) => trigger))].join("|"));

/** Whether the rule set can find something in a text at all: cheap, so that it need not be loaded for most notebooks. */
export function maySecretBeIn(text: string): boolean {
  return triggers.test(text);
}
