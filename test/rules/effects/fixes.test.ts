import { expect, test } from "vitest";
import { checkExample } from "../../harness/checked.ts";

/** The one cell of a notebook after the fix of a rule. */
function fixed(code: string, source: string, installed?: Readonly<Record<string, string>>): string | null {
  const example = (text: string) => ({ notebook: `# %%\n${text}\n`, ...(installed ? { installed } : {}) });
  const found = checkExample(example(source)).filter((one) => one.code === code);
  const fix = found[0]?.fix;
  if (fix === undefined) return null;
  expect(fix.safety).toBe("unsafe");
  const edits = [...fix.edits].sort((one, other) => other.span.start - one.span.start);
  let text = source;
  for (const { span, text: put } of edits) text = text.slice(0, span.start) + put + text.slice(span.end);
  expect(checkExample(example(text)).filter((one) => one.code === code)).toEqual([]);
  return text;
}

test.each<[string, string, string | null]>([
  ["CW201", "import numpy as np\nrng = np.random.default_rng()", "import numpy as np\nrng = np.random.default_rng(0)"],
  ["CW201", "import uuid\nx = uuid.uuid4()", null],
  [
    "CW202",
    "from sklearn.model_selection import train_test_split as s\na, b = s([1, 2], test_size=0.5)",
    "from sklearn.model_selection import train_test_split as s\na, b = s([1, 2], test_size=0.5, random_state=0)",
  ],
  [
    "CW202",
    "import pandas as pd\npd.DataFrame().sample()",
    "import pandas as pd\npd.DataFrame().sample(random_state=0)",
  ],
  ["CW202", "import numpy as np\nx = np.random.rand()", null],
  [
    "CW205",
    "import glob\nfor at, name in enumerate(glob.glob('*')):\n    print(at, name)",
    "import glob\nfor at, name in enumerate(sorted(glob.glob('*'))):\n    print(at, name)",
  ],
  ["CW210", "%pip install -q pandas", null],
])("%s: %s", (code, source, expected) => {
  expect(fixed(code, source)).toBe(expected);
});

test("versions that are installed are pinned", () => {
  expect(fixed("CW210", "%pip install -q pandas numpy", { pandas: "2.2.3", numpy: "1.26.4" })).toBe(
    "%pip install -q pandas==2.2.3 numpy==1.26.4",
  );
});
