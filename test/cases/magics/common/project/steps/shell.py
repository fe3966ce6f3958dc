"""Shell"""

# Generated.
import subprocess
from typing import Any


def shell(total: Any) -> None:
    subprocess.run(f"echo {total}", shell=True, check=False)

    subprocess.run(
        ["bash"],
        input="echo hello > hello.txt\n",
        text=True,
        check=True,
    )
