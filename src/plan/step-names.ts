const LONGEST_NAME = 40;

/** Latin letters that are no letter with an accent, as they are usually written in ASCII. */
const LATIN: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", ł: "l", Ł: "L", đ: "d", Đ: "D" },
  ...{ ð: "d", Ð: "D", þ: "th", Þ: "Th", ħ: "h", Ħ: "H", ŧ: "t", Ŧ: "T", ı: "i", ŋ: "n", Ŋ: "N", ə: "e", Ə: "E" },
};

/** Names that Windows takes for devices, whatever ending a file has. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** How headings are counted: `1.`, `2.3`, `4)`, `IV.`, `Step 5:`. */
const NUMBERING =
  /^\s*(?:(?:step|part|section|chapter)\s+)?(?:\d+(?:\.\d+)*[.):]|\d+(?:\.\d+)+|[IVX]+[.)]|\d+\s*[-–—])\s+/i;

/** Words that name nothing when what follows them is cut off. */
const CONNECTING = /(_(a|an|and|as|at|by|for|from|in|into|of|on|or|the|to|using|with))+$/;

/** A Python identifier in ASCII from any text; `fallback` when nothing of it is left. */
export function identifierFrom(text: string, fallback: string): string {
  const ascii = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^\x00-\x7f]/g, (letter) => LATIN[letter] ?? letter);
  const words = ascii
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  const short = words.length <= LONGEST_NAME ? words : cut(words);
  if (short === "") return fallback;
  return /^[0-9]/.test(short) ? `step_${short}` : short;
}

function cut(words: string): string {
  return words
    .slice(0, LONGEST_NAME)
    .replace(/_[^_]*$/, "")
    .replace(CONNECTING, "");
}

/** The name of a step from its title: the step table tells the order, so the name does without the number of the heading. */
export function stepName(title: string, fallback: string): string {
  return identifierFrom(title.replace(NUMBERING, ""), fallback);
}

/** Whether a file cannot have the name on Windows. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name);
}

/** Gives each title a name of its own: free of reserved words, devices and of each other. */
export function uniqueNames(texts: readonly string[], reserved: ReadonlySet<string>): readonly string[] {
  const taken = new Set<string>();
  const isTaken = (name: string) => taken.has(name) || reserved.has(name) || isDeviceName(name);
  return texts.map((text, index) => {
    const wanted = stepName(text, `step_${index + 1}`);
    let name = reserved.has(wanted) || isDeviceName(wanted) ? `${wanted}_step` : wanted;
    for (let count = 2; isTaken(name); count++) name = `${wanted}_${count}`;
    taken.add(name);
    return name;
  });
}
