"""What is not the same in a second run, and what tells causes apart."""

import pytest


def unstable(result: dict) -> list[dict]:
    return [part for part in result["parts"]["outputs"] if part["own"]["status"] == "different"]


def test_what_is_the_same_needs_no_third_run(checks):
    result = checks.run("import random\nrandom.seed(1)", "print(random.random(), sorted({'a', 'b', 'c'}))", repeat=2)
    assert unstable(result) == [] and len(result["runs"]) == 2
    assert [each["cell"] for each in result["parts"]["random"]] == []


def test_draws_without_a_seed(checks):
    result = checks.run("import random", "x = random.random()", "print(x)", repeat=2)
    (part,) = unstable(result)
    assert (part["cell"], part["kind"], part["sameSeed"]["status"]) == (2, "printed", "different")
    assert {"cell": 1, "generators": ["python"]} in [
        {**each, "generators": [name for name in each["generators"] if name == "python"]}
        for each in result["parts"]["random"]
    ]


@pytest.mark.parametrize(
    ("source", "same_seed", "same_threads"),
    [
        ("print(list({'aa', 'b', 'c', 'd', 'e', 'f', 'g'}))", "equal", "different"),
        ("import os\nprint(os.environ.get('OMP_NUM_THREADS', 'none'))", "different", "equal"),
        ("import uuid\nuuid.uuid4().int", "different", "different"),
    ],
)
def test_hash_seeds_and_threads_are_told_apart(checks, source, same_seed, same_threads):
    (part,) = unstable(checks.run(source, repeat=2))
    assert (part["sameSeed"]["status"], part["sameThreads"]["status"]) == (same_seed, same_threads)


def test_files_that_differ(checks):
    result = checks.run(
        "import random\nopen('a.txt', 'w').write(f'{random.random():.6f}')\nopen('b.txt', 'w').write('b')", repeat=2
    )
    assert [(each["name"], each["own"]["status"]) for each in result["parts"]["files"]] == [
        ("a.txt", "different"),
        ("b.txt", "equal"),
    ]


def test_a_second_run_that_stops(checks):
    result = checks.run("import os\nassert os.environ['PYTHONHASHSEED'] == '0'", repeat=2)
    assert [run["failure"] and run["failure"]["kind"] for run in result["runs"]] == [None, "error"]


def test_a_notebook_that_stops_is_not_run_again(checks):
    assert len(checks.run("1 / 0", repeat=3)["runs"]) == 1


def test_a_rare_difference_is_found_in_more_runs(checks):
    source = "import os\nprint('odd' if os.environ['PYTHONHASHSEED'] == '2' else 'even')"
    assert len(unstable(checks.run(source, repeat=3))) == 1


LIBRARY = """import random, time
def fit(rows):
    started = time.perf_counter()
    time.sleep(random.random() / 10)
    taken = time.perf_counter() - started
    print(f"Elapsed: {taken:.4f} s", time.strftime("%Y-%m-%d %H:%M:%S"), rows)
    print(f"fit in {taken:.4f}s")
"""


def test_times_that_a_library_prints_are_clocks(checks):
    (checks.folder / "slow.py").write_text(LIBRARY)
    result = checks.run("from slow import fit\nfit(3)", repeat=2)
    (part,) = result["parts"]["outputs"]
    assert (part["own"]["status"], part["own"]["clock"], part["own"]["path"]) == ("equal", True, "line 1")
    assert len(result["runs"]) == 2


@pytest.mark.parametrize(
    "shown",
    [
        "print('Elapsed: 0.12 s', random.random())",
        "print('fit in 0.1s, loss', random.random())",
        "print('waiting time:', random.random(), 's')",
        "print('Elapsed:', 500 + random.random(), 's')",
        "print('arrived at', '%d-01-02' % random.randint(1990, 2020))",
    ],
)
def test_results_beside_words_of_time_are_results(checks, shown):
    assert len(unstable(checks.run(f"import random\n{shown}", repeat=2))) == 1


def test_what_is_saved_of_a_clock_is_not_compared(checks):
    saved = {"output_type": "stream", "name": "stdout", "text": "Elapsed: 9.87 s\nfit of 3 rows done in 7.65 s\n"}
    source = "print('Elapsed: 0.12 s\\nfit of 3 rows done in 0.05 s')"
    (part,) = checks.run(source, saved={0: [saved]})["parts"]["outputs"]
    assert part["saved"]["status"] == "equal"


def test_a_time_that_both_runs_repeat_is_a_result(checks):
    saved = {"output_type": "stream", "name": "stdout", "text": "time = 1.8764 s\n"}
    (part,) = checks.run("print('time = 0.3124 s')", saved={0: [saved]}, repeat=2)["parts"]["outputs"]
    assert (part["own"]["status"], part["saved"]["status"]) == ("equal", "different")


@pytest.mark.parametrize(("column", "count"), [("fit_time", 0), ("wait", 1)])
def test_columns_of_measured_times(checks, column, count):
    source = f"import pandas, random\npandas.DataFrame({{'{column}': [random.random()], 'score': [0.9]}})"
    assert len(unstable(checks.run(source, repeat=2))) == count
