"""Compares which changeable objects variables share: `b = a`, a list within two lists, views of arrays."""

from .compare_values import Verdict


def compare_sharing(left, right, verdicts):
    """For two descriptions and the verdicts on names of them: `{name: Verdict}` for names that share with another of
    them, or within themselves, on one side only."""
    found = {}
    for side in (0, 1):
        firsts = {}
        for name, verdict in verdicts.items():
            for pair, path in verdict.pairs.items():
                if not all(graph.nodes[child].get("own") for graph, child in zip((left, right), pair, strict=True)):
                    continue
                known, first = firsts.setdefault(pair[side], (pair[1 - side], path))
                if known != pair[1 - side] and name not in found:
                    found[name] = _not_shared(path, first, side)
    for name, verdict in _views(left, right, verdicts).items():
        found.setdefault(name, verdict)
    return found


def _not_shared(path, first, side):
    """One object at two paths on one side (0 is the left one), two objects on the other."""
    verdict = Verdict(status="different", path=f"{path} (sharing)", what="sharing")
    sides = [f"the same object as {first}", f"another object than {first}"]
    verdict.left, verdict.right = sides if side == 0 else sides[::-1]
    return verdict


def _views(left, right, verdicts):
    found = {}
    both = [{tuple(pair) for pair in graph.views if all(name in verdicts for name in pair)} for graph in (left, right)]
    for one, other in sorted(both[0] ^ both[1]):
        verdict = Verdict(status="different", path=f"{other} (sharing)", what="sharing")
        sides = [f"in the memory of {one}", f"in memory of its own, apart from {one}"]
        verdict.left, verdict.right = sides if (one, other) in both[0] else sides[::-1]
        found.setdefault(other, verdict)
    return found
