/** A number in its international form; not one of a calculation (`1e+10`), nor an offset of a time zone (`+01:00`). */
const INTERNATIONAL = /(?<![\w.,+*/^)\]-])\+[1-9]\d{0,2}[ (./-]{0,2}\d[\d ()./-]{5,16}\d(?![\w.]|,\d)/g;

/** Behind a word that says what it is, in the form of North America. */
const NAMED = /\b(?:phone|tel|telephone|mobile|fax)\b\W{0,12}?(\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\d.-])/gi;

/** A text that has the form of a phone number. */
export interface PhoneForm {
  readonly text: string;
  /** Country whose form it is, where the number does not say. */
  readonly country?: "US";
}

/** Whether a text has something of the form of a phone number: cheap, so that nothing is loaded for most notebooks. */
export function mayPhoneNumberBeIn(text: string): boolean {
  return phoneForms(text).length > 0;
}

/** All that has the form of a phone number. */
export function phoneForms(text: string): readonly PhoneForm[] {
  const international = text.includes("+") ? [...text.matchAll(INTERNATIONAL)].map(([one]) => ({ text: one })) : [];
  const named = [...text.matchAll(NAMED)].map(([, one = ""]) => ({ text: one, country: "US" as const }));
  return [...international, ...named];
}
