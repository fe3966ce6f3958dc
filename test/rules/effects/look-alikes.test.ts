import { describe, expect, test } from "vitest";
import { checkExample } from "../../harness/checked.ts";
import { found } from "./found.ts";

const POOL = `from concurrent.futures import ThreadPoolExecutor, as_completed
results = []
with ThreadPoolExecutor() as pool:
    for f in as_completed([pool.submit(len, w) for w in ["a", "bb"]]):
        results.append(f.result())
`;

describe("effects and what only looks like them", () => {
  test.each<[string, string, string, readonly string[]]>([
    ["CW203", "today as text", "import pandas as pd\nprint(pd.to_datetime('today'))", ["info@1"]],
    ["CW203", "now as text", "import pandas as pd\nprint(pd.Timestamp('now'))", ["info@1"]],
    ["CW203", "now of NumPy", "import numpy as np\nprint(np.datetime64('now'))", ["info@1"]],
    [
      "CW203",
      "now of a module and of a class of the same name",
      "import datetime\nprint(datetime.datetime.now())\n---\nfrom datetime import datetime\nprint(datetime.now())",
      ["info@1", "info@2"],
    ],
    ["CW203", "a given day as text", "import pandas as pd\nprint(pd.to_datetime('2024-01-31'))", []],
    [
      "CW203",
      "days since",
      "import pandas as pd\nf = pd.DataFrame({'d': []})\nf['age'] = (pd.Timestamp('today') - f['d']).dt.days",
      ["warning@1"],
    ],
    [
      "CW204",
      "the hash of a parameter",
      "def fold(name, n):\n    return hash(name) % n\nprint(fold('a', 3))",
      ["info@1"],
    ],
    ["CW204", "hashes of a column", "import pandas as pd\nprint(pd.Series(['a']).map(hash))", ["info@1"]],
    ["CW204", "the hash of an object", "class A:\n    def __hash__(self):\n        return hash(self.a)", []],
    ["CW204", "a set that is written out", "print(', '.join({'red', 'green'}))", ["warning@1"]],
    ["CW204", "a loop over one", "out = []\nfor c in {'red', 'green'}:\n    out.append(c)\nprint(out)", ["warning@1"]],
    ["CW204", "a question to one", "print('red' in {'red', 'green'}, sorted({'b', 'a'}), len({'b', 'a'}))", []],
    ["CW204", "one of numbers", "print(list({1, 2}))", []],
    ["CW205", "a sum", "from pathlib import Path\ntotal = sum(p.stat().st_size for p in Path('d').glob('*'))", []],
    ["CW205", "the newest", "from pathlib import Path\nlast = max(Path('d').glob('*'), key=lambda p: p.name)", []],
    [
      "CW205",
      "a table that is sorted",
      "import glob\nimport pandas as pd\nboth = pd.concat([pd.read_csv(f) for f in glob.glob('*.csv')]).sort_values('a')",
      [],
    ],
    [
      "CW205",
      "a table that is not",
      "import glob\nimport pandas as pd\nboth = pd.concat([pd.read_csv(f) for f in glob.glob('*.csv')]).reset_index()",
      ["warning@1"],
    ],
    ["CW206", "sorted below", `${POOL}results.sort()\nprint(results)`, []],
    ["CW206", "shown in order", `${POOL}---\nprint(sorted(results))`, []],
    ["CW206", "added up", `${POOL}---\nprint(sum(results))`, []],
    ["CW206", "shown", `${POOL}---\nprint(results)`, ["warning@1"]],
    ["CW207", "added to", "import os\npath = os.getenv('ROOT_A') + '/x'", ["info@1"]],
    ["CW207", "in a text", "import os\nroot = os.getenv('ROOT_A')\n---\npath = f'{root}/x'", ["info@1"]],
    ["CW207", "given to a call", "import os\nroot = os.environ.get('ROOT_A')\n---\nos.listdir(root)", ["info@1"]],
    ["CW207", "a secret of a client", "import os\nfrom service import Client\nc = Client(os.getenv('API_KEY'))", []],
    ["CW207", "with a default", "import os\npath = os.getenv('ROOT_A', '.') + '/x'", []],
    ["CW207", "or another", "import os\npath = (os.getenv('ROOT_A') or '.') + '/x'", []],
    ["CW207", "tested", "import os\nroot = os.getenv('ROOT_A')\nif root:\n    print(root + '/x')", []],
    ["CW207", "only shown", "import os\nprint(os.getenv('ROOT_A'))", []],
    [
      "CW210",
      "a process",
      'import subprocess, sys\nsubprocess.check_call([sys.executable, "-m", "pip", "install", "-q", "tabulate"])',
      ["warning@1"],
    ],
    ["CW210", "a command", 'import os\nos.system("pip install pandas")', ["warning@1"]],
    ["CW210", "a command with a version", 'import os\nos.system("pip install pandas==2.2.3")', []],
    ["CW210", "a package by name", 'import subprocess\ndef add(p):\n    subprocess.run(["pip", "install", p])', []],
    ["CW210", "another process", 'import subprocess\nsubprocess.run(["git", "status"])', []],
    ["CW212", "a home", 'from pathlib import Path\nbase = Path("~/Dropbox/data").expanduser()', ["info@1"]],
    ["CW212", "a home of this user", 'from pathlib import Path\nbase = Path.home() / "x"', ["info@1"]],
    [
      "CW212",
      "a home in a call",
      'import os\na = os.path.expanduser("~/x")\nb = os.path.expanduser("~")',
      ["info@1", "info@1"],
    ],
    [
      "CW212",
      "no home",
      'import pandas as pd\npd.DataFrame().query("~a")\nformula = "y ~ x"\nprint("~10 cm", "~/")',
      [],
    ],
    [
      "CW213",
      "after a cell of the shell",
      "%%bash\nmkdir -p d && echo a > d/x.txt\n---\nx = open('d/x.txt').read()",
      ["info@2"],
    ],
    ["CW213", "after a page", "%%html\n<b>x</b>\n---\nx = open('d/x.txt').read()", ["error@2"]],
  ])("%s: %s", (code, _, source, expected) => {
    expect(found(code, source)).toEqual(expected);
  });
});

test.each<[string, boolean]>([
  ["!pip install -q flax>=0.7.5", true],
  ["!pip install -q 'flax>=0.7.5'", false],
  ["%pip install -q flax>=0.7.5", false],
  ["!pip install -q flax", false],
])("a bound that the shell takes for a file is said: %s", (line, isSaid) => {
  const [finding] = checkExample({ notebook: `# %%\n${line}\n` }).filter(({ code }) => code === "CW210");
  expect(finding?.hint?.includes("makes a file `=0.7.5`")).toBe(isSaid);
});
