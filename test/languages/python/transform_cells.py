"""Reads a JSON list of [cell source, masked cell]; says for each whether IPython's and our reading are valid Python."""
import ast
import json
import re
import sys
import tokenize
import warnings

from IPython.core.inputtransformer2 import TransformerManager

warnings.simplefilter("ignore")
# Magics that run their body as Python in the notebook: what counts is whether that body is valid.
PYTHON_BODY = re.compile(r"^%%(time|timeit|capture|prun|memit|snakeviz|pyinstrument|heat|code_wrap)( .*)?$")
PYTHON_LINE = {"time", "timeit", "prun", "memit"}
OPTIONS = re.compile(r"^(-[nrltsTD]\s*\w+\s+|-[tcqovi]+\s+|--[\w-]+\s+)*")


def is_python(text):
    try:
        ast.parse(text)
        return True
    except (SyntaxError, ValueError):
        return False


def lines_of(source):
    manager = TransformerManager()
    lines = (source if source.endswith("\n") else source + "\n").splitlines(keepends=True)
    for transform in manager.cleanup_transforms:
        lines = transform(lines)
    return lines


def is_valid(source):
    lines = lines_of(source)
    if lines and PYTHON_BODY.match(lines[0].rstrip()):
        return is_valid("".join(lines[1:]))
    try:
        transformed = TransformerManager().transform_cell(source)
    except SyntaxError:
        return False
    return is_python(transformed) and all(is_valid(text) for text in statements_in_magics(transformed))


def statements_in_magics(code):
    """The Python that line magics such as %time would run, when it is whole: the mask leaves it in the code."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "run_line_magic":
            name, text = (ast.literal_eval(argument) for argument in node.args)
            if name in PYTHON_LINE:
                text = OPTIONS.sub("", text.strip())
                yield text if is_whole(text) else ""


def is_whole(text):
    try:
        list(tokenize.generate_tokens(iter([text + "\n"]).__next__))
        return True
    except (SyntaxError, tokenize.TokenError):
        return False


print(json.dumps([[is_valid(source), is_python(masked)] for source, masked in json.load(sys.stdin)]))
