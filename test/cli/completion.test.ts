import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { cli, temporaryFolders } from "./run-cli.ts";

const makeFolder = temporaryFolders();
const isThere = (shell: string) => spawnSync(shell, ["--version"]).status === 0;

async function scriptFor(shell: string): Promise<string> {
  const { code, stdout } = await cli(makeFolder(), "completion", shell);
  expect(code).toBe(0);
  const script = path.join(makeFolder(), `cellwright.${shell}`);
  writeFileSync(script, stdout);
  return script;
}

/** What is typed, words that are offered, and words that are not. */
const typed: readonly (readonly [line: string, offered: readonly string[], not: readonly string[]])[] = [
  ["cellwright ", ["plan", "convert", "check", "report", "completion"], ["merge", "--version"]],
  ["cellwright che", ["check"], ["plan"]],
  ["cellwright check --form", ["--format"], ["--fix"]],
  ["cellwright check --fi", ["--fix"], ["--format"]],
  ["cellwright check --format ", ["json", "sarif", "html"], ["error", "check"]],
  ["cellwright check --fail-on ", ["error", "never"], ["json"]],
  ["cellwright verify --format ", ["junit"], ["sarif"]],
  ["cellwright report ", ["merge"], ["plan"]],
  ["cellwright report merge --fail", ["--fail-on"], ["--format"]],
  ["cellwright completion ", ["bash", "zsh", "fish"], ["plan"]],
  ["cellwright help pl", ["plan"], ["check"]],
];

describe.skipIf(!isThere("bash"))("bash", () => {
  /** What bash offers for a line, as its own completion calls the function. */
  function offered(script: string, words: readonly string[]): readonly string[] {
    const program =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: bash's own.
      'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _cellwright; for one in "${COMPREPLY[@]-}"; do echo "$one"; done';
    const args = ["--norc", "-u", "-c", program, "bash", script, ...words];
    return execFileSync("bash", args, { encoding: "utf8" }).split("\n").slice(0, -1);
  }

  test.each(typed)("%s", async (line, words, not) => {
    const found = offered(await scriptFor("bash"), line.split(" "));
    expect(found).toEqual(expect.arrayContaining([...words]));
    for (const word of not) expect(found).not.toContain(word);
  });

  test("the value behind an equals sign, which bash takes for a word", async () => {
    const script = await scriptFor("bash");
    expect(offered(script, ["cellwright", "check", "--format", "=", "j"])).toEqual(["json", "junit"]);
    expect(offered(script, ["cellwright", "check", "--format", "="])).toContain("sarif");
  });

  test("nothing of its own where a file belongs", async () => {
    const script = await scriptFor("bash");
    for (const words of [
      ["plan", ""],
      ["convert", "x.ipynb", "-o", ""],
      ["check", "--baseline", ""],
    ])
      expect(offered(script, ["cellwright", ...words])).toEqual([""]);
  });
});

describe.skipIf(!isThere("fish"))("fish", () => {
  test.each(typed)("%s", async (line, words, not) => {
    const ask = `source ${await scriptFor("fish")}; complete -C '${line}'`;
    const answer = execFileSync("fish", ["--no-config", "-c", ask], { encoding: "utf8" });
    const found = answer.split("\n").map((one) => one.split("\t", 1)[0]);
    expect(found).toEqual(expect.arrayContaining([...words]));
    for (const word of not) expect(found).not.toContain(word);
  });
});

describe.skipIf(!isThere("zsh"))("zsh", () => {
  /** Types a line and two tabs into a shell in a terminal, and waits until a word is shown. */
  const session = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1= LISTMAX=0; bindkey -e; autoload -U compinit && compinit -u -D; source "'$1'"; print -r rea""dy'
zpty -r -m shell shown '*ready*' || exit 1
zpty -w -n shell "$2"$'\\t\\t'
zpty -r -m shell shown "*$3*" || exit 1
`;

  test.each([
    ["cellwright ", "convert"],
    ["cellwright check --format ", "junit"],
    ["cellwright check --format=", "junit"],
    ["cellwright report ", "merge"],
    ["cellwright verify --no-", "--no-network"],
  ])("%s", async (line, word) => {
    const script = await scriptFor("zsh");
    const done = spawnSync("zsh", ["-f", "-c", session, "zsh", script, line, word], { timeout: 8000 });
    expect(done.status).toBe(0);
  });
});

test("another shell is refused", async () => {
  const { code, stderr } = await cli(makeFolder(), "completion", "tcsh");
  expect(code).toBe(2);
  expect(stderr).toContain("bash, zsh, fish");
});
