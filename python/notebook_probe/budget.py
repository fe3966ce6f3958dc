"""How much time the probe may take, so that a traced notebook is not much slower than one that is not traced."""

import contextlib
import time
import warnings

SHARE = 0.15
START = 0.2


class Budget:
    """`SHARE` of the time that the notebook itself took, and `START` seconds on top."""

    def __init__(self):
        self.own, self.spent = 0.0, 0.0

    def left(self):
        """Seconds that may still be spent; negative once too much was."""
        return START + SHARE * self.own - self.spent

    @contextlib.contextmanager
    def spending(self):
        """Counts the time within as spent by the probe."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.spent += time.perf_counter() - started


@contextlib.contextmanager
def quietly():
    """What libraries warn of while they are looked at is not for the notebook's reader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
