"""Logged outputs as HTML. What a step displayed is shown, but can neither run code nor load anything."""

from __future__ import annotations

import base64
import re
from html import escape
from html.parser import HTMLParser
from typing import Any

from .report_prose import prose_html

_TAGS = """
    a abbr b blockquote br caption center code col colgroup dd details div dl dt em figure figcaption font h1 h2 h3 h4 h5
    h6 hr i img input kbd label li mark ol p pre s samp small span strong style sub summary sup table tbody td tfoot th
    thead time tr tt u ul
"""
_ATTRIBUTES = """
    align alt bgcolor border checked class color colspan datetime dir disabled for height hidden href id lang open rowspan
    scope size span src start style title type valign value width
"""
_KNOWN_TAGS, _KNOWN_ATTRIBUTES = frozenset(_TAGS.split()), frozenset(_ATTRIBUTES.split())
_VOID = frozenset({"br", "col", "hr", "img", "input"})
_DROPPED = frozenset({"script", "iframe", "object", "noscript", "template", "head", "title", "svg", "math", "form"})
_ADDRESS = re.compile(r"url\s*\(\s*(?:\"[^\"]*\"|'[^']*'|[^)\"']*)\s*\)", re.IGNORECASE)
_LOADS = re.compile(r"url\s*\(|image-set\s*\(|@import|expression\s*\(|\\", re.IGNORECASE)
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_IMAGES = ("image/png", "image/jpeg", "image/gif")


def output_html(record: dict[str, Any]) -> str:
    """One record of a log as HTML."""
    if record["kind"] in ("stdout", "stderr"):
        return f'<pre class="{record["kind"]}">{text_html(record["text"])}</pre>'
    return f'<div class="output">{_bundle_html(record["data"])}</div>'


def text_html(text: str) -> str:
    """Terminal text: colours are left out, and a line that was written over shows its last state."""
    lines = _ANSI.sub("", text).replace("\r\n", "\n").split("\n")
    return escape("\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)).rstrip()


def clean_html(html: str) -> str:
    """HTML without all that could run or load something: only known tags and attributes pass."""
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    return "".join(cleaner.parts)


def _bundle_html(data: dict[str, Any]) -> str:
    """The richest form of a value that the page can show."""
    for mime in _IMAGES:
        if mime in data:
            return f'<img alt="" src="data:{mime};base64,{escape(str(data[mime]).strip())}">'
    if "image/svg+xml" in data:
        # as an image, an SVG can neither run scripts nor load anything
        content = base64.b64encode(str(data["image/svg+xml"]).encode()).decode("ascii")
        return f'<img alt="" src="data:image/svg+xml;base64,{content}">'
    if "text/html" in data and (html := clean_html(str(data["text/html"]))) and _shows_something(html):
        # a shadow root keeps its styles from the page, and the page's from it
        return f'<div class="html"><template shadowrootmode="open">{_HTML_STYLE}{html}</template></div>'
    if "text/markdown" in data:
        return f'<div class="prose">{prose_html(str(data["text/markdown"]))}</div>'
    text = data.get("text/plain") or data.get("text/latex") or ""
    return f"<pre>{text_html(str(text))}</pre>"


def _shows_something(html: str) -> bool:
    without_styles = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return "<img" in without_styles or bool(re.sub(r"<[^>]*>", "", without_styles).strip())


_HTML_STYLE = (
    "<style>table{border-collapse:collapse;font-size:13px;border:0}td,th{padding:.25em .6em;text-align:right;border:0}"
    "tbody tr:nth-child(odd){background:#8881}thead{border-bottom:1px solid #888}</style>"
)


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._dropped: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped.append(tag)
        elif not self._dropped and tag in _KNOWN_TAGS:
            self.parts.append(f"<{tag}{''.join(_attribute(tag, *each) for each in attrs)}>")
            if tag not in _VOID:
                self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._dropped:
            del self._dropped[self._dropped.index(tag) :]
        elif not self._dropped and tag in self._open:
            while (inner := self._open.pop()) != tag:
                self.parts.append(f"</{inner}>")
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._dropped:
            return
        if self._open and self._open[-1] == "style":
            self.parts.append(_clean_css(data))
        else:
            self.parts.append(escape(data, quote=False))

    def close(self) -> None:
        super().close()
        self.parts += [f"</{tag}>" for tag in reversed(self._open)]


def _clean_css(css: str) -> str:
    """Styles without the declarations that could load something."""
    css = _ADDRESS.sub("url()", re.sub(r"/\*.*?\*/", " ", css, flags=re.DOTALL))
    kept = ("" if _LOADS.search(part) else part for part in re.split(r"([;{}])", css))
    return "".join(kept).replace("<", "")


def _attribute(tag: str, name: str, value: str | None) -> str:
    value = value or ""
    if name not in _KNOWN_ATTRIBUTES:
        return ""
    if name == "href" and not re.match(r"(https?:|mailto:|#)", value, re.IGNORECASE):
        return ""
    if name == "src" and not re.match(r"data:image/(png|jpeg|gif|svg\+xml)[;,]", value, re.IGNORECASE):
        return ""
    if name == "style" and _LOADS.search(value):
        return ""
    if tag == "input" and name == "type" and value.lower() != "checkbox":
        return ""
    return f' {name}="{escape(value)}"'
