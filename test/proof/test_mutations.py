"""Each small falsification is caught and located, and equal results in another form are not reported."""

import types

import pytest
from falsifications import EQUAL_CASES, FALSIFIED

PLAIN_TYPES = (types.ModuleType, type, types.BuiltinFunctionType)


def variables(*programs):
    """The name space that programs leave, without what they import."""
    names = {"__name__": "__main__"}
    for program in programs:
        exec(program, names)
    return {
        name: value for name, value in names.items() if not name.startswith("__") and not isinstance(value, PLAIN_TYPES)
    }


def test_there_are_enough():
    assert len(FALSIFIED) >= 100


@pytest.mark.parametrize(("what", "start", "change", "path"), FALSIFIED, ids=[case[0] for case in FALSIFIED])
def test_falsification_is_caught_and_located(what, start, change, path, judged):
    verdicts = judged(variables(start), variables(start, change))
    name = path.partition("[")[0].partition(".")[0].partition(" ")[0]
    assert verdicts[name].status == "different", what
    assert verdicts[name].path.replace('"', "'").startswith(path), what
    assert verdicts[name].left != verdicts[name].right


@pytest.mark.parametrize(("what", "start", "change"), EQUAL_CASES, ids=[case[0] for case in EQUAL_CASES])
def test_equal_results_in_another_form_are_not_reported(what, start, change, judged):
    verdicts = judged(variables(start), variables(start, change))
    assert {name: verdict.path for name, verdict in verdicts.items() if verdict.status != "equal"} == {}
