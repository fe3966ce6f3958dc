"""Describes the variables of a notebook from inside its kernel, after its last cell."""
import re
import sys
import types
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))
from notebook_proof.write_values import write_description  # noqa: E402

del sys.path[0]

IPYTHON_NAMES = {"In", "Out", "exit", "quit", "get_ipython", "_", "__", "___", "_dh", "_ih", "_oh", "_sh", "_exit_code"}
HISTORY_NAME = re.compile(r"__.*__|_i{1,3}|_i?\d+")


def is_variable(name, value):
    """True for what the notebook's own code bound, imports apart."""
    if name in IPYTHON_NAMES or HISTORY_NAME.fullmatch(name) or isinstance(value, types.ModuleType):
        return False
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
        return getattr(value, "__module__", None) == "__main__"
    return True


def describe_notebook(shell, path, texts):
    """Writes the description of the shell's variables, in the order in which they were first bound."""
    hidden = shell.user_ns_hidden
    names = {name: value for name, value in list(shell.user_ns.items())
             if is_variable(name, value) and not (name in hidden and hidden[name] is value)}
    write_description(names, path, texts=texts)
