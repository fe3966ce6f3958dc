const LONGEST_NAME = 40;

/** A Python identifier in ASCII from any text; `fallback` when nothing of it is left. */
export function identifierFrom(text: string, fallback: string): string {
  const ascii = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const words = ascii
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  const short = words.length <= LONGEST_NAME ? words : words.slice(0, LONGEST_NAME).replace(/_[^_]*$/, "");
  if (short === "") return fallback;
  return /^[0-9]/.test(short) ? `step_${short}` : short;
}

/** Gives each text a name of its own: free of reserved words and of each other. */
export function uniqueNames(texts: readonly string[], reserved: ReadonlySet<string>): readonly string[] {
  const taken = new Set<string>();
  return texts.map((text, index) => {
    const wanted = identifierFrom(text, `step_${index + 1}`);
    let name = reserved.has(wanted) ? `${wanted}_step` : wanted;
    for (let count = 2; taken.has(name) || reserved.has(name); count++) name = `${wanted}_${count}`;
    taken.add(name);
    return name;
  });
}
