import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { testPython } from "./test-python.ts";

/** `setup | left | right`, and what comparing must say: `equal`, `close`, or the path that differs. */
const cases: readonly (readonly [setup: string, left: string, right: string, expected: string])[] = [
  ["", "3", "3", "equal"],
  ["", "3", "3.0", "value"],
  ["", "True", "1", "value"],
  ["", "[1, [2, 3]]", "[1, [2, 4]]", "value[1][1]"],
  ["", "[1, 2]", "(1, 2)", "value (type)"],
  ["", "{'a': 1}", "{'a': 1, 'b': 2}", "value (part)"],
  ["", "{'a': 1, 'b': 2}", "{'b': 2, 'a': 1}", "value (order)"],
  ["", "{3, 1, 2}", "{2, 3, 1}", "equal"],
  ["", "0.1 + 0.2", "0.3", "close"],
  ["", "0.1", "0.10001", "value"],
  ["", "float('nan')", "float('nan')", "equal"],
  ["", "list(range(9000))", "list(range(8999)) + [1]", "value[8500:9000]"],
  ["", "'at 0x7f3a12345678'", "'at 0x7f3a99999999'", "equal"],
  ["a = []; a.append(a)", "a", "a", "equal"],
  ["class Foo:\n  pass\nx = Foo(); x.n = [1]\ny = Foo(); y.n = [2]", "x", "x", "equal"],
  ["class Foo:\n  pass\nx = Foo(); x.n = [1]\ny = Foo(); y.n = [2]", "x", "y", "value.n[0]"],
  ["class Foo:\n  __slots__ = ('n',)\nx = Foo(); x.n = 1\ny = Foo()", "x", "y", "value (part)"],
  ["class Foo:\n  made = 1\nclass Bar(Foo):\n  made = 2", "Foo", "Bar", "value (type)"],
  ["def make(n):\n  class Foo:\n    made = n\n  return Foo", "make(1)", "make(2)", "value.made"],
  ["class Foo:\n  pass\nx = Foo(); x.n = 1; x._memo = 2\ny = Foo(); y.n = 1", "x", "y", "equal"],
  ["class Foo:\n  pass\nx = Foo(); x._n = 1\ny = Foo(); y._n = 2", "x", "y", "value._n"],
  ["def f(n, seen=[]): pass\ndef g(n): pass", "f", "f", "equal"],
  ["def f(n, seen=[]): pass\ndef g(n): pass", "f", "g", "value (name)"],
  ["def make(n):\n  def f(): return n\n  return f", "make([1])", "make([2])", "value.closure[n][0]"],
  ["def f(): pass", "setattr(f, 'calls', 1) or f", "setattr(f, 'calls', 2) or f", "value.calls"],
  ["import functools\n@functools.lru_cache\ndef f(n): return n", "f", "f", "equal"],
  ["import logging", "logging.getLogger('a')", "[logging.getLogger('a'), logging.getLogger('a.b')][0]", "equal"],
  [
    "import io\nclass A(io.StringIO):\n  name = 'stdout'\nclass B(io.StringIO):\n  name = '<stdout>'",
    "A()",
    "B()",
    "equal",
  ],
  ["import io\nclass A(io.StringIO):\n  name = 'stdout'", "A()", "io.StringIO()", "value"],
  ["import numpy as np", "np.arange(3.0)", "np.arange(3.0)", "equal"],
  ["import numpy as np", "np.arange(3)", "np.arange(3.0)", "value (dtype)"],
  ["import numpy as np", "np.zeros((2, 3))", "np.zeros(6)", "value (shape)"],
  ["import numpy as np", "np.eye(3)", "np.eye(3) + 1e-3 * np.eye(3, k=1)", "value[0, 1]"],
  ["import numpy as np", "np.eye(3)", "np.eye(3) * (1 + 1e-15)", "close"],
  ["import numpy as np", "np.float64(1)", "1.0", "value"],
  ["import numpy as np", "np.array([1, None], dtype=object)", "np.array([1, 2], dtype=object)", "value[1]"],
  ["import numpy as np", "np.random.default_rng(1)", "np.random.default_rng(2)", 'value.state["state"]["state"]'],
  ["import pandas as pd", "pd.DataFrame({'a': [1, None]})", "pd.DataFrame({'a': [1.0, float('nan')]})", "equal"],
  ["import pandas as pd", "pd.DataFrame({'a': [1]})", "pd.DataFrame({'a': [1]}, index=[1])", "value.index (type)"],
  [
    "import pandas as pd",
    "pd.DataFrame({'a': ['x', None]})",
    "pd.DataFrame({'a': ['x', float('nan')]})",
    "value['a'][1]",
  ],
  ["import pandas as pd", "pd.Series(['a'], dtype='category')", "pd.Series(['a'])", "value.dtype"],
  [
    "import pandas as pd",
    "pd.Series(pd.Categorical(['a'], categories=['a', 'b']))",
    "pd.Series(pd.Categorical(['a'], categories=['b', 'a']))",
    "value.values.codes[0]",
  ],
  [
    "import pandas as pd",
    "pd.date_range('2020', periods=3)",
    "pd.DatetimeIndex(list(pd.date_range('2020', periods=3)))",
    "value.freq",
  ],
  ["import pandas as pd\nx = pd.Series([1]); x.attrs['unit'] = 'm'", "x", "pd.Series([1])", "value (part)"],
  [
    "from sklearn.linear_model import LinearRegression as L",
    "L().fit([[1], [2]], [1, 2])",
    "L().fit([[1], [2]], [1, 3])",
    "value.coef_[0]",
  ],
  ["from sklearn.linear_model import LinearRegression as L", "L().fit([[1], [2]], [1, 2])", "L()", "value (part)"],
];

describe("comparison of values", () => {
  const script = path.join(import.meta.dirname, "comparison_cases.py");
  const input = cases.map(([setup, left, right]) => JSON.stringify({ setup, left, right })).join("\n");
  const done = spawnSync(testPython(), [script], { input, encoding: "utf8" });
  const verdicts = done.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { status: string; path: string });

  it("answers every case", () => {
    expect(done.stderr).toBe("");
    expect(verdicts).toHaveLength(cases.length);
  });

  it.each(cases.map((one, index) => [...one, index] as const))(
    "%s: %s and %s: %s",
    (_setup, _left, _right, expected, index) => {
      const verdict = verdicts[index];
      expect(verdict?.status === "different" ? verdict.path : verdict?.status).toBe(expected);
    },
  );
});
