"""Shell"""

# Generated.
import subprocess
from typing import Any

from notebook.runtime.terminal import run_shell


def shell(total: Any) -> None:
    run_shell(f"echo {total}")

    subprocess.run(
        ["bash"],
        input="echo hello > hello.txt\n",
        text=True,
        check=True,
    )
