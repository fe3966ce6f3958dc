"""The source of a step, cut where its outputs go, with a little colour."""

from __future__ import annotations

import ast
import builtins
import io
import keyword
import textwrap
import tokenize
from dataclasses import dataclass
from html import escape

_BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True)
class StepSource:
    """The docstring of a step's function, and its statements as (text, last line in the file)."""

    prose: str
    parts: list[tuple[str, int]]


def split_source(source: str, name: str) -> StepSource:
    """Cut the body of the function `name` into its statements, each with the comments above it."""
    lines = source.splitlines(keepends=True)
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return StepSource("", [(source, len(lines))])
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    function = next((node for node in tree.body if isinstance(node, functions) and node.name == name), None)
    if function is None:
        return StepSource(ast.get_docstring(tree) or "", [(source, len(lines))])
    prose = ast.get_docstring(function)
    body = function.body[1:] if prose is not None else function.body
    start = (function.body[0].end_lineno or 0) if prose is not None else function.body[0].lineno - 1
    parts = []
    for statement in body:
        end = statement.end_lineno or statement.lineno
        parts.append((textwrap.dedent("".join(lines[start:end])), end))
        start = end
    return StepSource(prose or ast.get_docstring(tree) or "", parts)


def highlight(code: str) -> str:
    """Python source as HTML, with classes for keywords, texts, numbers, comments and built-in names."""
    code = code.strip("\n") + "\n"
    lines = code.splitlines(keepends=True)
    html: list[str] = []
    row, column = 1, 0
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return escape(code)
    for token in tokens:
        html.append(escape(_between(lines, (row, column), token.start)))
        text, style = escape(_between(lines, token.start, token.end)), _style(token)
        html.append(f'<span class="{style}">{text}</span>' if style and text else text)
        row, column = token.end
    return "".join(html).rstrip()


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    if start >= end or start[0] > len(lines):
        return ""
    if start[0] == end[0]:
        return lines[start[0] - 1][start[1] : end[1]]
    last = lines[end[0] - 1][: end[1]] if end[0] <= len(lines) else ""
    return lines[start[0] - 1][start[1] :] + "".join(lines[start[0] : end[0] - 1]) + last


def _style(token: tokenize.TokenInfo) -> str:
    if token.type == tokenize.NAME:
        return "keyword" if keyword.iskeyword(token.string) else "builtin" if token.string in _BUILTINS else ""
    if token.type == tokenize.STRING or tokenize.tok_name[token.type].startswith("FSTRING"):
        return "text"
    return {tokenize.NUMBER: "number", tokenize.COMMENT: "comment"}.get(token.type, "")
