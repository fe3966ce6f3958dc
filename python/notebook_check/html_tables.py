"""Reads what HTML says: the cells of its tables, and the text beside them."""

from html.parser import HTMLParser

SILENT = {"style", "script", "head", "title", "template", "svg", "button"}
# Elements without an end: they open nothing.
EMPTY = {"br", "hr", "img", "input", "link", "meta", "col", "wbr"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.rows, self.text, self.cell, self.silent = [], [], None, 0

    def handle_starttag(self, tag, attrs):
        if tag in SILENT:
            self.silent += 1
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            if not self.rows:
                self.rows.append([])
            self.cell = []
            self.rows[-1].append(self.cell)
        elif tag in EMPTY or tag in ("p", "div", "li", "pre"):
            self.handle_data("\n")

    def handle_endtag(self, tag):
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("td", "th", "tr", "table"):
            self.cell = None

    def handle_data(self, data):
        if not self.silent:
            (self.text if self.cell is None else self.cell).append(data)


def read_html(html):
    """`(rows, text)`: the rows of all tables, each a list of texts, and the text beside tables."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    rows = [[" ".join("".join(cell).split()) for cell in row] for row in reader.rows]
    return [row for row in rows if row], "".join(reader.text)
