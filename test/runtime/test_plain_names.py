"""Names for engines that take fewer of them than Python does."""

from __future__ import annotations

import re

import pytest

HARD = ["load_data", "load__data", "größe", "α", "_x", "the end", "the_end", "x" * 90, "x" * 91, "1st", ""]


@pytest.mark.parametrize(("filler", "kept"), [("-", ""), ("-", "_"), ("_", "")])
def test_names_are_plain_and_differ(runtime, filler: str, kept: str) -> None:
    names = runtime("plain_names").plain_names(HARD, filler, kept)
    assert list(names) == HARD
    assert len({*names.values()}) == len(HARD)
    for name in names.values():
        assert re.fullmatch(rf"[a-zA-Z][a-zA-Z0-9{filler}{kept}]*", name)
        assert not name.endswith(filler)
        assert len(name) < 70


def test_plain_names_stay(runtime) -> None:
    plain_names = runtime("plain_names").plain_names
    assert plain_names(["TEST_SIZE", "n2"], "-", kept="_") == {"TEST_SIZE": "TEST_SIZE", "n2": "n2"}
    assert plain_names(["load_data", "load__data"], "-") == {"load_data": "load-data", "load__data": "load-data-2"}
