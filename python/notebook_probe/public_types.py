"""The name under which a type is known to those who use it."""

import sys


def type_name(kind):
    """`(path, public)`: the shortest dotted path without private parts that leads to the type among loaded modules;
    public is False when there is none, and the path is then the one that the type gives itself."""
    module = getattr(kind, "__module__", None)
    name = getattr(kind, "__qualname__", None)
    module = module if isinstance(module, str) else "?"
    name = name if isinstance(name, str) else "?"
    if module == "__main__" or "<" in name:
        return f"{module}.{name}", False
    parts = module.split(".")
    for end in range(1, len(parts) + 1):
        if parts[end - 1].startswith("_"):
            break
        if _leads_to(".".join(parts[:end]), name, kind):
            return f"{'.'.join(parts[:end])}.{name}", "." not in name and not name.startswith("_")
    return f"{module}.{name}", False


def _leads_to(module, name, kind):
    found = sys.modules.get(module)
    try:
        for part in name.split("."):
            found = getattr(found, part, None)
    except Exception:  # a module that makes its members up
        return False
    return found is kind
