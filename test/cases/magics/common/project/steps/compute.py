"""Compute"""

# Generated.
import subprocess
from typing import Any, NamedTuple

import numpy as np


class ComputeResult(NamedTuple):
    total: Any
    files: Any


def compute() -> ComputeResult:
    total = np.arange(10).sum()
    files = subprocess.run(
        "ls", shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    ).stdout.splitlines()
    return ComputeResult(total, files)
