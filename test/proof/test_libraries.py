"""What of a library's value is no part of it."""

import patsy


def test_how_the_module_of_a_formula_is_compiled_is_no_part_of_it(judged):
    one, other = patsy.EvalEnvironment([{}], 0), patsy.EvalEnvironment([{}], 0x1000000)
    assert judged({"env": one}, {"env": other})["env"].status == "equal"


def test_another_formula_is_another_value(judged):
    one, other = ({"design": patsy.ModelDesc.from_formula(text)} for text in ("y ~ a", "y ~ b"))
    assert judged(one, other)["design"].status == "different"
