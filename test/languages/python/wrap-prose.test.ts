import { expect, test } from "vitest";
import { wrapProse } from "../../../src/languages/python/emit/wrap-prose.ts";

test.each<[string, string, string]>([
  ["short lines stay", "one two\nthree", "one two\nthree"],
  ["a paragraph", "one two three four five", "one two\nthree four\nfive"],
  ["a list item hangs", "- one two three", "- one two\n  three"],
  ["a numbered item hangs", "1. one two three", "1. one two\n   three"],
  ["a nested item", "  * one two three", "  * one\n    two\n    three"],
  ["a long word stays whole", "https://example.org/a b", "https://example.org/a\nb"],
  ["a table", "| one | two | three |", "| one | two | three |"],
  ["a heading", "# one two three four", "# one two three four"],
  ["a fence", "```\none two three four\n```\none two three", "```\none two three four\n```\none two\nthree"],
  ["mathematics", "$$\na + b + c + d + e\n$$", "$$\na + b + c + d + e\n$$"],
  ["mathematics on one line", "$$a + b + c + d$$\none two three", "$$a + b + c + d$$\none two\nthree"],
  ["code spans", "one `two three` four", "one\n`two three`\nfour"],
  ["mathematics in a line", "one $a + b + c$ four", "one\n$a + b + c$\nfour"],
  ["HTML", "<div class=x> one two", "<div class=x> one two"],
  ["what is left goes on in the next line", "one two three\nfour\n\nfive", "one two\nthree four\n\nfive"],
  ["a list item ends the paragraph", "one two three\n- four", "one two\nthree\n- four"],
  ["a hard break stays", "one two three  \nfour", "one two\nthree\nfour"],
  ["indented code", "    one two three four", "    one two three four"],
])("%s", (_, text, wrapped) => {
  expect(wrapProse(text, 10)).toBe(wrapped);
});

test("words and their order stay", () => {
  const words = Array.from({ length: 200 }, (_, at) => "x".repeat((at * 7) % 13) || "-");
  const lines = wrapProse(`Start ${words.join(" ")}`, 40).split("\n");
  expect(lines.join(" ")).toBe(`Start ${words.join(" ")}`);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
});
