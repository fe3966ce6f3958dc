"""Which names of the notebook a statement can reach, and which it binds: from its code, without running it."""

import ast
import types

# Whoever calls these may reach any name.
OPEN = {"globals", "locals", "vars", "eval", "exec", "get_ipython", "__main__", "run_line_magic", "run_cell_magic"}
SIMPLE = (
    ast.Assign,
    ast.AnnAssign,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
)


def names_in_code(code):
    """All names, attributes included, that a code object and those within it speak of."""
    found, pending = set(), [code]
    while pending:
        code = pending.pop()
        found.update(code.co_names)
        pending += [each for each in code.co_consts if isinstance(each, types.CodeType)]
    return found


def reached_names(code, namespace, names_behind):
    """The names of `namespace` that running `code` may touch; `names_behind(name)` gives the names that code inside
    that name's value speaks of."""
    first = names_in_code(code)
    if OPEN & first:
        return set(namespace)
    found, pending = set(), [name for name in first if name in namespace]
    while pending:
        name = pending.pop()
        if name in found:
            continue
        found.add(name)
        behind = names_behind(name)
        if OPEN & behind:
            return set(namespace)
        pending += [each for each in behind if each in namespace and each not in found]
    return found


def stored_names(node):
    """`(names, always)`: names that a statement binds by plain assignment, and whether it does so whenever it ends."""
    found, augmented = set(), set()
    for each in ast.walk(node):
        if isinstance(each, ast.AugAssign) and isinstance(each.target, ast.Name):
            augmented.add(id(each.target))
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store) and id(each) not in augmented:
            found.add(each.id)
        elif isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(each.name)
        elif isinstance(each, ast.alias):
            found.add((each.asname or each.name).partition(".")[0])
    return found, isinstance(node, SIMPLE)


def first_line(node):
    """The line that a statement begins on, decorators included."""
    return min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
