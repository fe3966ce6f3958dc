"""test"""

# Generated.


def test(mean: float) -> None:
    assert mean > 0
