import type { Subject } from "../text-templates.ts";

/** Classes in all forms, their objects and their state. */
export const classes: Subject = {
  name: "classes",
  modules: [],
  imports: `import abc
import enum
import weakref
from dataclasses import dataclass, field, replace
from typing import ClassVar, Protocol`,
  makers: {
    record: [
      "@dataclass\nclass Record:\n    size: int\n    items: list = field(default_factory=list)\n    made: ClassVar[list] = []\n    def __post_init__(self):\n        self.made.append(self.size)\n<+record> = Record(<n>)",
      "@dataclass(order=True)\nclass Entry:\n    size: int = <n>\n    items: list = field(default_factory=lambda: [<n>], compare=False)\n<+record> = Entry(3)",
      "@dataclass\nclass Line:\n    size: int\n    items: list\n    def grow(self):\n        self.size += <~int>\n        return self\n<+record> = Line(<n>, <list>)",
    ],
    frozenRecord: [
      "@dataclass(frozen=True)\nclass Fixed:\n    size: int\n    items: tuple = ()\n<+frozenRecord> = Fixed(<n>, (<list>,))",
    ],
    color: [
      "class Color(enum.Enum):\n    RED = 1\n    BLUE = 2\n    def more(self):\n        return self.value + <n>\n<+color> = Color.RED",
      "class Level(enum.IntEnum):\n    LOW = 1\n    HIGH = <n>0\n<+color> = Level.HIGH",
      "<+color> = enum.Enum('Kind', 'ONE TWO').ONE",
    ],
    slotted: [
      "class Slotted:\n    __slots__ = ('size', 'items')\n    count = 0\n    def __init__(self, items):\n        self.size = len(items)\n        self.items = items\n        Slotted.count += 1\n<+slotted> = Slotted(<list>)",
    ],
    shape: [
      "class Shape(abc.ABC):\n    known = {}\n    def __init_subclass__(cls, **rest):\n        super().__init_subclass__(**rest)\n        Shape.known[cls.__name__] = 1\n    @abc.abstractmethod\n    def area(self): ...\nclass Square(Shape):\n    def __init__(self, side):\n        self.side = side\n    def area(self):\n        return self.side ** 2\n<+shape> = Square(<n>)",
      "class Meta(type):\n    def __new__(cls, name, bases, body):\n        body['tag'] = name.lower()\n        return super().__new__(cls, name, bases, body)\nclass Round(metaclass=Meta):\n    side = <n>\n    def area(self):\n        return self.side * 3\n<+shape> = Round()",
      "class HasArea(Protocol):\n    def area(self) -> int: ...\nclass Flat:\n    side: int = <n>\n    def area(self) -> int:\n        return self.side\n<+shape> = Flat()",
    ],
    vector: [
      `class Vector:
    def __init__(self, *parts):
        self.parts = list(parts)
    def __add__(self, other):
        return Vector(*[one + two for one, two in zip(self.parts, other.parts)])
    def __iadd__(self, n):
        self.parts = [one + n for one in self.parts]
        return self
    def __getitem__(self, at):
        return self.parts[at]
    def __setitem__(self, at, n):
        self.parts[at] = n
    def __delitem__(self, at):
        self.parts[at] = 0
    def __eq__(self, other):
        return isinstance(other, Vector) and self.parts == other.parts
    def __hash__(self):
        return hash(tuple(self.parts))
    def __repr__(self):
        return f"Vector{tuple(self.parts)}"
    def __bool__(self):
        self.parts.append(1)
        return True
    def __getattr__(self, name):
        if name.startswith("part_"):
            return self.parts[int(name[5:])]
        raise AttributeError(name)
<+vector> = Vector(1, <n>)`,
    ],
    store: [
      "class Store:\n    items = []\n    total = 0\n    @classmethod\n    def add(cls, n):\n        cls.items.append(n)\n        cls.total += n\n        return cls.total\n    @staticmethod\n    def double(n):\n        return n * 2\n<+store> = Store()",
      "class Single:\n    _made = None\n    items = [<n>]\n    total = 1\n    def __new__(cls):\n        if cls._made is None:\n            cls._made = super().__new__(cls)\n        return cls._made\n    def add(self, n):\n        self.items.append(n)\n        self.total += 1\n        return self.total\n    @staticmethod\n    def double(n):\n        return n + n\n<+store> = Single()",
    ],
    nodeOf: [
      "class Node:\n    def __init__(self, name, parent=None):\n        self.name = name\n        self.parent = parent\n        self.children = []\n        if parent is not None:\n            parent.children.append(self)\n<+nodeOf> = Node('root<n>')",
    ],
    cachedOwner: [
      "import functools\nclass Owner:\n    def __init__(self, items):\n        self.items = items\n    @functools.cached_property\n    def size(self):\n        self.items.append(0)\n        return len(self.items)\n<+cachedOwner> = Owner(<list>)",
    ],
    reference: ["class Held:\n    value = <n>\nheld = Held()\n<+reference> = weakref.ref(held)"],
  },
  uses: [
    "<record>.size += <n>",
    "<record>.items.append(<n>)",
    "<+record> = <record2>",
    "<+record> = replace(<record2>, size=<n>)",
    "print(<record>)",
    "<record>",
    "<+list> = <record>.items",
    "print(type(<record>).__name__, <record>.size)",
    "type(<record>).extra = <n>",
    "<record>.note = <n>",
    "print(getattr(<record>, 'extra', None), hasattr(<record>, 'note'))",
    "print(<frozenRecord>, hash(<frozenRecord>.size))",
    "<frozenRecord>.items[0].append(<n>)",
    "try:\n    <frozenRecord>.size = 1\nexcept AttributeError as error:\n    print(type(error).__name__)",
    "print(<color>, <color>.name)",
    "<+color> = <color2>",
    "print(<color> is type(<color>)[<color>.name])",
    "<+dict> = {'k': <n>, <color>.name: 2}",
    "<slotted>.items.append(<n>)\n<slotted>.size += 1",
    "print(<slotted>.size, <slotted>.items, type(<slotted>).count)",
    "<+slotted> = <slotted2>",
    "print(<shape>.area(), type(<shape>).__mro__[1].__name__)",
    "<shape>.side = <n>",
    "type(<shape>).side = 2",
    "<+shape> = <shape2>",
    "<+nested> = [[<shape>.area()], [1]]",
    "<vector> += <n>",
    "<vector>[0] = <n>",
    "del <vector>[0]",
    "<+vector> = <vector2>",
    "<+vector> = <vector> + <vector2>",
    "print(<vector>, <vector> == <vector2>)",
    "if <vector>:\n    print(<vector>.part_0)",
    "<vector>",
    "print({<vector>: 1})",
    "<store>.add(<n>);",
    "print(<store>.items, <store>.total, <store>.double(2))",
    "type(<store>).items.append(<n>)",
    "type(<store>).items = [<n>]",
    "<store>.items = [<n>]",
    "<+store> = type(<store2>)()",
    "print(len(<store>.items))",
    "<nodeOf>.children.append(<nodeOf2>)",
    "child = type(<nodeOf>)('leaf', <nodeOf>)\nprint(child.parent.name)",
    "print([one.name for one in <nodeOf>.children][:4])",
    "<nodeOf>.name = 'n<n>'",
    "<+nodeOf> = <nodeOf2>",
    "print(<cachedOwner>.size)",
    "print(len(<cachedOwner>.items))",
    "<+cachedOwner> = <cachedOwner2>",
    "print(<reference>() is not None)",
    "print(<reference>().value)",
    "<reference>().value = <n>",
    "<list>.append(<n>)",
    "print(<list>)",
    "<int> += 1",
    "getattr(<store>, 'add')(<n>)",
    "setattr(<record>, 'size', <n>)",
    "def describe(one):\n    return f'{one.size}:{len(one.items)}'\nprint(describe(<record>))",
    "class Wide(type(<record>)):\n    def wide(self):\n        return self.size * 2\nprint(Wide(2, [1]).wide())",
  ],
};
