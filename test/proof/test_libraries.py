"""What of a library's value is no part of it."""

import numpy as np
import patsy
import statsmodels.api as sm


def test_how_the_module_of_a_formula_is_compiled_is_no_part_of_it(judged):
    one, other = patsy.EvalEnvironment([{}], 0), patsy.EvalEnvironment([{}], 0x1000000)
    assert judged({"env": one}, {"env": other})["env"].status == "equal"


def test_another_formula_is_another_value(judged):
    one, other = ({"design": patsy.ModelDesc.from_formula(text)} for text in ("y ~ a", "y ~ b"))
    assert judged(one, other)["design"].status == "different"


def test_memory_to_work_in_is_no_part_of_a_model(judged):
    one, other = (sm.GLM(np.arange(4.0), np.ones((4, 1))) for _ in range(2))
    one._tmp_like_exog, other._tmp_like_exog = np.zeros((4, 1)), np.ones((4, 1))
    assert judged({"model": one}, {"model": other})["model"].status == "equal"


def test_rules_that_all_symbols_share_are_no_part_of_one(judged):
    kind = type("FactKB", (dict,), {"__module__": "sympy.core.facts"})
    one, other = kind(real=True), kind(real=True)
    one.rules, other.rules = ["imaginary"], ["hermitian"]
    assert judged({"facts": one}, {"facts": other})["facts"].status == "equal"
    assert judged({"facts": one}, {"facts": kind(real=False)})["facts"].status == "different"
