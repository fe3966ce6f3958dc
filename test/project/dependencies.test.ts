import { describe, expect, test } from "vitest";
import { loadDistributions, loadStandardLibrary } from "../../src/cli/load-python.ts";
import { packageName } from "../../src/project/package-name.ts";
import { type DependencySources, dependenciesOf } from "../../src/project/python/dependencies.ts";
import { planSections } from "../harness/planned.ts";

const standardLibrary = loadStandardLibrary();
const nothing: DependencySources = {
  standardLibrary,
  distributions: loadDistributions(),
  installed: new Map(),
  local: new Set(),
};

/** Requirements of a notebook with this code: `name` or `name==version`. */
function requirements(code: string, sources: Partial<DependencySources> = {}): readonly string[] {
  const dependencies = dependenciesOf(planSections(["A", code]).graph, { ...nothing, ...sources });
  return dependencies.map(({ distribution, version }) =>
    version === null ? distribution : `${distribution}==${version}`,
  );
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

  test("modules beside the notebook are not asked for", () => {
    expect(requirements("import tools\nx = [1]", { local: new Set(["tools"]) })).toEqual(runner);
  });

  test("an environment tells name and version", () => {
    const installed = new Map([["numpy", { distribution: "NumPy_MKL", version: "2.1" }]]);
    expect(requirements("import numpy\nx = [1]", { installed })).toEqual(["cloudpickle", "numpy-mkl==2.1", "pydantic"]);
  });

  test.fails("known gap: imports in functions", () => {
    expect(requirements("def f():\n  import requests\n  return requests\nx = [f]")).toContain("requests");
  });

  test.fails("known gap: a module that the notebook writes itself is not asked for", () => {
    expect(requirements("%%writefile tools.py\nx = 1")).toEqual(runner);
    const graph = planSections(["A", "%%writefile tools.py\nx = 1"], ["B", "import tools\ny = [tools.x]"]).graph;
    expect(dependenciesOf(graph, nothing).map((one) => one.distribution)).toEqual(runner);
  });

  test.fails("known gap: what the notebook does without, and is not installed, is not asked for", () => {
    const code = "try:\n  import ujson as json\nexcept ImportError:\n  import json\nx = json.dumps([1])";
    const installed = new Map([["numpy", { distribution: "numpy", version: "2.1" }]]);
    expect(requirements(code, { installed })).toEqual(runner);
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
    ["📈.ipynb", "notebook"],
    [".ipynb", "notebook"],
  ])("%s", (file, name) => {
    expect(packageName(file, taken)).toBe(name);
  });
});
