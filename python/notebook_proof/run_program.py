"""What all programs have in common that run a notebook as a request asks and write `result.json` next to the request.

When standard input ends, or a signal comes, everything that was started is ended.
"""

import json
from pathlib import Path

from . import isolation
from .failures import Failure
from .notebook_run import check_packages


def run_program(path, work, failure_key):
    """Writes what `work(request, folder)` gives; a `Failure` that it raises is written under `failure_key`. Exit code 0
    when there is a result, be it a failure; 130 when it was stopped."""
    path = Path(path).resolve()
    request = json.loads(path.read_text(encoding="utf-8"))
    try:
        if request.get("noNetwork"):
            isolation.leave_network()
        isolation.stop_on_signals()
        check_packages()
        result = work(request, path.parent)
    except Failure as failure:
        result = {failure_key: failure.as_data()}
    except isolation.Stopped:
        return 130
    finally:
        isolation.end_descendants()
    (path.parent / "result.json").write_text(json.dumps(result), encoding="utf-8", errors="surrogatepass")
    return 0
