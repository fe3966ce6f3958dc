"""What of a library's value is no part of it."""

import numpy as np
import patsy
import pint
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


def test_what_numba_has_compiled_so_far_is_no_part_of_a_function(judged):
    kind = type("Dispatcher", (), {"__module__": "numba.core.dispatcher"})

    def double(x):
        return 2 * x

    def half(x):
        return x / 2

    one, other, third = (kind() for _ in range(3))
    one.py_func = other.py_func = double
    third.py_func = half
    one.targetoptions = other.targetoptions = third.targetoptions = {"nopython": True}
    one.overloads, other.overloads = {}, {"int64": "a machine's code"}
    assert judged({"f": one}, {"f": other})["f"].status == "equal"
    assert judged({"f": one}, {"f": third})["f"].status == "different"


def test_the_text_that_a_page_was_parsed_from_is_no_part_of_it(judged):
    kind = type("BeautifulSoup", (), {"__module__": "bs4"})
    one, other = kind(), kind()
    one.contents = other.contents = ["p"]
    one.markup, other.markup = None, "<p>"
    assert judged({"page": one}, {"page": other})["page"].status == "equal"


def test_what_a_registry_of_units_has_worked_out_is_no_part_of_it(judged):
    one, other, third = (pint.UnitRegistry() for _ in range(3))
    one.Quantity(1, "km").to("mile")
    assert judged({"ureg": one}, {"ureg": other})["ureg"].status == "equal"
    third.define("smoot = 1.75 * meter")
    assert judged({"ureg": one}, {"ureg": third})["ureg"].status == "different"
