import { describe, expect, test } from "vitest";
import { found } from "./found.ts";

const SPLIT = "from sklearn.model_selection import train_test_split\n";
const LEARNING = `from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
X, y = [[1], [2]], [0, 1]
---
`;

describe("draws with a state that is given elsewhere", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "what is spread is not known",
      `${SPLIT}def split(**kw):\n    return kw\nargs = split()\n---\ntrain_test_split([1], **args)`,
      [],
    ],
    ["a spread dictionary with it", `${SPLIT}train_test_split([1, 2], **{"random_state": 7})`, []],
    ["a name of one", `${SPLIT}args = dict(random_state=1)\n---\ntrain_test_split([1, 2], **args)`, []],
    [
      "a name of one that takes another in",
      `${SPLIT}a = {"random_state": 1}\nb = {**a, "test_size": 1}\n---\ntrain_test_split([1, 2], **b)`,
      [],
    ],
    [
      "a dictionary that is changed",
      `${SPLIT}args = {}\nargs["random_state"] = 1\n---\ntrain_test_split([1, 2], **args)`,
      [],
    ],
    [
      "a dictionary without it",
      `${SPLIT}args = dict(test_size=0.5)\n---\ntrain_test_split([1, 2], **args)`,
      ["warning@2"],
    ],
    ["a frame", "import pandas as pd\ndf = pd.DataFrame({'a': [1]})\nkw = make()\n---\ndf.sample(1, **kw)", []],
    [
      "through a function",
      `${SPLIT}def split(x, **kw):\n    return train_test_split(x, **kw)\n---\nsplit([1, 2], random_state=1)`,
      [],
    ],
  ])("%s", (_, source, expected) => {
    expect(found("CW202", source)).toEqual(expected);
  });
});

describe("draws in loops and branches", () => {
  test.each<[string, string, readonly string[]]>([
    ["a loop", "import numpy as np\nout = []\nfor _ in range(9): out.append(np.random.normal())", ["warning@1"]],
    [
      "loops in loops",
      "import torch\nfor e in range(2):\n    for b in range(3):\n        x = torch.randn(3)",
      ["warning@1"],
    ],
    ["a loop without end", "import random\nwhile True:\n    if random.random() < 0.1:\n        break", ["warning@1"]],
    [
      "a branch in a loop",
      "import random\nfor i in range(9):\n    if i > int(input()):\n        x = random.random()",
      ["info@1"],
    ],
    ["a branch on one line", "import random\nfor i in range(9):\n    if i > 3: x = random.random()", ["info@1"]],
    ["one of two values", "import random\nfor i in range(9):\n    x = random.random() if i else 0", ["info@1"]],
    [
      "a try in a loop",
      "import random\nfor i in range(9):\n    try:\n        x = random.random()\n    except ValueError:\n        pass",
      ["info@1"],
    ],
    [
      "a method",
      "import numpy as np\nclass A:\n    def move(self):\n        self.x = np.random.normal()\na = A()\n---\nfor _ in range(3):\n    a.move()",
      ["warning@2"],
    ],
    [
      "a method that may not",
      "import numpy as np\nclass A:\n    def move(self, far):\n        if far:\n            self.x = np.random.normal()\na = A()\n---\nfor k in range(3):\n    a.move(k)",
      ["info@2"],
    ],
    [
      "a loop of a function",
      "import random\ndef walk():\n    at = 0\n    for _ in range(9):\n        at += random.choice([-1, 1])\n    return at\n---\nwalk()",
      ["warning@2"],
    ],
    ["seeded in the loop above", "import random\nrandom.seed(1)\nfor i in range(9):\n    x = random.random()", []],
  ])("%s", (_, source, expected) => {
    expect(found("CW202", source)).toEqual(expected);
  });
});

describe("draws of estimators that others hold", () => {
  test.each<[string, string, readonly string[]]>([
    ["a pipeline", "make_pipeline(StandardScaler(), RandomForestClassifier()).fit(X, y)", ["warning@2"]],
    [
      "a pipeline by name",
      'rf = RandomForestClassifier()\npipe = Pipeline([("s", StandardScaler()), ("f", rf)])\n---\npipe.fit(X, y)',
      ["warning@3"],
    ],
    [
      "a search",
      'search = GridSearchCV(RandomForestClassifier(), {"max_depth": [2, 3]})\n---\nsearch.fit(X, y)',
      ["warning@3"],
    ],
    [
      "a cross validation",
      "pipe = make_pipeline(RandomForestClassifier())\n---\ncross_val_score(pipe, X, y)",
      ["warning@3"],
    ],
    [
      "one of several",
      'models = {"a": make_pipeline(RandomForestClassifier())}\n---\n{n: cross_val_score(m, X, y) for n, m in models.items()}',
      ["warning@3"],
    ],
    [
      "in a loop",
      'models = {"a": make_pipeline(RandomForestClassifier())}\n---\nfor n, m in models.items():\n    m.fit(X, y)',
      ["warning@3"],
    ],
    ["with a state", "make_pipeline(StandardScaler(), RandomForestClassifier(random_state=0)).fit(X, y)", []],
    [
      "with a state that a search gives",
      'GridSearchCV(make_pipeline(RandomForestClassifier()), {"randomforestclassifier__random_state": [0]}).fit(X, y)',
      [],
    ],
    ["as good as exact", "make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)", []],
    [
      "another one without a state",
      "rf = RandomForestClassifier()\nmake_pipeline(RandomForestClassifier(random_state=0)).fit(X, y)",
      [],
    ],
  ])("%s", (_, source, expected) => {
    expect(found("CW202", LEARNING + source)).toEqual(expected);
  });
});

describe("generators that a default makes", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "a field",
      "import numpy as np\nfrom dataclasses import dataclass, field\n@dataclass\nclass A:\n    rng: object = field(default_factory=np.random.default_rng)",
      ["warning@1"],
    ],
    [
      "a dictionary",
      "from collections import defaultdict\nfrom numpy.random import default_rng\nrngs = defaultdict(default_rng)",
      ["warning@1"],
    ],
    [
      "with a seed",
      "import numpy as np\nfrom dataclasses import dataclass, field\n@dataclass\nclass A:\n    rng: object = field(default_factory=lambda: np.random.default_rng(3))",
      [],
    ],
  ])("%s", (_, source, expected) => {
    expect(found("CW201", source)).toEqual(expected);
  });
});
