"""Runs a compiled pipeline with Kubeflow's own DockerRunner; processes of this machine take the place of containers.

python run_containers.py pipeline.yaml PROJECT '{"PARAMETER": 1}'
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import docker
from kfp import components, local


class Process:
    """What the runner asks of a container."""

    def __init__(self, command: list[str], folder: str, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [os.environ["PIPELINE_PYTHON"], *command[1:]],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": "src", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def logs(self, stream: bool) -> Iterator[bytes]:
        assert stream
        yield from self._process.stdout or ()

    def wait(self) -> dict[str, int]:
        return {"StatusCode": self._process.wait()}


class Processes:
    """What the runner asks of Docker."""

    def __init__(self, folder: str) -> None:
        self.images = self.containers = self
        self._folder = folder

    def info(self) -> dict[str, Any]:
        return {}

    def list(self) -> list[Any]:
        return []

    def pull(self, image: str) -> None:
        print(f"(not pulled: {image})")

    def run(self, command: list[str], environment: dict[str, str], **_: Any) -> Process:
        assert command[0] == "python", command
        return Process(command, self._folder, environment)

    def close(self) -> None:
        pass


def main(path: str, folder: str, arguments: str) -> None:
    docker.from_env = lambda: Processes(folder)
    pipeline = components.load_component_from_file(path)
    with tempfile.TemporaryDirectory() as outputs:
        local.init(local.DockerRunner(), pipeline_root=outputs)
        pipeline(**json.loads(arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
