"""Requests per second and latency of an HTTP server on loopback, asked over a few connections that stay open.

python load.py URL BODY_FILE CONNECTIONS SECONDS    prints JSON
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from urllib.parse import urlsplit


async def ask(host: str, port: int, request: bytes, until: float, seconds: list[float]) -> None:
    """Send the request again and again over one connection; every answer has to be 200."""
    reader, writer = await asyncio.open_connection(host, port)
    while time.perf_counter() < until:
        clock = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
        )
        body = await reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{head.splitlines()[0]!r} {body[:200]!r}")
        seconds.append(time.perf_counter() - clock)
    writer.close()


async def load(url: str, body: bytes, connections: int, duration: float) -> dict[str, float]:
    """The figures of one server."""
    place = urlsplit(url)
    host, port = place.hostname or "127.0.0.1", place.port or 80
    head = f"POST {place.path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    request = head.encode() + body
    await ask(host, port, request, time.perf_counter() + 0.5, [])
    seconds: list[float] = []
    clock = time.perf_counter()
    await asyncio.gather(*(ask(host, port, request, clock + duration, seconds) for _ in range(connections)))
    spent = time.perf_counter() - clock
    ordered = sorted(seconds)
    at = lambda share: round(1000 * ordered[int(share * (len(ordered) - 1))], 2)
    return {
        "requests": len(ordered),
        "per_second": round(len(ordered) / spent, 1),
        "p50_ms": at(0.5),
        "p95_ms": at(0.95),
    }


if __name__ == "__main__":
    address, file, count, length = sys.argv[1:]
    with open(file, "rb") as given:
        print(json.dumps(asyncio.run(load(address, given.read(), int(count), float(length)))))
