"""Finds what each top-level statement does with names, from the bytecode that CPython 3.11 makes of it.

Reads one JSON object per line, {"cells": [code, ...]}, and writes one per line, {"cells": [...]}: for each cell null when it
does not compile, else a list with the facts of each statement. An independent second opinion on the facts that are read from
the syntax: here a forward data-flow analysis over instructions decides what is bound, read and deleted.
"""

import __future__

import ast
import dis
import json
import sys
import types
import warnings

TOP_LEVEL_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}
SWALLOWING = {"suppress", "ignored", "raises", "assertRaises", "assertRaisesRegex"}
NO_FALL_THROUGH = {
    "JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT", "JUMP_ABSOLUTE", "RETURN_VALUE", "RAISE_VARARGS", "RERAISE",
}
# Names that the compiler itself reads or stores.
OWN = {"__annotations__", "__doc__"}


class Flow:
    """The control flow of one code object, and what is known before each instruction."""

    def __init__(self, code, swallowing_lines, given=()):
        self.code = code
        self.instructions = [i for i in dis.get_instructions(code) if i.opname != "EXTENDED_ARG"]
        offsets = [i.offset for i in self.instructions]
        self.index = {}
        position = 0
        for offset in range(0, len(code.co_code) + 2, 2):
            while position < len(offsets) and offsets[position] < offset:
                position += 1
            self.index[offset] = position
        self.is_function = bool(code.co_flags & 1)
        self.edges = self.find_edges(swallowing_lines)
        self.given = frozenset(given)
        self.solve()

    def find_edges(self, swallowing_lines):
        handlers = [[] for _ in self.instructions]
        for entry in dis._parse_exception_table(self.code):
            for position in range(self.index[entry.start], self.index[entry.end]):
                handlers[position].append(self.index[entry.target])
        edges = []
        in_exit = False
        for position, instruction in enumerate(self.instructions):
            name = instruction.opname
            targets = []
            if name not in NO_FALL_THROUGH:
                targets.append(position + 1)
            if instruction.opcode in dis.hasjrel or instruction.opcode in dis.hasjabs:
                # The exception that a `with` block swallows: only for managers that are known to do so.
                if not (in_exit and name.endswith("IF_TRUE")):
                    targets.append(self.index[instruction.argval])
                if name.endswith("IF_TRUE"):
                    in_exit = False
            if name == "WITH_EXCEPT_START":
                in_exit = instruction.positions.lineno not in swallowing_lines
            edges.append((targets, handlers[position]))
        return edges

    def change(self, instruction):
        """What an instruction does: (kind, name) or None."""
        name = instruction.opname
        if name in ("LOAD_NAME", "LOAD_GLOBAL"):
            return ("load", instruction.argval, name == "LOAD_GLOBAL")
        if name in ("STORE_NAME", "STORE_GLOBAL"):
            return ("store", instruction.argval, name == "STORE_GLOBAL")
        if name in ("DELETE_NAME", "DELETE_GLOBAL"):
            return ("delete", instruction.argval, name == "DELETE_GLOBAL")
        return None

    def solve(self):
        """Forward analysis. A state is (surely bound, surely read, perhaps deleted)."""
        count = len(self.instructions)
        states = [None] * (count + 1)
        states[0] = (self.given, frozenset(), frozenset())
        work = [0]
        while work:
            position = work.pop()
            if position >= count:
                continue
            before = states[position]
            after = self.step(position, before)
            targets, handlers = self.edges[position]
            for target, state in [(t, after) for t in targets] + [(h, before) for h in handlers]:
                known = states[target]
                merged = state if known is None else (known[0] & state[0], known[1] & state[1], known[2] | state[2])
                if merged != known:
                    states[target] = merged
                    work.append(target)
        self.states = states

    def step(self, position, state):
        bound, read, deleted = state
        change = self.change(self.instructions[position])
        if change is None:
            return state
        kind, name, _ = change
        if kind == "load":
            return state if name in bound else (bound, read | {name}, deleted)
        if kind == "store":
            return (bound | {name}, read, deleted - {name})
        return (bound - {name}, read, deleted | {name})

    def live(self):
        for position, instruction in enumerate(self.instructions):
            if self.states[position] is not None:
                yield position, instruction, self.states[position][0]

    def at_exit(self):
        """What is known at the end: surely bound, surely read, perhaps deleted."""
        for ends in (("RETURN_VALUE",), ("RAISE_VARARGS", "RERAISE")):
            states = [self.states[p] for p, i, _ in self.live() if i.opname in ends]
            if states:
                bound, read, deleted = states[0]
                for other in states[1:]:
                    bound, read, deleted = bound & other[0], read & other[1], deleted | other[2]
                return (bound, read, deleted) if ends[0] == "RETURN_VALUE" else (frozenset(), read, frozenset())
        return frozenset(), frozenset(), frozenset()


class Names:
    """What a code object and those nested in it do with names of the notebook."""

    def __init__(self, swallowing_lines):
        self.swallowing_lines = swallowing_lines
        self.functions = []

    def run_now(self, code, is_class):
        """Reads, stores, deletions of code that runs where it stands; inner functions are noted on the way."""
        given = ("__module__", "__qualname__") if is_class else ()
        flow = Flow(code, self.swallowing_lines, given)
        reads, stores, deletes, later = set(), set(), set(), set()
        skip_name = is_class
        for position, instruction, bound in flow.live():
            change = flow.change(instruction)
            if change is not None:
                kind, name, is_global = change
                if skip_name and kind == "load" and name == "__name__":
                    skip_name = False
                elif kind == "load":
                    if name not in bound:
                        reads.add(name)
                elif not is_class or is_global:
                    (stores if kind == "store" else deletes).add(name)
            elif isinstance(instruction.argval, types.CodeType):
                outer = frozenset() if is_class else bound
                now, inner_stores, deferred = self.nested(instruction.argval)
                reads |= now - outer
                later |= deferred - outer
                stores |= inner_stores
        return flow, reads, stores, deletes, later

    def nested(self, code):
        """Reads at once, stores at once, reads when called, of code nested in other code."""
        if code.co_name in COMPREHENSIONS:
            _, reads, stores, _, later = self.run_now(code, False)
            return reads, stores, later
        if not code.co_flags & 1:
            _, reads, stores, _, later = self.run_now(code, True)
            return reads, stores, later
        _, reads, stores, deletes, later = self.run_now(code, False)
        free = (reads | later) - OWN
        self.functions.append([code.co_name, code.co_firstlineno, sorted(free), sorted((stores | deletes | self.inner_assigns(code)) - OWN)])
        return set(), set(), free

    def inner_assigns(self, code):
        """Globals bound by functions inside a function."""
        found = set()
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                found |= {i.argval for i in dis.get_instructions(constant) if i.opname in ("STORE_GLOBAL", "DELETE_GLOBAL")}
                found |= self.inner_assigns(constant)
        return found


def swallowing_lines(statement):
    """Lines of `with` statements whose context manager is known to swallow exceptions."""
    lines = set()
    for node in ast.walk(statement):
        for item in getattr(node, "items", ()) if isinstance(node, (ast.With, ast.AsyncWith)) else ():
            function = getattr(item.context_expr, "func", None)
            if getattr(function, "attr", getattr(function, "id", None)) in SWALLOWING:
                lines.add(node.lineno)
    return lines


def statement_facts(statement, flags):
    code = compile(ast.Module([statement], []), "<cell>", "exec", flags=flags | TOP_LEVEL_AWAIT, dont_inherit=True)
    names = Names(swallowing_lines(statement))
    flow, reads, stores, deletes, later = names.run_now(code, False)
    bound, read, deleted = flow.at_exit()
    return {
        "kind": type(statement).__name__,
        "definitions": sorted(stores - OWN),
        "uses": sorted(reads - OWN),
        "certainDefinitions": sorted((bound & stores) - OWN),
        "deletions": sorted(deleted - OWN),
        "functions": sorted(names.functions),
        "awaits": bool(code.co_flags & 0x80),
    }


def cell_facts(text, flags):
    try:
        tree = ast.parse(text)
        compile(tree, "<cell>", "exec", flags=flags | TOP_LEVEL_AWAIT, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None, flags
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            if any(alias.name == "annotations" for alias in statement.names):
                flags |= __future__.annotations.compiler_flag
    facts = []
    for statement in tree.body:
        try:
            facts.append(statement_facts(statement, flags))
        except RecursionError:
            return None, flags
    return facts, flags


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(5000)
    for line in sys.stdin:
        flags = 0
        cells = []
        for text in json.loads(line)["cells"]:
            facts, flags = cell_facts(text, flags)
            cells.append(facts)
        print(json.dumps({"cells": cells}), flush=True)


main()
