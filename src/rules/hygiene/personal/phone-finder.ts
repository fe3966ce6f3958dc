import { phoneForms } from "./phone-form.ts";

/** Phone numbers in a text, each once, in international form (E.164). */
export type PhoneFinder = (text: string) => readonly string[];

/** Loads the numbering plans of the world, which takes a while: only for a text that may have such a number. */
export async function loadPhoneFinder(): Promise<PhoneFinder> {
  const { parsePhoneNumberFromString } = await import("libphonenumber-js/min");
  return (text) => {
    const numbers = phoneForms(text).flatMap(({ text: form, country }) => {
      const number = parsePhoneNumberFromString(form, country);
      return number?.isValid() && !isFictional(number.number) ? [number.number] : [];
    });
    return [...new Set(numbers)];
  };
}

/** Numbers that films and manuals use: 555-0100 to 555-0199, and runs of one digit or of ascending ones. */
function isFictional(number: string): boolean {
  return /^\+1\d{3}55501\d\d$|(\d)\1{6}|1234567/.test(number);
}
