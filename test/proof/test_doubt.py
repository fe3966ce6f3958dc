"""When the notebook is run a third time, and what that changes."""

from notebook_proof.verify import is_doubtful, weigh

EQUAL, DIFFERENT = {"status": "equal"}, {"status": "different"}


def parts(*figures):
    listed = [{"step": "a", "index": at, "own": own, "candidate": given} for at, (own, given) in enumerate(figures)]
    return {"values": [], "text": [], "figures": listed, "files": []}


def test_only_a_notebook_that_is_known_to_vary_is_run_again():
    assert not is_doubtful(parts((EQUAL, EQUAL), (EQUAL, DIFFERENT)))
    assert not is_doubtful(parts((DIFFERENT, DIFFERENT), (EQUAL, EQUAL)))
    assert is_doubtful(parts((DIFFERENT, DIFFERENT), (EQUAL, DIFFERENT)))


def test_a_third_run_decides_what_differs_and_nothing_else():
    found = parts((EQUAL, DIFFERENT), (EQUAL, DIFFERENT), (EQUAL, EQUAL))
    weigh(found, parts((DIFFERENT, DIFFERENT), (EQUAL, DIFFERENT), (DIFFERENT, EQUAL)))
    assert [part["own"]["status"] for part in found["figures"]] == ["different", "equal", "equal"]
