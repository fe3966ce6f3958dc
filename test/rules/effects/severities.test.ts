import { describe, expect, test } from "vitest";
import { checkExample } from "../../harness/checked.ts";

/** Findings of one rule as `severity@cell`. */
function found(code: string, source: string, beside: Readonly<Record<string, string>> = {}): readonly string[] {
  const cells = source.split("\n---\n").map((cell) => `# %%\n${cell}\n`);
  return checkExample({ notebook: cells.join(""), beside })
    .filter((one) => one.code === code)
    .map(({ severity, location }) => `${severity}@${(location?.cell ?? -1) + 1}`);
}

describe("how much an effect matters", () => {
  test.each<[string, string, string, readonly string[]]>([
    ["CW201", "an identifier", "import uuid\nuuid.uuid4()", ["info@1"]],
    ["CW201", "a temporary folder", "import tempfile\ntempfile.mkdtemp()", []],
    ["CW202", "a draw", "import random\nx = random.random()", ["warning@1"]],
    ["CW202", "a draw on some paths", "import random\nif input():\n    x = random.random()", ["info@1"]],
    ["CW202", "a draw for a chart", "import networkx as nx\nnx.draw_spring(nx.path_graph(3))", ["info@1"]],
    ["CW202", "seeded below the first draw", "import random\nx = random.random()\n---\nrandom.seed(1)", ["warning@1"]],
    [
      "CW202",
      "without shuffling",
      "from sklearn.model_selection import train_test_split\ntrain_test_split([1, 2], shuffle=False)",
      [],
    ],
    ["CW202", "an exact solver", "from sklearn.svm import SVC\nmodel = SVC()\nmodel.fit([[1], [2]], [0, 1])", []],
    [
      "CW202",
      "a forest",
      "from sklearn.ensemble import RandomForestClassifier as F\nmodel = F()\nmodel.fit([[1], [2]], [0, 1])",
      ["warning@1"],
    ],
    [
      "CW202",
      "a forest in a cross validation",
      "from sklearn.ensemble import RandomForestClassifier as F\nfrom sklearn.model_selection import cross_val_score\ncross_val_score(F(), [[1], [2]], [0, 1])",
      ["warning@1"],
    ],
    ["CW203", "a date that is printed", "from datetime import date\nprint(date.today())", ["info@1"]],
    ["CW203", "a duration", "import time\nstart = time.time()\n---\nprint(time.time() - start)", []],
    [
      "CW203",
      "a duration in a function",
      "import time\ndef f():\n    start = time.time()\n    return time.time() - start",
      [],
    ],
    ["CW203", "a given time", "import time\nt = time.gmtime(0)\nprint(time.strftime('%Y', t))", []],
    ["CW203", "a seed", "import random, time\nrandom.seed(int(time.time()))", ["warning@1"]],
    [
      "CW203",
      "the name of a chart",
      "import time\nimport matplotlib.pyplot as plt\nname = f'{time.time()}.png'\n---\nplt.savefig(name)",
      ["warning@1"],
    ],
    [
      "CW204",
      "elements of unknown type",
      "import pandas as pd\nf = pd.read_csv('a.csv')\nnames = list(set(f['n']))\nprint(names)",
      ["info@1"],
    ],
    ["CW204", "numbers", "print(list(set(range(3))))", []],
    ["CW204", "the hash of a number", "print(hash(3))", []],
    [
      "CW205",
      "files that are only shown to be there",
      "import os\nfor name in os.listdir('.'):\n    os.path.getsize(name)",
      ["info@1"],
    ],
    ["CW205", "files by name", "import glob\nframes = {name: open(name).read() for name in glob.glob('*.txt')}", []],
    ["CW205", "sorted below", "import glob\nnames = glob.glob('*.txt')\n---\nfirst = sorted(names)[0]", []],
    ["CW207", "a secret", "import os\nkey = os.environ['API_KEY']", ["info@1"]],
    ["CW207", "what every session has", "import os\nhome = os.environ['HOME']", []],
    ["CW207", "set above", "import os\nos.environ['ROOT_A'] = '.'\n---\nroot = os.environ['ROOT_A']", []],
    ["CW207", "asked for before", "import os\nassert 'ROOT_A' in os.environ\n---\nroot = os.environ['ROOT_A']", []],
    ["CW208", "the own machine", "import pandas as pd\npd.read_csv('http://localhost:8000/a.csv')", []],
    ["CW208", "several places, once", "!wget https://example.org/a\n---\n!curl https://example.org/b", ["info@1"]],
    ["CW209", "a file that is timed only", "%run -p helpers.py", []],
    ["CW209", "a reset that does nothing", "%reset -f\n---\nx = 1", []],
    ["CW210", "a file of requirements", "%pip install -r requirements.txt -q", []],
    ["CW210", "tools", "!pip install --upgrade pip setuptools", []],
    ["CW210", "a commit of a repository", "!pip install git+https://github.com/a/b.git@1f3c2a", []],
    ["CW210", "two commands", "!apt-get install -y graphviz && pip install graphviz", ["warning@1"]],
    ["CW210", "a cell of the shell", "%%bash\n# pip install a\npip install b", ["warning@1"]],
    ["CW211", "a secret", "from getpass import getpass\nkey = getpass()", ["info@1"]],
    ["CW211", "in a function", "def ask():\n    return input('?')", ["info@1"]],
    ["CW212", "a folder of the system", "print(open('/etc/hosts').read())", []],
    ["CW212", "a pattern", "import re\nre.match(r'/home/\\w+/x', 'a')", []],
    [
      "CW212",
      "two of one home",
      "a = '/home/ada/a'\nb = '/home/ada/b'\nc = '/Users/ben/c'",
      ["warning@1", "warning@1"],
    ],
    ["CW213", "in a try", "try:\n    x = open('a.txt')\nexcept OSError:\n    x = None", []],
    ["CW213", "two of one folder, once", "a = open('d/a.txt').read()\nb = open('d/b.txt').read()", ["error@1"]],
    ["CW213", "found by a function", "def find(name):\n    return name\nx = open(find('a.txt'))", ["info@1"]],
    ["CW213", "after a command", "!make data\n---\nx = open('a.txt').read()", ["info@2"]],
    ["CW213", "below another folder", "%cd data\n---\nx = open('a.txt').read()", []],
    ["CW213", "a folder that is looked through", "import glob\nfor name in glob.glob('none/x'):\n    print(name)", []],
    ["CW214", "in one cell", "x = open('a.txt').read()\nopen('a.txt', 'w').write(x)", []],
    ["CW215", "an absolute folder", "import os\nos.chdir('/srv')", ["info@1"]],
    ["CW215", "where it is", "%cd", []],
  ])("%s: %s", (code, _, source, expected) => {
    expect(found(code, source)).toEqual(expected);
  });
});
