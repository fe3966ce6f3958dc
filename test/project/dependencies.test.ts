import { describe, expect, test } from "vitest";
import { loadDistributions, loadStandardLibrary } from "../../src/cli/load-python.ts";
import { packageName } from "../../src/project/package-name.ts";
import {
  type DependencySources,
  dependenciesOf,
  dependencyDiagnostics,
  requirementText,
  withFullNeeds,
  withoutFullNeeds,
} from "../../src/project/python/dependencies.ts";
import { planSections } from "../harness/planned.ts";

const standardLibrary = loadStandardLibrary();
const nothing: DependencySources = {
  standardLibrary,
  distributions: loadDistributions(),
  installed: new Map(),
  local: new Set(),
  loadedByLocal: [],
};

/** Requirements of a notebook with this code: `name` or `name==version`. */
function requirements(code: string, sources: Partial<DependencySources> = {}): readonly string[] {
  return dependenciesOf(planSections(["A", code]).graph, { ...nothing, ...sources }).map(requirementText);
}

const runner = ["cloudpickle", "pydantic"];

describe("requirements", () => {
  test.each([
    ["the standard library needs nothing", "import os.path, json\nx = [1]", runner],
    [
      "names that differ from their distribution",
      "import cv2, yaml, PIL.Image\nx = [1]",
      [...runner, "opencv-python", "pillow", "pyyaml"],
    ],
    ["each once", "import numpy as np\nfrom numpy.linalg import norm\nx = [1]", ["cloudpickle", "numpy", "pydantic"]],
    ["imports in branches", "if len('a'):\n  import requests\nx = [1]", ["cloudpickle", "pydantic", "requests"]],
    ["what tables are stored with", "import pandas\nx = [1]", ["cloudpickle", "pandas", "pyarrow", "pydantic"]],
    [
      "what models are stored with",
      "import sklearn.svm\nx = [1]",
      ["cloudpickle", "joblib", "pydantic", "scikit-learn"],
    ],
    ["what values are shown with", "x = [1]\nx", ["cloudpickle", "ipython", "pydantic"]],
    ["relative imports are our own", "from .tools import f\nx = [1]", runner],
    ["names in the normal form", "import my_Module\nx = [1]", ["cloudpickle", "my-module", "pydantic"]],
  ])("%s", (_, code, expected) => {
    expect(requirements(code)).toEqual([...expected].sort());
  });

  const pandas = "import pandas as pd\ndf = pd.DataFrame()\n";
  const excel = `${pandas}df.to_excel("a.xlsx")`;
  const of = (...names: string[]) =>
    new Map(names.map((name) => [name, { distribution: name, version: "1" }] as const));

  test.each([
    ["the usual one where nobody knows what is installed", excel, new Map(), ["openpyxl"]],
    ["the one that is installed", excel, of("pandas", "xlsxwriter"), ["xlsxwriter==1"]],
    ["none where none is installed", excel, of("pandas"), []],
    ["of an attribute", `${pandas}df.style`, new Map(), ["jinja2"]],
    ["in a function that is called", `${pandas}def f(x):\n  return pd.read_html(x)\nt = f("a")`, new Map(), ["lxml"]],
    ["tables in files that the notebook names", `${pandas}df.to_parquet("a")`, new Map(), ["pyarrow"]],
  ])("what calls need: %s", (_, code, there, expected) => {
    const graph = planSections(["A", code]).graph;
    const found = withoutFullNeeds(dependenciesOf(graph, { ...nothing, installed: there })).map(requirementText);
    expect(found.filter((text) => !/^(cloudpickle|ipython|pandas|pydantic)\b/.test(text))).toEqual(expected);
  });

  test("the full runner asks for what it stores tables and models with, the small one does not", () => {
    const needed = dependenciesOf(planSections(["A", "import pandas, sklearn.svm\nx = [1]"]).graph, nothing);
    const small = withoutFullNeeds(needed);
    expect(small.map(requirementText)).toEqual(["cloudpickle", "pandas", "pydantic", "scikit-learn"]);
    expect(withFullNeeds(small).map(requirementText)).toEqual(needed.map(requirementText));
    expect(withFullNeeds(needed)).toEqual(needed);
  });

  test("modules beside the notebook are not asked for", () => {
    expect(requirements("import tools\nx = [1]", { local: new Set(["tools"]) })).toEqual(runner);
  });

  test("an environment tells name and version", () => {
    const special = new Map([["numpy", { distribution: "NumPy_MKL", version: "2.1" }]]);
    expect(requirements("import numpy\nx = [1]", { installed: special })).toEqual([
      "cloudpickle",
      "numpy-mkl==2.1",
      "pydantic",
    ]);
  });

  const installed = new Map([
    ["numpy", { distribution: "numpy", version: "2.1" }],
    ["google", { distribution: "protobuf", version: "5.1" }],
    ["google.cloud.storage", { distribution: "google-cloud-storage", version: "3.0" }],
  ]);

  test.each([
    ["imports in functions", "def f():\n  import requests\n  return requests\nx = [f]", ["requests"]],
    ["in methods, and in functions of those", "class A:\n  def f(self):\n    def g():\n      import yaml", ["pyyaml"]],
    [
      "a shared package, by the part that is used",
      "from google.cloud import storage\nx = [1]",
      ["google-cloud-storage==3.0"],
    ],
    ["a part that is not installed", "import google.cloud.bigquery as b\nx = [1]", ["google-cloud-bigquery"]],
    ["what the notebook installs", "!pip install -q openpyxl 'lxml>=5'\nx = [1]", ["lxml>=5", "openpyxl"]],
    [
      "what it installs and imports",
      "%pip install 'requests[socks]<3'\nimport requests\nx = [1]",
      ["requests[socks]<3"],
    ],
    ["the environment counts more", "!pip install numpy==1.0\nimport numpy\nx = [1]", ["numpy==2.1"]],
    ["an address", "!pip install git+https://x.org/y#egg=y\nx = [1]", ["y @ git+https://x.org/y"]],
    ["installers are not asked for", "!pip install -U pip wheel\nx = [1]", []],
    ["what a magic imports", "%pylab inline\nx = [1]", ["matplotlib", "numpy==2.1"]],
    ["what a written module imports", "%%writefile tools.py\nimport requests\nx = 1", ["requests"]],
  ])("%s", (_, code, expected) => {
    expect(requirements(code, { installed })).toEqual([...runner, ...expected].sort());
  });

  test.each([
    ["a cell that is written to a file", "%%writefile tools.py\nx = 1"],
    ["a path that is written", "from pathlib import Path\nPath('tools.py').write_text('x = 1');"],
    ["an opened file", "with open('tools.py', 'w') as file:\n  file.write('x = 1')"],
    ["a package", "%%writefile tools/__init__.py\nx = 1"],
  ])("a module that the notebook writes itself is not asked for: %s", (_, code) => {
    const { graph } = planSections(["A", code], ["B", "import tools\ny = [tools.x]"]);
    expect(dependenciesOf(graph, nothing).map((one) => one.distribution)).toEqual(runner);
    expect(dependencyDiagnostics(graph, nothing)).toEqual([]);
  });

  test("modules beside the notebook ask for what they import", () => {
    const loadedByLocal = [
      { path: "requests.get", optional: false },
      { path: "ujson", optional: true },
    ];
    const sources = { local: new Set(["tools"]), loadedByLocal };
    expect(requirements("import tools\nx = [1]", sources)).toEqual([...runner, "requests"]);
  });
});

describe("modules that the notebook does without", () => {
  const otherwise = "\nx = json.dumps([1])";
  test.each([
    ["another module", `try:\n  import ujson as json\nexcept ImportError:\n  import json${otherwise}`],
    ["any exception", `try:\n  import ujson as json\nexcept:\n  import json${otherwise}`],
    ["one of several exceptions", `try:\n  import ujson\nexcept (OSError, ModuleNotFoundError):\n  ujson = None`],
    ["in a function", "def f():\n  try:\n    import ujson\n  except ImportError:\n    return None\n  return ujson"],
    ["an exception that is suppressed", "from contextlib import suppress\nwith suppress(ImportError):\n  import ujson"],
  ])("are asked for when they are installed, else told: %s", (_, code) => {
    const { graph } = planSections(["A", code], ["B", "y = [2]"]);
    expect(dependenciesOf(graph, nothing).map(requirementText)).toEqual(runner);
    expect(dependencyDiagnostics(graph, nothing)).toMatchObject([
      { code: "CW601", severity: "info", message: expect.stringContaining("`ujson`") },
    ]);
    const sources = { ...nothing, installed: new Map([["ujson", { distribution: "ujson", version: "5.9" }]]) };
    expect(dependenciesOf(graph, sources).map(requirementText)).toEqual([...runner, "ujson==5.9"]);
    expect(dependencyDiagnostics(graph, sources)).toEqual([]);
  });

  test.each([
    ["the handler gives up", "try:\n  import ujson\nexcept ImportError:\n  raise SystemExit('install ujson')"],
    ["the handler ends the run", "import sys\ntry:\n  import ujson\nexcept ImportError:\n  sys.exit(1)"],
    ["another exception is caught", "try:\n  import ujson\nexcept OSError:\n  pass"],
    [
      "it is installed, then imported",
      "try:\n  import ujson\nexcept ImportError:\n  !pip install ujson\n  import ujson",
    ],
    ["it is imported elsewhere too", "try:\n  import ujson\nexcept ImportError:\n  pass\nimport ujson"],
    ["the import stands below", "try:\n  pass\nexcept ImportError:\n  pass\nelse:\n  import ujson"],
    ["only a function is made", "try:\n  def f():\n    import ujson\nexcept ImportError:\n  pass"],
  ])("are needed when %s", (_, code) => {
    expect(requirements(`${code}\nx = [1]`)).toEqual([...runner, "ujson"]);
  });
});

describe("package names", () => {
  const taken = new Set([...standardLibrary, "numpy"]);
  test.each([
    ["energy-forecast.ipynb", "energy_forecast"],
    ["01 Load data (v2).ipynb", "step_01_load_data_v2"],
    ["json.ipynb", "json_pipeline"],
    ["numpy.py", "numpy_pipeline"],
    ["class.ipynb", "class_pipeline"],
    ["test.ipynb", "test_pipeline"],
    ["../../evil.ipynb", "evil"],
    ["con.ipynb", "con_pipeline"],
    ["📈.ipynb", "notebook"],
    [".ipynb", "notebook"],
  ])("%s", (file, name) => {
    expect(packageName(file, taken)).toBe(name);
  });
});
