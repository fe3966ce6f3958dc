/** Words of texts that stand where the reader shall put a secret. */
const PLACEHOLDER =
  /^(x{3,}|\*+|\.+|-+|_+|0+|1+|(.)\2*)$|your|example|sample|dummy|fake|placeholder|replace|change_?me|insert|enter|fill|todo|redacted|removed|hidden|secret_?key|api_?key|my_?(key|token|pass|secret)|paste|put_|here|xxxx|\*\*\*|\.\.\.|123456|abcdef|qwerty|test|demo|<.*>|\{.*\}|\$\{|^\$|%\(|^none$|^null$|^(pass|password|passwd|secret|token|key|user|username|admin|root|postgres|guest|default|public|string|str|foo|bar|baz|foobar)$/i;

/** Whether a text stands where a secret would, but is none. */
export function isPlaceholder(text: string): boolean {
  return text.trim() === "" || PLACEHOLDER.test(text);
}

/** Bits per character, by how often each character is there (Shannon's entropy). */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** At least so many characters: less is guessed, or is a word. */
const LEAST_LENGTH = 16;
/** Random letters and digits of that length have more, names and sentences less. Of hexadecimal digits, at most 4. */
const LEAST_ENTROPY = 3.3;
const LEAST_HEX_ENTROPY = 2.8;

/**
 * Whether a text looks drawn at random, as keys and tokens are: long, without blanks, letters and digits mixed, with no
 * structure of words, numbers, paths or addresses.
 */
export function isRandomLooking(text: string): boolean {
  if (text.length < LEAST_LENGTH || !/^[A-Za-z0-9+/=_.:~-]+$/.test(text) || PLACEHOLDER.test(text)) return false;
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (/^[0-9a-fA-F-]+$/.test(text)) return entropy(text) >= LEAST_HEX_ENTROPY;
  // `bert-base-uncased-2019`, `data/2020/prices.csv`, `my_column_name_1`
  const pieces = text.split(/[-_./:=+~]+/).filter((piece) => piece !== "");
  if (pieces.every((piece) => /^([A-Z]?[a-z]*|[A-Z]+|\d+|v\d+|[a-z]{2,}\d{1,4})$/.test(piece))) return false;
  return entropy(text) >= LEAST_ENTROPY;
}
