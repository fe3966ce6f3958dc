"""Cells that run one after the other in a kernel, with limits of time, and how that ended."""

import contextlib
import time

PROBE = "__import__('notebook_proof.checkpoint', fromlist=['take']).take({path!r}, {names!r}, {texts!r})"
# Seconds that a cell has to say where it was, after its time was up.
LAST_WORDS = 3


class KernelRun:
    """`done` has (index, cell, seconds) of the cells that ran to an end, `failure` says what stopped the others: its
    `kind` is error, timeout or died. `stop` says more of a timeout (`limit`: cell or total; `seconds`; `traceback`:
    where the cell was) or of a death (`exitCode`: that of the kernel, negative for a signal, where known)."""

    def __init__(self, request, folder, texts, watch):
        self.request, self.folder, self.texts, self.watch = request, folder, texts, watch
        self.done, self.failure, self.stop = [], None, None
        self.probes, self.starting = 0.0, 0.0
        self.started = time.time()

    def through(self, client, cells):
        """Runs the cells, pairs of what the request says of one and the cell, until one stops the notebook."""
        from nbclient.exceptions import CellTimeoutError, DeadKernelError

        self.starting = time.time() - self.started
        names = {point["cell"]: point["names"] for point in self.request["checkpoints"]}
        for position, (asked, cell) in enumerate(cells):
            at, begun = asked["index"], time.time()
            limit, client.timeout = self._time_left(begun)
            self.watch("cell", at, None)
            try:
                client.execute_cell(cell, position)
                self._finish(at, cell, time.time() - begun)
                self.failure = _stopping_error(cell, asked)
                if self.failure is None and at in names:
                    self._checkpoint(client, at, names[at])
            except CellTimeoutError:
                self._finish(at, cell, None)
                seconds = self.request["cellTimeout"] if limit == "cell" else self.request["timeout"]
                self.failure = {"kind": "timeout", "cell": at, "text": f"not done after {seconds} s"}
                self.stop = {"limit": limit, "seconds": seconds, "traceback": _last_words(client)}
            except DeadKernelError:
                self.failure = {"kind": "died", "cell": at, "text": "the kernel died"}
                self.stop = {"exitCode": _exit_code(client)}
            if self.failure:
                return

    def _time_left(self, now):
        left = max(1, int(self.request["timeout"] - (now - self.started - self.probes)))
        own = self.request.get("cellTimeout")
        return ("cell", max(1, int(own))) if own and own <= left else ("total", left)

    def _finish(self, at, cell, seconds):
        if seconds is not None:
            self.done.append((at, cell, seconds))
        self.watch("cellDone", at, seconds)

    def _checkpoint(self, client, at, names):
        """Writes a checkpoint, in a cell that leaves no trace in the notebook's history."""
        import nbformat

        begun, path = time.time(), self.folder / f"checkpoint-{at}.json"
        probe = nbformat.v4.new_code_cell(PROBE.format(path=str(path), names=names, texts=self.texts))
        client.nb.cells.append(probe)
        client.timeout = 600
        client.execute_cell(probe, len(client.nb.cells) - 1, store_history=False)
        if any(output.output_type == "error" for output in probe.outputs):
            path.unlink(missing_ok=True)
        self.probes += time.time() - begun


def _stopping_error(cell, asked):
    """The error that stops a notebook at this cell, or None."""
    for output in cell.outputs:
        if output.output_type == "error" and not asked.get("mayRaise"):
            return {"kind": "error", "cell": asked["index"], "text": f"{output.ename}: {output.evalue}"[:400]}
    return None


def _last_words(client):
    """Where a cell was when it was interrupted, as a traceback; empty when it does not say so in time."""
    from jupyter_core.utils import run_sync

    # Anything may be wrong with a kernel by now.
    with contextlib.suppress(Exception):
        run_sync(client.km.interrupt_kernel)()
        reply = run_sync(client.kc.get_shell_msg)(timeout=LAST_WORDS)
        return reply["content"].get("traceback", [])
    return []


def _exit_code(client):
    """Of a kernel that ended by itself; None when it is not known."""
    return getattr(getattr(client.km.provisioner, "process", None), "returncode", None)
