"""The versions of the values that names had, one after the other, with where each was seen."""

from .budget import quietly
from .fingerprint import Look, code_names, cost_of
from .shape import shape_of
from .table_facts import is_table, table_facts


class Version:
    """A value of a name, unchanged as far as it was looked at.

    Attributes:
        number: position among all versions of the run.
        since, made: the statements between which it came to be; the same when that is known.
        first, last: the statements after which it was looked at for the first and for the last time, or None.
    """

    def __init__(self, number, name, how, since, made):
        self.number, self.name, self.how, self.since, self.made = number, name, how, since, made
        self.first = self.last = self.digest = self.storage = None
        self.whole, self.shape, self.table = False, {}, None
        self.parts = self.own = self.names = frozenset()
        self.cost = 0.0

    def as_data(self):
        """For the trace."""
        found = {"number": self.number, "name": self.name, "how": self.how, "since": self.since, "made": self.made}
        found |= {**self.shape, "first": self.first, "last": self.last}
        found |= {"fingerprint": self.digest, "whole": self.whole}
        found |= {} if self.table is None else {"table": self.table}
        return found if self.storage is None else {**found, "storable": self.storage}


class Versions:
    """The present version of each name of a namespace."""

    def __init__(self, namespace, budget, samples):
        self.namespace, self.budget, self.samples = namespace, budget, samples
        self.present, self.count, self.fresh = {}, 0, {}

    def begin(self, name, how, since, made):
        """A name has another value from now on."""
        value = self.namespace[name]
        version = Version(self.count, name, how, since, made)
        version.shape = shape_of(value, self.samples)
        version.cost = cost_of(value)
        version.names = code_names([value], self.namespace)
        self.count += 1
        self.present[name] = self.fresh[version.number] = version
        return version

    def measure(self, name, clock):
        """What a name's value holds, if it is a table, as far as there is time."""
        version, value, left = self.present[name], self.namespace[name], self.budget.left()
        if version.table is not None or left < 0 or not is_table(value):
            return
        with quietly():
            version.table = table_facts(value, clock() + left)
        self.fresh[version.number] = version

    def end(self, name):
        """A name is gone."""
        self.present.pop(name, None)

    def look(self, name, statement, clock):
        """Looks at a name's value after a statement: `"changed"`, `"same"`, `"first"`, or None when there is no time
        for it."""
        version, value = self.present[name], self.namespace[name]
        left = self.budget.left()
        if version.cost > left:
            return None
        started = clock()
        try:
            with quietly():
                seen = Look(value, self.namespace, started + left)
        except Exception:  # no time left, or a value that does not want to be looked at
            version.cost = max(version.cost, 4 * (clock() - started), 1e-3)
            return None
        result = "first" if version.digest is None else "same" if version.digest == seen.digest else "changed"
        if result == "changed":
            version = self.begin(name, "changed", version.last + 1, statement)
        version.cost = clock() - started
        version.digest, version.whole, version.parts, version.own = seen.digest, seen.whole, seen.parts, seen.own
        version.names, version.last = seen.names, statement
        version.first = statement if version.first is None else version.first
        self.fresh[version.number] = version
        return result

    def names_behind(self, name):
        """Names that code inside a value speaks of."""
        version = self.present.get(name)
        return frozenset() if version is None else version.names

    def sharing_with(self, names):
        """Those names, and all others from which one of the same changeable objects can be reached."""
        parts = set().union(*(self.present[name].parts for name in names if name in self.present))
        return {*names, *(name for name, version in self.present.items() if not parts.isdisjoint(version.parts))}

    def groups(self):
        """Names whose values share changeable objects or memory, as far as the program reaches them."""
        holders = {}
        for name, version in self.present.items():
            for part in version.own:
                holders.setdefault(part, []).append(name)
        holders = {part: names for part, names in holders.items() if len(names) > 1}
        groups = {name: {name} for name in self.present}
        for names in holders.values():
            joined = set().union(*(groups[name] for name in names))
            if joined is not groups[names[0]] and len(joined) > 1:
                for name in joined:
                    groups[name] = joined
        found = {tuple(sorted(group)) for group in groups.values() if len(group) > 1}
        return sorted(found)

    def take_fresh(self):
        """Versions that are new or were looked at since the last time, as data."""
        found, self.fresh = [version.as_data() for version in self.fresh.values()], {}
        return found
