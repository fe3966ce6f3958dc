const ADDRESS = /(?<![\w.+@/:-])[A-Za-z][\w.+-]{1,63}@((?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,18})(?![\w@(/:-])/g;

/** Domains that are there for examples (RFC 2606), and those of examples of libraries. */
const EXAMPLE_DOMAIN =
  /(^|\.)(example|test|invalid|localhost|local|domain|email|mail)(\.(com|org|net|edu))?$|^(foo|bar|abc|xyz|acme|company|yourdomain|mydomain|gserviceaccount)\.|gserviceaccount\.com$/i;

/** Addresses of offices and machines, not of a person. */
const OFFICE =
  /^(no-?reply|info|support|contact|help|admin|webmaster|sales|office|team|hello|press|service|user|username|name|someone|your\.?name|git|root|me|you|john\.?doe|jane\.?doe|example|test|foo|bar|email|[\w.-]*(users|dev|discuss|list|bugs|request|announce|subscribe))$/i;

/** Lines that name who made something, as licences, packages and documentation do. */
const CREDIT =
  /author|maintainer|copyright|licen[cs]e|©|\(c\)|contact|report|bug|written by|contribut|home-?page|mailto|summary/i;

/** Ends of names that are files or code: `logo@2x.png`. */
const FILE_END = /\.(png|jpe?g|gif|svg|css|js|py|html?|json|csv|txt|md|ipynb|so|dylib|conda)$/i;

/** What stands before the end of a password in an address: `postgresql://user:pa!` before `ss@host.org`. */
const IN_ADDRESS = /:\/\/[^\s/"'<>]*$/;

/** E-mail addresses of persons in a text, each once; not those of lines that say who made something. */
export function emailAddresses(text: string): readonly string[] {
  if (!text.includes("@")) return [];
  const found = new Set<string>();
  for (const match of text.matchAll(ADDRESS)) {
    const [address, domain = ""] = match;
    const name = address.slice(0, address.indexOf("@"));
    if (EXAMPLE_DOMAIN.test(domain) || OFFICE.test(name) || FILE_END.test(address)) continue;
    if (IN_ADDRESS.test(text.slice(Math.max(0, match.index - 300), match.index))) continue;
    if (!CREDIT.test(lineAround(text, match.index))) found.add(address.toLowerCase());
  }
  return [...found];
}

/** The line of an offset, at most 300 characters to each side. */
function lineAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 300), at);
  const [after = ""] = text.slice(at, at + 300).split("\n", 1);
  return before.slice(before.lastIndexOf("\n") + 1) + after;
}
