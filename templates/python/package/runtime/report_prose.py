"""The prose of a notebook as HTML: the Markdown that people write between cells, without any HTML of its own."""

from __future__ import annotations

import re
from html import escape

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"\s*([-*+]|\d{1,9}[.)])\s+(.*)")
_KEPT = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)|(\$\$?)(?=\S)(.+?)(?<=\S)\3|\\([!-/:-@\[-`{-~])", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?:|mailto:)[^\s()]*)[^()]*\)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_ITALIC = re.compile(r"\*(?=\S)([^*]+?)(?<=\S)\*")


def prose_html(markdown: str, title: str = "") -> str:
    """Headings, lists, code, emphasis and links as HTML; the rest stays text. A first line that is the title goes."""
    blocks = _blocks(markdown.splitlines())
    if blocks and blocks[0][0] in ("text", "heading") and _plain(blocks[0][1]) == _plain(title):
        del blocks[0]
    html: list[str] = []
    for kind, text in blocks:
        if kind in ("ul", "ol"):
            items = "".join(f"<li>{_inline(item)}</li>" for item in text.split("\0"))
            html.append(f"<{kind}>{items}</{kind}>")
        elif kind == "heading":
            level = max(3, len(text) - len(text.lstrip("#")))
            html.append(f"<h{level}>{_inline(text.lstrip('#').strip())}</h{level}>")
        else:
            html.append(f"<pre>{escape(text)}</pre>" if kind == "code" else f"<p>{_inline(text)}</p>")
    return "".join(html)


def _blocks(lines: list[str]) -> list[tuple[str, str]]:
    """The blocks of a text: headings with their `#`, items of a list set apart by zeros, code, and text."""
    blocks: list[tuple[str, str]] = []
    fence, is_open = "", False  # is_open: the line goes on the block above
    for line in lines:
        if fence:
            if line.strip().startswith(fence):
                fence = ""
            else:
                blocks[-1] = ("code", f"{blocks[-1][1]}\n{line}".removeprefix("\n"))
        elif opening := _FENCE.match(line):
            fence, is_open = opening[1], False
            blocks.append(("code", ""))
        elif not line.strip():
            is_open = bool(blocks) and blocks[-1][0] in ("ul", "ol")
        elif heading := _HEADING.match(line):
            blocks.append(("heading", f"{heading[1]} {heading[2]}"))
            is_open = False
        elif item := _ITEM.match(line):
            kind = "ol" if item[1][0].isdigit() else "ul"
            goes_on = is_open and blocks[-1][0] == kind
            blocks[-1:] = [(kind, f"{blocks[-1][1]}\0{item[2]}")] if goes_on else [*blocks[-1:], (kind, item[2])]
            is_open = True
        else:
            kind = "code" if line.lstrip().startswith("|") else "text"
            in_list = is_open and blocks[-1][0] in ("ul", "ol") and line[0].isspace()
            goes_on = is_open and (blocks[-1][0] == kind or in_list)
            blocks[-1:] = [(blocks[-1][0], f"{blocks[-1][1]}\n{line}")] if goes_on else [*blocks[-1:], (kind, line)]
            is_open = True
    return blocks


def _inline(text: str) -> str:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        if found[1]:
            kept.append(f"<code>{escape(found[2].strip())}</code>")
        else:
            kept.append(escape(found[5] or found[0]))
        return f"\0{len(kept) - 1}\0"

    html = escape(_IMAGE.sub(r"\1", _KEPT.sub(keep, text.replace("\0", ""))))
    html = _LINK.sub(r'<a href="\2">\1</a>', html)
    html = _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", html))
    return re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], html)


def _plain(text: str) -> str:
    return re.sub(r"[\s`*#~]+", " ", text).strip().casefold()
