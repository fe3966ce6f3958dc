import { isPlaceholder, isRandomLooking } from "./random-looking.ts";

/** Names whose values are drawn at random by whoever gives them out: keys and tokens. */
const KEY_NAME =
  /(^|_)(api_?key|app_?key|appid|access_?key|auth_?key|private_?key|client_?key|account_?key|consumer_?key|subscription_?key|encryption_?key|master_?key|service_?key|signing_?key|secret_?key|secret_?access_?key|secret|token|auth|authorization|bearer|credential|(openai|google|maps?|mapbox|gmaps|azure|aws|quandl|kaggle|wandb|fred|census|tiingo|nasa|eia|ngrok|comet|neptune|pinecone|cohere|anthropic|x|rapid_?api|census)_key)s?(_?\d+)?$/;

/** Names whose values people think up. */
const PASSWORD_NAME = /(^|_)(password|passwd|passwort|pwd|passphrase|pass_word|user_?pass|db_?pass)(_?\d+)?$/;

/** Names that only look so: `pad_token`, `csrf_token_name`, `public_key`. */
const OTHER_NAME =
  /(^|_)(pad|sep|cls|mask|unk|bos|eos|start|end|stop|special|word|public|next|page|oov|sos|nan|first|last|sub)_?(token|key)s?$/;

/** What a name says of its value. */
export type SecretName = "key" | "password" | null;

/** `apiKey`, `API-KEY` and `api_key` say the same. */
export function secretName(name: string): SecretName {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[-. ]/g, "_")
    .toLowerCase();
  if (words.length > 60 || OTHER_NAME.test(words)) return null;
  if (PASSWORD_NAME.test(words)) return "password";
  return KEY_NAME.test(words) ? "key" : null;
}

/** How sure it is that the value of such a name is a secret; null when it is none. */
export function secretValue(name: SecretName, value: string): "error" | "warning" | null {
  const bare = value.replace(/^(Bearer|Token|Basic|token) +/, "");
  if (name === null || isPlaceholder(bare)) return null;
  if (isRandomLooking(bare)) return "error";
  return name === "password" && isThoughtUp(bare) ? "warning" : null;
}

/** Like a password that someone thought up: letters with digits or signs, no sentence and no path. */
function isThoughtUp(value: string): boolean {
  if (value.length < 6 || value.length > 40 || /[\s/\\<>(){}[\]]|^\W*$/.test(value)) return false;
  return /[A-Za-z]/.test(value) && /[\d!@#$%^&*+?]/.test(value) && !/^[a-z]+_?\d$|pass(word)?/i.test(value);
}
