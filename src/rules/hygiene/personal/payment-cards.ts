/** Groups as cards are printed: 4-4-4-4, and 4-6-5 for American Express; one sign between all groups. */
const GROUPED = /(?<![\d.,-]|\d )(\d{4}([ -])\d{4}\2\d{4}\2\d{4}|3[47]\d{2}([ -])\d{6}\3\d{5})(?![\d,-]|\.\d| \d)/g;

/** Plain digits, where the line says what they are. */
const PLAIN = /(?<![\d.,])(?=\d{15,16}(?![\d.,]))(?<=\b(?:card|credit|visa|mastercard|amex|cc)\b.{0,60}?)\d{15,16}/gi;

/** Visa, Mastercard, American Express, Discover, Diners Club, JCB: by the first digits (ISO/IEC 7812). */
const ISSUER =
  /^(4\d{15}|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(011|5\d\d|4[4-9]\d)\d{12}|35(2[89]|[3-8]\d)\d{12})$/;

/** Numbers that payment services publish for tests: many zeros, or few different digits. */
function isForTests(digits: string): boolean {
  return /0{6}|(\d)\1{5}|123456|4242424242/.test(digits) || new Set(digits).size < 4;
}

/** Numbers of payment cards in a text, digits only, each once. */
export function paymentCards(text: string): readonly string[] {
  if (!/\d{4}[ -]\d{4}[ -]|\d{4}[ -]\d{6}[ -]|\d{15}/.test(text)) return [];
  const plain = /card|credit|visa|amex|\bcc\b/i.test(text) ? text.matchAll(PLAIN) : [];
  const found = [...text.matchAll(GROUPED), ...plain].map(([one]) => one.replaceAll(/\D/g, ""));
  return [...new Set(found)].filter((digits) => ISSUER.test(digits) && !isForTests(digits) && passesLuhn(digits));
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [place, digit] of [...digits].reverse().entries()) {
    const value = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
