"""Makes the package under test importable, and values comparable as two processes would give them."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))

from notebook_proof.compare_sharing import compare_sharing  # noqa: E402
from notebook_proof.compare_values import EXACT, Rules, compare_variable  # noqa: E402
from notebook_proof.descriptions import Description  # noqa: E402
from notebook_proof.write_values import write_description  # noqa: E402


@pytest.fixture
def judged(tmp_path):
    """Compares all variables of two name spaces, what they share included: `{name: Verdict}`."""

    def judge(left: dict, right: dict, rules: Rules = EXACT) -> dict:
        sides = []
        for number, names in enumerate((left, right)):
            path = tmp_path / f"{number}.json"
            write_description(names, path, "project" if number else "", compressed=False)
            sides.append(Description(path))
        assert sides[0].failed == sides[1].failed == {}
        one, other = sides
        verdicts = {
            name: compare_variable(one, one.names[name], other, other.names[name], name, set(), rules)
            for name in one.names
        }
        alike = {name: verdict for name, verdict in verdicts.items() if verdict.status != "different"}
        return verdicts | compare_sharing(one, other, alike)

    return judge
