"""Links in rich text that would break every page that shows them."""

from __future__ import annotations

import re

_INTERNAL = re.compile(r"<a\b[^>]*\blinktype=[^>]*>", re.IGNORECASE)
#: A row's number: positive, and no longer than the database's integers.
_ID = re.compile(r"""\bid=["'](?P<id>[0-9]{1,18})["']""")


def has_broken_links(html: str) -> bool:
    """Whether a link to a page or document of this site names no row that could exist."""
    return any(not _ID.search(tag) for tag in _INTERNAL.findall(html))
