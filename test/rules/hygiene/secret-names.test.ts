import { expect, test } from "vitest";
import { isRandomLooking } from "../../../src/rules/hygiene/secrets/random-looking.ts";
import { secretName, secretValue } from "../../../src/rules/hygiene/secrets/secret-names.ts";
import { checkCells, checkExample } from "../../harness/checked.ts";

const HEX = "9f8b2c7d41e64a0fb3d5c6e7a8190b2c";

test.each([
  ["api_key", "key"],
  ["apiKey", "key"],
  ["OPENAI_API_KEY", "key"],
  ["client-secret", "key"],
  ["access_token", "key"],
  ["db_password", "password"],
  ["pwd", "password"],
  ["pad_token", null],
  ["public_key", null],
  ["tokenizer", null],
  ["key", null],
  ["sort_keys", null],
  ["password_field", null],
])("%s is the name of %s", (name, kind) => {
  expect(secretName(name)).toBe(kind);
});

test.each([
  ["key", HEX, "error"],
  ["key", `Bearer ${HEX}`, "error"],
  ["key", "3fa85f64-5717-4562-b3fc-2c963f66afa6", "error"],
  ["key", "bert-base-uncased-2019-v2", null],
  ["key", "data/2020/prices_of_2020.csv", null],
  ["key", "your-api-key-goes-here-1", null],
  ["key", "xxxxxxxxxxxxxxxxxxxxxxxx1", null],
  ["key", "0123456789abcdef0123456789abcdef", null],
  ["key", "DEMO_KEY", null],
  ["password", "Sommer#2019!", "warning"],
  ["password", "changeme", null],
  ["password", "password123", null],
  ["password", "Enter your password: ", null],
  ["password", "*****", null],
  [null, HEX, null],
] as const)("a %s of %s is %s", (kind, value, severity) => {
  expect(secretValue(kind, value)).toBe(severity);
});

test.each([
  ["4e1c9a0d7b6f48259d3ea8c1b02f7764", true],
  ["short1", false],
  ["two words and 1 number", false],
  ["2020-01-01T00:00:00", false],
  ["my_long_column_name_12", false],
])("%s looks random: %s", (text, isRandom) => {
  expect(isRandomLooking(text)).toBe(isRandom);
});

test.each([
  [`connect(password="${HEX}")`],
  [`settings = {**defaults, "api_key": "${HEX}"}`],
  [`class Config:\n    token = "${HEX}"`],
  [`def load(api_key="${HEX}"):\n    return api_key`],
  [`client.api_key = "${HEX}"`],
  [`%env API_KEY=${HEX}`],
  [`url = "https://api.acme-data.net/?lat=1&appid=${HEX}"`],
  [`text = "AccountName=acme;AccountKey=${HEX}${HEX};Endpoint=core"`],
])("a secret in %s", (source) => {
  const before = "defaults = {}\ndef connect(password): ...\nclient = connect";
  expect(checkCells(before, source).filter((one) => one.startsWith("CW620"))).toEqual(["CW620@2"]);
});

test("the place is that of the constant, and no message tells the secret", () => {
  const source = `%matplotlib inline\napi_key = "${HEX}"`;
  const [found] = checkExample({ notebook: `# %%\n${source}\n` }).filter(({ code }) => code === "CW620");
  const { start = 0, end = 0 } = found?.location?.span ?? {};
  expect(source.slice(start, end)).toBe(`"${HEX}"`);
  expect(found?.message).toContain("`9f8b…, 32 characters`");
  expect(JSON.stringify(found)).not.toContain(HEX.slice(0, 5));
});
