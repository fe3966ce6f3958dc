"""The text of an SVG picture without what is made up each time it is drawn."""

import re
from xml.etree import ElementTree

METADATA = re.compile(r"<metadata\b.*?</metadata>|<!--.*?-->", re.DOTALL)
NAMED = re.compile(r"""\bid=["']([^"']+)["']""")


def plain_drawing(path):
    """When and by what it was drawn is left out, attributes stand in one order; elements are named by their order, in
    what refers to them as well."""
    text = METADATA.sub("", path.read_text(encoding="utf-8", errors="replace"))
    try:
        text = ElementTree.canonicalize(text, strip_text=True)
    except ElementTree.ParseError:
        pass  # as it stands
    names = {name: f"element-{at}" for at, name in enumerate(dict.fromkeys(NAMED.findall(text)))}
    if not names:
        return text
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(rf"(?<=[\"'#])(?:{known})(?=[\"')])", lambda found: names[found[0]], text)
