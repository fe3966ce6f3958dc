"""Which printed numbers are taken for readings of the clock."""

import time

import pytest
from notebook_proof.clock_readings import RunTime, without_clocks

STARTED = 1_760_000_000.0  # 2025-10-09 08:53:20 UTC
RUN = RunTime(STARTED, 20)

CLOCKS = [
    ("Elapsed: 0.12 s", "Elapsed: 0.31 s"),
    ("fit in 3.4s, loss 0.25", "fit in 3.9s, loss 0.25"),
    ("[CV] END .... total time=   0.1s", "[CV] END .... total time=   0.0s"),
    ("Done  10 out of 10 | elapsed:    0.1s finished", "Done  10 out of 10 | elapsed:    0.2s finished"),
    ("Training time: 0.123", "Training time: 0.456"),
    ("│ EDM = 3.65e-21 │            time = 5.0 sec            │", "│ EDM = 3.65e-21 │            time = 4.7 sec            │"),
    ("0:\ttotal: 1.2ms\tremaining: 3ms", "0:\ttotal: 1.4ms\tremaining: 4ms"),
    ("Epoch 1/5 - 2s - loss: 0.3", "Epoch 1/5 - 3s - loss: 0.3"),
    ("{'fit_time': array([0.01, 0.02]), 'score': 0.9}", "{'fit_time': array([0.03, 0.01]), 'score': 0.9}"),
    ("Execution time: 0:00:03.123", "Execution time: 0:00:04.001"),
    ("2025-10-09 08:53:21,123 INFO done", "2025-10-09 08:53:39,001 INFO done"),
    ("Thu Oct  9 10:53:21 2025 start", "Thu Oct  9 10:53:30 2025 start"),
    ("at 1760000001.5", "at 1760000011.25"),
    ("Loaded 3 rows in 0.2 seconds", "Loaded 3 rows in 0.3 seconds"),
]
RESULTS = [
    ("Elapsed: 45 s", "Elapsed: 46 s"),
    ("fit in 3.4s, loss 0.25", "fit in 3.4s, loss 0.26"),
    ("mean waiting time: 3.2 s", "mean waiting time: 3.3 s"),
    ("falls 5 m in 3 s", "falls 6 m in 3 s"),
    ("a total of 3.2", "a total of 3.3"),
    ("took 3 iterations", "took 4 iterations"),
    ("2025-01-09 08:53:21 sold", "2025-01-10 08:53:21 sold"),
    ("2025-10-09 09:01:00 due", "2025-10-09 09:02:00 due"),
    ("Loaded 3 rows in 0.2 s", "Loaded 4 rows in 0.2 s"),
]


@pytest.mark.parametrize(("left", "right"), CLOCKS)
def test_clocks(left, right):
    one, other = without_clocks([([left], RUN), ([right], RUN)])
    assert one == other and "<clock>" in one[0]


@pytest.mark.parametrize(("left", "right"), RESULTS)
def test_results(left, right):
    one, other = without_clocks([([left], RUN), ([right], RUN)])
    assert one != other


def test_what_two_runs_agree_on_is_compared_with_the_third():
    lines = ["time = 4.512 s"]
    sides = without_clocks([(lines, RUN), (lines, RUN), (["time = 4.999 s"], RUN)])
    assert sides[0] == lines and sides[2] == ["time = 4.999 s"]


def test_few_digits_may_be_the_same_by_chance():
    lines = ["total time= 0.1s", "total time= 0.0s"]
    sides = without_clocks([(lines, RUN), (lines, RUN), (["total time= 0.0s", "total time= 0.2s"], RUN)])
    assert sides[0] == sides[2]


@pytest.mark.parametrize("piece", ["elapsed ", "epoch ", "1:1 ", "fit_time: [1.0, ", "2025-10-09 ", "done in "])
def test_long_lines_cost_little(piece):
    started = time.perf_counter()
    without_clocks([([piece * (size // len(piece)) for size in (3_990, 3_990, 200_000)], RUN)], own=1)
    assert time.perf_counter() - started < 1
