import { describe, expect, test } from "vitest";
import { emailAddresses } from "../../../src/rules/hygiene/personal/email-addresses.ts";
import { paymentCards } from "../../../src/rules/hygiene/personal/payment-cards.ts";
import { loadPhoneFinder } from "../../../src/rules/hygiene/personal/phone-finder.ts";
import { mayPhoneNumberBeIn } from "../../../src/rules/hygiene/personal/phone-form.ts";

describe("e-mail addresses", () => {
  test.each([
    ["ida.gruber@alpenpost.at", 1],
    ["From: r.lin@astro.univ.edu (Rita)\nTo: r.lin@astro.univ.edu", 1],
    ["ana@example.com, b@mail.example.org, c@test.com", 0],
    ["Author: Ida Gruber <ida.gruber@alpenpost.at>", 0],
    ["Copyright (c) 2020 ida.gruber@alpenpost.at", 0],
    ["info@alpenpost.at, noreply@alpenpost.at, jupyter-users@alpenpost.at", 0],
    ["git@github.com:acme/prices.git", 0],
    ["logo@2x.png, pandas@1.5.3, a @ b, matrix@other.T", 0],
    ["https://ida@files.alpenpost.at/", 0],
    ["postgresql+psycopg2://etl:Vq8!nT2xLr9@files.alpenpost.at:5432/prod", 0],
    ["see https://alpenpost.at/ or ida.gruber@alpenpost.at", 1],
  ])("%s: %i", (text, count) => {
    expect(emailAddresses(text)).toHaveLength(count);
  });
});

describe("payment cards", () => {
  test.each([
    ["4539 5787 6362 1486", 1],
    ["4539-5787-6362-1486", 1],
    ["card number 4539578763621486", 1],
    ["3714 496353 98431", 1],
    ["4539 5787 6362 1487", 0],
    ["4539 5787-6362 1486", 0],
    ["[4539578763621486, 4539578763621487]", 0],
    ["0.4539 5787 6362 1486 1.5", 0],
    ["4539 5787 6362 1486 2211", 0],
    ["4111 1111 1111 1111", 0],
    ["4242 4242 4242 4242", 0],
  ])("%s: %i", (text, count) => {
    expect(paymentCards(text)).toHaveLength(count);
  });
});

describe("phone numbers", async () => {
  const find = await loadPhoneFinder();

  test.each([
    ["call +44 20 7946 1834", ["+442079461834"]],
    ["phone: (415) 863-2671", ["+14158632671"]],
    ["+43 664 1234567, +43 664 9876543", ["+436649876543"]],
    ["(415) 863-2671", []],
    ["phone: (415) 555-0132", []],
    ["3.2e+10 2020-01-01 00:00:00+01:00 a+12345678901", []],
    ["x + 1 2345 67890", []],
    ["0.5 +12.345678901", []],
  ])("%s", (text, numbers) => {
    expect(find(text)).toEqual(numbers);
    if (numbers.length > 0) expect(mayPhoneNumberBeIn(text)).toBe(true);
  });
});
