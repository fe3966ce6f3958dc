"""Runs in an object store (`PIPELINE_RUNS=s3://bucket/folder`): any worker finds what the others gave.

`RUNS` is then a local copy. Contents are fetched when they are first needed and checked against their hashes; records
are fetched each time. Both are published whole, contents before the records that name them. Contents that nobody here has
used for PIPELINE_COPY_DAYS (7) leave the copy; the store keeps them.
"""

# pyright: reportMissingImports=false
# (used only in projects that have the libraries)

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import re
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import project
from .files import file_hash, new_file
from .problems import PipelineError

_PACKAGES = {
    "s3": "s3fs",
    "s3a": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "abfs": "adlfs",
    "az": "adlfs",
    "http": "aiohttp",
    "https": "aiohttp",
}
_LEAST_SECONDS = 3600  # what is in use by another process stays
_AZURE = ("abfs", "abfss", "wasb", "wasbs")  # what these have before the `@` is a container


def is_used() -> bool:
    """Whether runs are kept in an object store."""
    return project.REMOTE is not None


def publish(path: Path, once: bool = False) -> None:
    """Copy a file of the local folder to the store; with `once` only if it is not there in this size."""
    if not is_used():
        return
    system, target = _target(path)
    if once and _size(target) == path.stat().st_size:
        return
    with _explained():
        system.put_file(os.fspath(path), target)


def publish_text(path: Path, text: bytes) -> None:
    """Write to the store what is to be at this place in the local folder."""
    if is_used():
        system, target = _target(path)
        with _explained():
            system.pipe_file(target, text)


def fetch(path: Path) -> None:
    """Copy a file from the store to its place in the local folder, if the store has it; else remove it there."""
    if not is_used():
        return
    system, root = _file_system()
    with _explained():
        try:
            content = system.cat_file(f"{root}/{_name(path)}")
        except FileNotFoundError:
            path.unlink(missing_ok=True)
            return
    with new_file(path) as file:
        file.write(content)


def fetch_content(path: Path, digest: str) -> None:
    """Bring the content with this SHA-256 to its place in the local folder, unless it is there."""
    if not is_used():
        return
    if path.is_file():
        note_use(path)
        return
    system, root = _file_system()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".fetching-{uuid.uuid4().hex[:8]}-{path.name}")
    try:
        with _explained():
            system.get_file(f"{root}/{_name(path)}", os.fspath(temporary))
        if file_hash(temporary) != digest:
            raise PipelineError(f"{project.REMOTE}/{_name(path)} is damaged: it has another hash than it should.")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def note_use(path: Path) -> None:
    """Keep a content in the local copy for as long as if it were new."""
    if is_used():
        with contextlib.suppress(OSError):  # a copy of somebody else, or removed in this moment: it is fetched again
            os.utime(path)


def prune_copy() -> None:
    """Remove contents from the local copy that nobody has used for long; whoever needs one fetches it again."""
    if not is_used():
        return
    last = time.time() - max(_days() * 24 * 3600, _LEAST_SECONDS)
    for path in (project.RUNS / ".store" / "objects").glob("*/[!.]*"):
        try:
            if path.stat().st_mtime < last:
                path.unlink()
        except FileNotFoundError:
            continue  # another process was faster


def _days() -> float:
    text = os.environ.get("PIPELINE_COPY_DAYS") or "7"
    try:
        days = float(text)
    except ValueError:
        days = -1
    if not days >= 0:
        raise PipelineError(f"PIPELINE_COPY_DAYS is a number of days, such as 7 or 0.5, not '{text}'.")
    return days


def has_content(path: Path, size: int) -> bool:
    """Whether the store has this file in this size."""
    return is_used() and _size(f"{_file_system()[1]}/{_name(path)}") == size


def names(folder: Path, pattern: Sequence[str]) -> list[Path]:
    """Files of the store as paths in the local folder: `names(RUNS, ["*", "parameters.json"])`."""
    if not is_used():
        return []
    system, root = _file_system()
    prefix = "/".join(part for part in (root, _name(folder)) if part != ".")
    with _explained():
        system.invalidate_cache()
        found = system.glob("/".join([prefix, *pattern]))
    return [folder / name[len(prefix) + 1 :] for name in found]


def read_file(url: str, shown: str) -> bytes:
    """The content of any file in an object store; errors call it `shown`."""
    try:
        system, path = file_system(url, f"{shown} needs")
        return system.cat_file(path)
    except PipelineError:
        raise
    except FileNotFoundError:
        raise PipelineError(f"There is no file {shown}.") from None
    except Exception as error:  # noqa: BLE001 - each store has errors of its own
        raise PipelineError(f"{shown} cannot be read: {str(error).replace(url, shown)}.") from None


def file_system(url: str, who_needs: str) -> tuple[Any, str]:
    """The store of an address, and the path in it. Raises PipelineError, as `who_needs the package ...`, without its package."""
    try:
        from fsspec.core import url_to_fs

        return url_to_fs(url)
    except ImportError as error:
        package = _PACKAGES.get(url.partition(":")[0], "fsspec")
        raise PipelineError(f"{who_needs} the package {package}: {error}.") from None


def missing_package(url: str) -> str | None:
    """The package that an address needs and that is not installed; None for what needs none, and for unknown stores."""
    protocol = url.partition("://")[0].rpartition("::")[2] if "://" in url else "file"
    if protocol == "file":
        return None
    try:
        importlib.import_module("fsspec").get_filesystem_class(protocol)
    except ImportError:
        return _PACKAGES.get(protocol, "fsspec")
    except ValueError:
        return None
    return None


def shown_address(url: str) -> str:
    """An address without what may be a password or a key; a path as it is."""
    scheme, _, rest = url.rpartition("://")
    if not scheme:
        return url
    # a password for a database may hold `/`, `?` and `@`, and a path of the web `@`
    if scheme not in _AZURE:
        rest = re.sub(r"^[^/@]*@" if scheme in ("http", "https") else r"^.*@", "", rest)
    return re.sub(r"[?#].*$", "", f"{scheme}://{rest}")


def _target(path: Path) -> tuple[Any, str]:
    """The store, and the name in it, ready to be written to."""
    system, root = _file_system()
    target = f"{root}/{_name(path)}"
    if "file" in system.protocol:  # other stores have no folders
        with _explained():
            system.makedirs(target.rpartition("/")[0], exist_ok=True)
    return system, target


def _name(path: Path) -> str:
    return path.relative_to(project.RUNS).as_posix()


def _size(target: str) -> int | None:
    system, _ = _file_system()
    with _explained():
        try:
            system.invalidate_cache()
            return system.info(target)["size"]
        except FileNotFoundError:
            return None


@functools.cache
def _file_system() -> tuple[Any, str]:
    url = project.REMOTE or ""
    try:
        system, root = file_system(url, f"Runs in {url} need")
    except ValueError as error:
        raise PipelineError(f"Runs cannot be kept in {url}: {error}.") from None
    return system, root.rstrip("/")


@contextmanager
def _explained() -> Iterator[None]:
    """Turns trouble with the store into a PipelineError that names it."""
    try:
        yield
    except PipelineError:
        raise
    except Exception as error:  # each store has errors of its own
        raise PipelineError(f"The store of runs {project.REMOTE} cannot be used: {error}") from error
