import { describe, expect, test } from "vitest";
import { found } from "../effects/found.ts";

const beside = { "requirements.txt": "pandas==2.2.3\ngoogle-cloud-storage==2.0\n" };

describe("imports that no file declares", () => {
  test.each<[string, string, readonly string[]]>([
    ["a module", "import tiktoken", ["warning@1"]],
    ["what a comment says to install", "# Needs it: !pip install -q tiktoken\nimport tiktoken", ["info@1"]],
    [
      "what a text says to install",
      "# %% [markdown]\n# Run `pip install tiktoken` first.\n# %%\nimport tiktoken",
      ["info@3"],
    ],
    ["what it installs", "%pip install tiktoken==0.1\nimport tiktoken", []],
    ["a part of a shared package", "from google.cloud import storage", []],
    ["another part of it", "import google.cloud.bigquery", ["warning@1"]],
    ["an extension of IPython", "%load_ext line_profiler", ["warning@1"]],
    ["two of one distribution", "%load_ext nb_black\n%load_ext lab_black", ["warning@1"]],
    ["one that IPython brings along", "%load_ext autoreload\n%autoreload 2", []],
  ])("%s", (_, source, expected) => {
    expect(found("CW611", source, beside)).toEqual(expected);
  });
});
