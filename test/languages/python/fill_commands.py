"""Reads a JSON list of [command, Python expression]; prints those whose value is not what IPython makes of the command."""
import json
import re
import sys
import warnings

from IPython.utils.text import DollarFormatter

warnings.simplefilter("ignore")
NAMES = {"a": "value", "b": "it's \"b\"", "c": [1, 2, 3], "d": {"k": "{x} $y"}}


def filled(command):
    try:
        return DollarFormatter().vformat(command, [], dict(NAMES))
    except Exception:
        return command


def without_addresses(text):
    return re.sub(r"0x[0-9a-f]+", "0x", text)


differing = []
for command, code in json.load(sys.stdin):
    value = eval(code, dict(NAMES))
    if without_addresses(filled(command)) != without_addresses(value):
        differing.append([command, code, filled(command), value])
print(json.dumps(differing))
