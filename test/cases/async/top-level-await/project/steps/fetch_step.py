"""Fetch"""

# Generated.
import asyncio
from typing import Any

from notebook.functions import fetch


async def fetch_step() -> Any:
    results = await asyncio.gather(fetch(1), fetch(2))
    return results
