import { describe, expect, test } from "vitest";
import { beside, readDeclarations } from "../../../src/rules/environment/declarations.ts";
import { readCondaRequirement, readRequirement } from "../../../src/rules/environment/requirement-line.ts";
import { compareVersions, lowestVersion } from "../../../src/rules/environment/versions.ts";

const read = (files: Readonly<Record<string, string>>) => readDeclarations(new Map(Object.entries(files)));
const short = (files: Readonly<Record<string, string>>) =>
  read(files)?.requirements.map(({ distribution, version, line }) => `${line}: ${distribution} ${version}`.trim());

describe("a requirement", () => {
  test.each<[string, string | null]>([
    ["pandas", "pandas|"],
    ["Scikit_Learn[alldeps] >= 1.2, <2 ; python_version > '3.8'  # needed", "scikit-learn|>= 1.2, <2"],
    ["requests (>=2)", "requests|>=2"],
    ["numpy==1.26.4 --hash=sha256:abc", "numpy|==1.26.4"],
    ["tools @ https://example.org/tools.zip", "tools|@ https://example.org/tools.zip"],
    ["git+https://github.com/a/b.git@v1#egg=b_c", "b-c|git+https://github.com/a/b.git@v1#egg=b_c"],
    ["git+https://github.com/a/b.git", "b|git+https://github.com/a/b.git"],
    ["wheels/demo-1.2-py3-none-any.whl", "demo|==1.2"],
    ["./local", null],
    ["# nothing", null],
  ])("%s", (text, expected) => {
    const found = readRequirement(text);
    expect(found === null ? null : `${found.distribution}|${found.version}`).toBe(expected);
  });

  test.each<[string, string]>([
    ["numpy", "numpy|"],
    ["conda-forge::numpy=1.26=py311h1", "numpy|==1.26"],
    ["pandas >=2", "pandas|>=2"],
    ["scipy 1.11.*", "scipy|==1.11.*"],
  ])("of conda: %s", (text, expected) => {
    const found = readCondaRequirement(text);
    expect(`${found?.distribution}|${found?.version}`).toBe(expected);
  });
});

describe("what files declare", () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[] | undefined]>([
    [
      "lines, continued and included",
      { "requirements.txt": "-r base.txt\n--index-url x\nscipy \\\n  >=1\npandas==2\n", "base.txt": "numpy\n" },
      ["3: scipy >=1", "5: pandas ==2", "1: numpy"],
    ],
    ["an include that is not there", { "requirements.txt": "-r base.txt\nscipy\n" }, undefined],
    [
      "a project",
      {
        "pyproject.toml":
          '[project]\nname = "a"\ndependencies = ["numpy>=1"]\n[project.optional-dependencies]\nplots = ["seaborn"]\n[dependency-groups]\ndev = ["pytest", {include-group = "x"}]\n',
      },
      ["3: numpy >=1", "5: seaborn", "7: pytest"],
    ],
    [
      "a project that a program describes",
      { "pyproject.toml": '[project]\nname = "a"\ndynamic = ["dependencies"]\n' },
      undefined,
    ],
    [
      "a project of poetry",
      {
        "pyproject.toml":
          '[tool.poetry.dependencies]\npython = "^3.10"\nnumpy = "*"\npandas = {version = "^2", optional = true}\n[tool.poetry.group.dev.dependencies]\npytest = "8.0"\n',
      },
      ["3: numpy", "4: pandas ^2", "6: pytest ==8.0"],
    ],
    ["tools alone", { "pyproject.toml": "[tool.ruff]\nline-length = 100\n" }, undefined],
    [
      "an environment of conda",
      { "environment.yml": "dependencies:\n  - python=3.11\n  - numpy=1.26\n  - pip:\n    - folium\n" },
      ["3: numpy ==1.26", "5: folium"],
    ],
    ["a broken one", { "environment.yml": "dependencies: [\n" }, undefined],
    [
      "setup.cfg",
      { "setup.cfg": "[metadata]\nname = a\n[options]\ninstall_requires =\n    numpy>=1\n    scipy\n" },
      ["5: numpy >=1", "6: scipy"],
    ],
    ["setup.py in plain lists", { "setup.py": "setup(name='a', install_requires=['numpy>=1'])\n" }, ["1: numpy >=1"]],
    [
      "setup.py with extras, comments and names of lists",
      {
        "setup.py":
          'REQUIRED = [\n  "numpy>=1",  # the base\n  \'dask[complete]\',\n]\nsetup(install_requires=REQUIRED,\n  extras_require={"plots": ["seaborn"], "all": ("altair", "bokeh")})\n',
      },
      ["2: numpy >=1", "3: dask", "6: seaborn", "6: altair", "6: bokeh"],
    ],
    [
      "setup.py that reads a file",
      {
        "setup.py": 'setup(install_requires=open("requirements.txt").read().split())\n',
        "requirements.txt": "numpy\n",
      },
      ["1: numpy"],
    ],
    [
      "setup.py that changes its list",
      { "setup.py": 'A = ["x"]\nA.append("y")\nsetup(install_requires=A)\n' },
      undefined,
    ],
    ["setup.py with something else in its list", { "setup.py": 'setup(install_requires=["x", *more])\n' }, undefined],
    [
      "setup.cfg that reads a file",
      { "setup.cfg": "[options]\ninstall_requires = file: requirements.txt\n", "requirements.txt": "numpy\n" },
      ["1: numpy"],
    ],
    [
      "a project whose dependencies are read from a file",
      {
        "pyproject.toml":
          '[project]\nname = "a"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = {file = ["requirements.txt"]}\n',
        "requirements.txt": "numpy\n",
      },
      ["1: numpy"],
    ],
    [
      "environments of pdm and hatch",
      {
        "pyproject.toml":
          '[project]\nname = "a"\ndependencies = ["numpy"]\n[tool.pdm.dev-dependencies]\nnb = ["pooch"]\n[tool.hatch.envs.docs]\nextra-dependencies = ["folium"]\n',
      },
      ["3: numpy", "5: pooch", "7: folium"],
    ],
    [
      "folders for requirements and environments",
      {
        "../requirements/base.txt": "numpy\n",
        "../environments/plots.yml": "dependencies:\n  - pip:\n      - folium\n",
        "../requirements/README.txt": "pandas\n",
        "../binder/apt.txt": "graphviz\n",
      },
      ["1: numpy", "3: folium"],
    ],
    ["what documentation needs, alone", { "../docs/requirements.txt": "sphinx\n" }, undefined],
    [
      "what documentation needs, beside other files",
      { "../docs/requirements.txt": "nbsphinx\n", "../requirements.txt": "numpy\n" },
      ["1: nbsphinx", "1: numpy"],
    ],
    ["setup.py that computes", { "setup.py": "setup(install_requires=read('x'))\n" }, undefined],
    ["a Pipfile", { Pipfile: '[packages]\nnumpy = "*"\npandas = "==2.2"\n' }, ["2: numpy", "3: pandas ==2.2"]],
    [
      "a workspace of pixi",
      {
        "pixi.toml":
          '[workspace]\nname = "a"\n[tasks]\ntest = "pytest"\n[dependencies]\npython = ">=3.10"\nnumpy = "*"\n[feature.docs.dependencies]\npooch = ">=1"\n[target.linux-64.pypi-dependencies]\nfolium = { version = "==0.1" }\n',
      },
      ["7: numpy", "9: pooch >=1", "11: folium ==0.1"],
    ],
    [
      "pixi in a project",
      {
        "pyproject.toml":
          '[project]\nname = "a"\ndependencies = ["numpy>=1"]\n[tool.pixi.feature.notebooks.dependencies]\npooch = "*"\n',
      },
      ["3: numpy >=1", "5: pooch"],
    ],
    [
      "a project of Anaconda",
      {
        "anaconda-project.yml":
          "packages: &all\n  - python >=3.12\n  - numpy >=1\ndependencies: *all\nenv_specs:\n  dev:\n    packages:\n      - altair\n",
      },
      ["3: numpy >=1", "3: numpy >=1", "8: altair"],
    ],
    ["other files", { "notes.txt": "numpy\n" }, undefined],
  ])("%s", (_, files, expected) => {
    expect(short(files)).toEqual(expected);
  });

  test("a lock file, the project's name and its Python", () => {
    const files = {
      "pyproject.toml": '[project]\nname = "My_Tool"\nrequires-python = ">=3.9"\ndependencies = ["numpy"]\n',
    };
    expect(read(files)).toMatchObject({ isLocked: false, projects: ["my-tool"], python: ">=3.9" });
    expect(read({ ...files, "../uv.lock": "" })).toMatchObject({ isLocked: true, files: ["pyproject.toml"] });
  });

  test("a path beside a file", () => {
    expect(beside("../requirements/dev.txt", "base.txt")).toBe("../requirements/base.txt");
    expect(beside("a.txt", "../b.txt")).toBe("../b.txt");
    expect(beside("x/a.txt", ".././b.txt")).toBe("b.txt");
  });
});

describe("versions", () => {
  test.each<[string, string, number]>([
    ["3.9", "3.10", -1],
    ["3.10.2", "3.10", 1],
    ["2.0", "2", 0],
    ["1.24.0rc1", "1.24", 0],
  ])("%s and %s", (one, other, expected) => {
    expect(Math.sign(compareVersions(one, other))).toBe(expected);
  });

  test.each<[string, string | null]>([
    [">=3.9,<4", "3.9"],
    ["<4,>=3.9", "3.9"],
    ["==3.11.*", "3.11"],
    ["^3.10", "3.10"],
    ["<3.12", null],
  ])("the lowest of %s", (specifier, expected) => {
    expect(lowestVersion(specifier)).toBe(expected);
  });
});
