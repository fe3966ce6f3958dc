"""Makes each step function of a generated project hand over its variables when it ends.

The module of a step is compiled with the body of the step function inside `try: ... finally: leave(locals())`; lines
stay where they are. The variables are described when the process ends, after the runtime has stored everything, so
that looking at them can't change a result. One file per step: `CORPUS_CAPTURE/<step>.json`.
"""
import ast
import atexit
import contextlib
import functools
import importlib
import importlib.machinery
import os
import sys
import types
from pathlib import Path

SKIPPED = {"__pycache__", "__init__"}


def install(folder, project):
    """From now on, steps of the project (its root folder) are captured into `folder`."""
    capture = Capture(Path(folder), Path(project).resolve())
    compile_source = importlib.machinery.SourceFileLoader.source_to_code

    @functools.wraps(compile_source)
    def source_to_code(loader, data, path, **options):
        if capture.is_step(path):
            data = instrument(ast.parse(data), Path(path).stem)
        return compile_source(loader, data, path, **options)

    importlib.machinery.SourceFileLoader.source_to_code = source_to_code
    sys.modules["step_capture_hook"] = hook = types.ModuleType("step_capture_hook")
    hook.leave, hook.flush = capture.leave, capture.write
    atexit.register(capture.write)
    leave_at_once = os._exit

    def write_and_exit(status):
        capture.write()
        leave_at_once(status)

    os._exit = write_and_exit


def flush():
    """Writes what the step of this process left behind, if `install` was called."""
    hook = sys.modules.get("step_capture_hook")
    if hook is not None:
        hook.flush()


def instrument(tree, name):
    """The module with the function `name` reporting its locals when it is left, however it is left."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
            report = ast.parse(f"__import__('step_capture_hook').leave({name!r}, locals())").body[0]
            start = 1 if ast.get_docstring(node, clean=False) is not None else 0
            # Declarations must come before the use of the names, also inside the `try`: they move with the body.
            rest = node.body[start:] or [ast.Pass()]
            guard = ast.Try(body=rest, handlers=[], orelse=[], finalbody=[report])
            ast.copy_location(guard, rest[0] if start < len(node.body) else node)
            for part in ast.walk(report):
                ast.copy_location(part, node.body[-1])
            node.body[start:] = [guard]
    return ast.fix_missing_locations(tree)


class Capture:
    """The variables of the step that ran in this process."""

    def __init__(self, folder, project):
        self.folder, self.project, self.process = folder, project, os.getpid()
        self.left = {}

    def is_step(self, path):
        """True for `<project>/src/<package>/steps/<step>.py`."""
        place = Path(str(path)).resolve()
        inside = len(place.parents) > 3 and place.parents[3] == self.project
        return inside and place.parent.name == "steps" and place.stem not in SKIPPED

    def leave(self, name, names):
        self.left[name] = names

    def write(self):
        """Describes what was left behind, once, and only in the process that ran the step.

        A step that makes values again runs earlier steps before itself: only the last one counts.
        """
        left, self.left = dict(list(self.left.items())[-1:]), {}
        if not left or os.getpid() != self.process:
            return
        sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python"))
        from notebook_proof.write_values import write_description

        for step, names in left.items():
            package = next((name[:-len(f".steps.{step}")] for name in sys.modules if name.endswith(f".steps.{step}")), "")
            found = {f"local:{name}": value for name, value in names.items() if is_value(value, package)}
            for module_name, kind in own_modules(package, step):
                for name, value in module_names(module_name, kind).items():
                    if is_value(value, package):
                        found[f"{kind}:{name}"] = value
            files = self.project / "files"
            texts = [(os.getcwd(), "<folder>"), (str(files), "<tree>"), (str(self.project), "<scratch>")]
            self.folder.mkdir(parents=True, exist_ok=True)
            write_description(found, str(self.folder / f"{step}.json"), package, texts)


def own_modules(package, step):
    """Modules of the project in which a name of the notebook may have ended, least specific first. Those that the step
    did not import are imported now and marked: what they hold was not touched by the step."""
    folder = Path(sys.modules[package].__file__).parent
    lifted = sorted(f"{package}.{path.stem}" for path in folder.glob("functions*.py"))
    unused = [name for name in lifted if name not in sys.modules]
    for name in [f"{package}.params", *unused]:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    kinds = [(name, "unused" if name in unused else "lifted") for name in lifted]
    return [(f"{package}.params", "params"), *kinds, (f"{package}.steps.{step}", "module")]


def module_names(name, kind):
    module = sys.modules.get(name)
    if module is None:
        return {}
    if kind == "params":
        fields = getattr(getattr(module, "Params", None), "model_fields", {})
        return {field: item.default for field, item in fields.items()}
    return {key: value for key, value in vars(module).items() if not key.startswith("__")}


def is_value(value, package):
    """False for modules and for what other libraries define."""
    if isinstance(value, types.ModuleType):
        return False
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
        module = getattr(value, "__module__", None) or ""
        return module == package or module.startswith(f"{package}.")
    return True
