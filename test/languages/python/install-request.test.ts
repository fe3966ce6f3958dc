import { describe, expect, it } from "vitest";
import { installRequest } from "../../../src/languages/python/ipython/install-request.ts";
import { shellCommands, shellWords } from "../../../src/languages/python/ipython/shell-words.ts";

describe("installRequest", () => {
  it.each<[string, string[], string[]]>([
    ["pip install numpy", ["numpy"], []],
    ["pip3 install -q -U numpy 'pandas>=1,<2' scikit-learn==1.2", ["numpy", "pandas>=1,<2", "scikit-learn==1.2"], []],
    ["python -m pip install --upgrade pip", ["pip"], []],
    ["{sys.executable} -m pip install x[all]", ["x[all]"], []],
    ["pip --quiet install x", ["x"], []],
    ["uv pip install x", ["x"], []],
    ["uv add x", ["x"], []],
    ["pip install -i https://mirror/simple x", ["x"], []],
    ["pip install x > /dev/null 2>&1", ["x"], []],
    ["pip install x | tail -1", ["x"], []],
    ["pip install a && pip install b; pip install c", ["a", "b", "c"], []],
    ["pip install git+https://github.com/o/r.git#egg=r", ["r @ git+https://github.com/o/r.git"], []],
    ["pip install git+https://github.com/o/r.git", [], ["git+https://github.com/o/r.git"]],
    ["pip install -r requirements.txt -e .", [], ["requirements.txt", "."]],
    ["pip install ./x.whl $package", [], ["./x.whl", "$package"]],
    ["conda install -y -c conda-forge numpy=1.2 pandas", ["numpy==1.2.*", "pandas"], []],
    ["mamba install conda-forge::x=1.2=py_0", ["x==1.2.*"], []],
  ])("reads %j", (line, requirements, unread) => {
    expect(installRequest(line)).toEqual({ requirements, systemPackages: [], unread, only: true });
  });

  it("tells packages of the system and other work apart", () => {
    expect(installRequest("apt-get update && sudo apt-get install -y -qq graphviz libx-dev")).toEqual({
      requirements: [],
      systemPackages: ["graphviz", "libx-dev"],
      unread: [],
      only: true,
    });
    expect(installRequest("pip install x && ls")?.only).toBe(false);
  });

  it.each(["ls", "pip list", "echo pip install x", "pipx install y", "git clone x"])("finds none in %j", (line) => {
    expect(installRequest(line)).toBeNull();
  });
});

describe("shell words and commands", () => {
  it.each<[string, string[]]>([
    ["a  b", ["a", "b"]],
    ["a 'b c' \"d e\"", ["a", "b c", "d e"]],
    ['a\\ b c"d\'e"', ["a b", "cd'e"]],
    ['"a\\"b" \'\'', ['a"b', ""]],
    ["'open", ["open"]],
    ["", []],
  ])("%j has the words %j", (line, words) => expect(shellWords(line)).toEqual(words));

  it("splits commands outside quotes only", () => {
    expect(shellCommands("a 'x && y'; b && c || d & e")).toEqual(["a 'x && y'", "b", "c", "d & e"]);
  });
});
