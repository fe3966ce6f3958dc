import type { Severity } from "../../diagnostics/types.ts";
import type { Finding, Rule } from "../rule.ts";
import { cellPlace } from "../subject.ts";
import { outputTexts } from "./output-texts.ts";
import { emailAddresses } from "./personal/email-addresses.ts";
import { paymentCards } from "./personal/payment-cards.ts";

/** So many different addresses in one output are a list of persons. */
const A_LIST = 3;

/** CW622. */
export const personalDataInOutput: Rule = {
  code: "CW622",
  name: "personal-data-in-output",
  severity: "info",
  docs: {
    finds: "The saved output of a cell shows e-mail addresses, phone numbers or numbers of payment cards.",
    why: "The file carries personal data of others to whoever gets it, and its history keeps them. E-mail addresses are told where they are not of examples, offices or authors; phone numbers in international form, or behind a word such as `phone`, that exist by the numbering plans (libphonenumber); card numbers that are grouped as on the card or named, with the digits of an issuer and a right check digit. Card numbers and three or more e-mail addresses are a warning. Names and street addresses are not found.",
    mend: "Clear the output, and show no rows of such data: show counts, or the columns that nobody is known by.",
    bad: [
      {
        notebook:
          "In [1]:\nprint(customers)\nText:\n   name                       mail\n0  Ada   ada.byron@analytical.co.uk\n1  Max   max.p@quantum-works.de\n2  Emmy  e.noether@algebra.uni.de\n",
      },
      { notebook: "In [1]:\nprint(order)\nText:\ncard: 4539 5787 6362 1486\n" },
      { notebook: "In [1]:\nprint(row)\nText:\nphone    +44 20 7946 1834\n" },
    ],
    good: [
      { notebook: "In [1]:\nprint(3)\nText:\nana@example.com wrote 3 mails\n" },
      { notebook: "In [1]:\nhelp(3)\nText:\nAuthor: Ada Byron <ada.byron@analytical.co.uk>\n" },
      { notebook: "In [1]:\nprint([1])\nText:\n[4539578763621486, 1e+10, 2020-01-01 00:00:00+01:00]\n" },
    ],
    fix: "Clears the outputs of the cell. It is unsafe, since they may be wanted.",
    references: ["https://github.com/catamphetamine/libphonenumber-js", "https://gdpr-info.eu/art-5-gdpr/"],
  },
  check: (subject) => {
    const byCell = new Map<number, PersonalData>();
    for (const { cell, text: whole } of outputTexts(subject.notebook)) {
      const text = visible(whole);
      const data = byCell.get(cell) ?? { emails: new Set(), phones: new Set(), cards: new Set() };
      for (const one of emailAddresses(text)) data.emails.add(one);
      for (const one of subject.detectors.phones?.(text) ?? []) data.phones.add(one);
      for (const one of paymentCards(text)) data.cards.add(one);
      byCell.set(cell, data);
    }
    return [...byCell].flatMap(([cell, data]) => findingsOf(cell, data));
  },
};

/** Of HTML, what is between the tags: drawings have long rows of numbers in theirs. */
function visible(text: string): string {
  return text.includes("</") ? text.replaceAll(/<(script|style|svg)\b.*?<\/\1>|<[^<>]*>/gs, "\n") : text;
}

interface PersonalData {
  readonly emails: Set<string>;
  readonly phones: Set<string>;
  readonly cards: Set<string>;
}

function findingsOf(cell: number, { emails, phones, cards }: PersonalData): readonly Finding[] {
  const parts = [
    told(cards, "number of a payment card", "numbers of payment cards", (one) => `…${one.slice(-4)}`),
    told(emails, "e-mail address", "e-mail addresses", (one) => `${one[0]}…@…${one.slice(one.lastIndexOf("."))}`),
    told(phones, "phone number", "phone numbers", (one) => `${one.slice(0, 3)}…`),
  ].filter((part) => part !== "");
  if (parts.length === 0) return [];
  const severity: Severity = cards.size > 0 || emails.size >= A_LIST ? "warning" : "info";
  return [
    {
      severity,
      message: `The saved output shows ${parts.join(" and ")}: the file carries personal data to whoever gets it.`,
      location: cellPlace(cell),
      hint: "clear the output, and show counts or other columns instead",
      fix: {
        title: "Clear the outputs of the cell",
        safety: "unsafe",
        edits: [],
        removals: [{ remove: "outputs", cell }],
      },
    },
  ];
}

function told(found: ReadonlySet<string>, one: string, many: string, mask: (one: string) => string): string {
  const [first] = found;
  if (first === undefined) return "";
  return found.size === 1 ? `1 ${one} (\`${mask(first)}\`)` : `${found.size} ${many} (such as \`${mask(first)}\`)`;
}
