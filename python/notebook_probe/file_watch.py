"""Which files of the notebook a statement opens, by Python's audit events; files that libraries open below Python's own
`open` (Parquet, HDF5) are not seen here."""

import os
import site
import sys
import tempfile

MODULES = (".py", ".pyc", ".so", ".pyd", ".pyi")
SYSTEM = ("/proc", "/sys", "/dev", "/etc", "/usr", "/lib", "/run")
OWN = {".cache", ".config", ".ipython", ".jupyter", ".local", ".matplotlib"}


class FileWatch:
    """From now on takes note of what is opened. `root` is the folder of the notebook."""

    def __init__(self, root):
        self.root = os.path.realpath(root)
        self.reads, self.writes, self.is_on = {}, {}, False
        home = os.path.expanduser("~")
        library = {sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(os.__file__), tempfile.gettempdir()}
        library |= {*site.getsitepackages(), site.getusersitepackages(), *SYSTEM, *(f"{home}/{name}" for name in OWN)}
        self.left_out = tuple(os.path.realpath(path) + os.sep for path in library if path and path != "/")
        sys.addaudithook(self._heard)

    def take(self):
        """`(reads, writes)` since the last time; what is written and then read counts as written."""
        reads, writes = [name for name in self.reads if name not in self.writes], list(self.writes)
        self.reads, self.writes = {}, {}
        return reads, writes

    def _heard(self, event, arguments):
        if not self.is_on or event not in EVENTS:
            return
        try:
            EVENTS[event](self, *arguments)
        except Exception:  # an audit hook that raises would stop what is audited
            return

    def _opened(self, path, mode, flags):
        is_write = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if mode is None else any(c in mode for c in "wax+")
        self._note(path, self.writes if is_write else self.reads)

    def _changed(self, *paths):
        for path in paths:
            if isinstance(path, (str, bytes, os.PathLike)):
                self._note(path, self.writes)

    def _note(self, path, names):
        if isinstance(path, int):
            return
        path = os.path.realpath(os.fsdecode(path))
        if path.startswith(self.root + os.sep):
            name = os.path.relpath(path, self.root)
            if not name.endswith(MODULES) and "__pycache__" not in name:
                names[name.replace(os.sep, "/")] = True
        elif not path.startswith(self.left_out) and not path.endswith(MODULES):
            names[path] = True


EVENTS = {
    "open": FileWatch._opened,
    "os.remove": FileWatch._changed,
    "os.rename": FileWatch._changed,
    "sqlite3.connect": lambda watch, path: None if path == ":memory:" else watch._changed(path),
}
