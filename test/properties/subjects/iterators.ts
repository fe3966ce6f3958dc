import type { Subject } from "../text-templates.ts";

/** Things that run along: iterators, generators, caches, partial functions, and decorators with state. */
export const iterators: Subject = {
  name: "iterators",
  modules: [],
  imports:
    "import functools\nimport itertools\nfrom contextlib import contextmanager, suppress\nfrom functools import lru_cache, partial, reduce, singledispatch",
  makers: {
    stream: [
      "<+stream> = itertools.count(<n>)",
      "<+stream> = itertools.cycle(<list> or [1])",
      "<+stream> = iter(range(<n>, 20))",
      "<+stream> = zip(<list>, range(9))",
      "<+stream> = map(lambda one: one + <n>, <list>)",
      "<+stream> = filter(None, <list>)",
      "<+stream> = enumerate(<list>)",
      "<+stream> = reversed(<list>)",
      "<+stream> = itertools.chain(<list>, [7, 8])",
      "<+stream> = (one * <n> for one in <list>)",
      "def numbers(limit):\n    for one in range(limit):\n        yield one * 2\n<+stream> = numbers(9)",
      "def totals():\n    total = <n>\n    while True:\n        total += 1\n        yield total\n<+stream> = totals()",
      "<+stream> = itertools.accumulate(<list>)",
      "<+stream> = itertools.islice(itertools.count(), 3, None)",
      "<+stream> = map(<function>, [1, 2, 3])",
    ],
    talker: [
      "def talk():\n    heard = []\n    while True:\n        heard.append((yield len(heard)))\n<+talker> = talk()\nnext(<+talker>);",
    ],
    cached: [
      "@lru_cache(maxsize=None)\ndef <+cached>(n):\n    return n if n < 2 else n * 2 + <n>",
      "@functools.cache\ndef <+cached>(n):\n    <~list>.append(n)\n    return n + 1",
      "@lru_cache\ndef <+cached>(n):\n    return n + <~int>",
    ],
    part: [
      "<+part> = partial(sorted, reverse=True)",
      "<+part> = partial(lambda items, more: [*items, *more], <list>)",
      "<+part> = partial(max, [<n>])",
      "def gather(kept, more):\n    kept.extend(more)\n    return list(kept)\n<+part> = partial(gather, <list>)",
    ],
    counted: [
      `def counting(function):
    @functools.wraps(function)
    def inner(n):
        inner.calls += 1
        return function(n)
    inner.calls = 0
    return inner
@counting
def <+counted>(n):
    return n + <n>`,
      `log = []
def logged(function):
    def inner(n):
        log.append(n)
        return function(n)
    inner.calls = 7
    return inner
@logged
def <+counted>(n):
    return n * <n>`,
    ],
    summing: ["def <+summing>(n):\n    <+summing>.total += n\n    return <+summing>.total\n<+summing>.total = <n>"],
    adder: [
      "def make_adder():\n    total = <n>\n    seen = []\n    def add(n):\n        nonlocal total\n        total += n\n        seen.append(n)\n        return total + len(seen)\n    return add\n<+adder> = make_adder()",
      "class Adder:\n    def __init__(self):\n        self.total = <n>\n    def __call__(self, n):\n        self.total += n\n        return self.total\n<+adder> = Adder()",
      "<+adder> = lambda n, seen=[]: (seen.append(n), len(seen))[1]",
    ],
    described: [
      `@singledispatch
def <+described>(one):
    return "any"
@<+described>.register
def _(one: int):
    return "int"`,
    ],
    manager: [
      `@contextmanager
def <+manager>(items):
    items.append("in")
    yield len(items)
    items.append("out")`,
      `@contextmanager
def <+manager>(items):
    global depth
    depth = len(items)
    try:
        yield depth
    finally:
        items.append(depth)`,
    ],
    twins: ["<+twins> = itertools.tee(<list>)", "<+twins> = itertools.groupby(sorted(<list>))"],
  },
  uses: [
    "print(next(<stream>, None))",
    "got = next(<stream>, 0)\nprint(got)",
    "<+list> = [1 if one else 0 for one in itertools.islice(<stream>, 2)]",
    "print(list(itertools.islice(<stream>, 3)))",
    "for one in <stream>:\n    print(one)\n    break",
    "<+stream> = itertools.islice(<stream2>, 5)",
    "<+stream> = itertools.chain([0], <stream2>)",
    "<+stream> = <stream2>",
    "<list>.append(<n>)",
    "print(<talker>.send(<n>))",
    "print(<cached>(<n>), <cached>.cache_info().hits)",
    "print(<cached>(<n>))",
    "<cached>.cache_clear();",
    "print(<cached>.cache_info())",
    "<+int> = <cached>(3)",
    "print(<part>([3, 1, 2]))",
    "print(<part>.args)",
    "<+list> = list(<part>([<n>]))[:4] if not isinstance(<part>([1]), int) else [1]",
    "print(<counted>(<n>), <counted>.calls)",
    "print(<counted>(<n>))",
    "<counted>.calls = <n>",
    "print(<adder>(<n>))",
    "print(<summing>(<n>), <summing>.total)",
    "<summing>.total = <n>",
    "<+int> = <adder>(2) % 97",
    "<+adder> = <adder2>",
    "print([<adder>(one) for one in range(2)])",
    "print(sum(map(<adder>, [1, 2])))",
    "print(<described>(<n>), <described>('x'), <described>(<list>))",
    "@<described>.register(list)\ndef of_list(one):\n    return f'list of {len(one)}'",
    "with <manager>(<list>) as size:\n    print(size)",
    "with <manager>(<list>):\n    <+int> = <n>",
    "print(reduce(lambda one, other: one + other, <list>, <int>))",
    "print([(type(one).__name__) for one in <twins>][:2])",
    "<+dict> = {'k': sum(1 for _ in itertools.product(<list>, [1, 2])), 'm': 1}",
    "with suppress(ZeroDivisionError):\n    <+int> = <n>\n    print(1 / 0)",
    "print(<int>, <list>)",
    "print(sorted(<list>, key=<function>))",
    "print(max([1, 2], key=<adder>))",
    "<+int> = (lambda: <n>)()",
    "<+function> = partial(<function2>)",
    "<+function> = functools.partial(lambda k, n: n + k, <n>)",
    "print(<function>(<n>))",
    "try:\n    <+int> = <n>\n    raise StopIteration\nexcept StopIteration:\n    pass\nelse:\n    print('no')",
    "total = sum(one for one in <list> if one > <int>)\nprint(total)",
  ],
};
