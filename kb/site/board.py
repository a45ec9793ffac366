"""The result board of the home page, as the library comes: editors choose it from then on."""

from __future__ import annotations

from kb.core.languages import FALLBACK
from kb.core.loaded import Loaded, content_hash
from kb.site.models import BoardEntry, HomePage
from kb.site.tree import board_slugs
from practices.models import CaseStudyPage

NAME = "board"


def fill_board() -> int:
    """Put the practices of the English home's file on the board, once; how many it has now."""
    home = HomePage.objects.get(locale__language_code=FALLBACK)
    slugs = board_slugs()
    if not Loaded.objects.filter(name=NAME).exists():
        pages = CaseStudyPage.objects.filter(slug__in=slugs).select_related("locale")
        sources = {page.slug: page for page in pages if page.is_source}
        for order, slug in enumerate(slugs):
            if slug in sources:
                BoardEntry.objects.create(home=home, practice=sources[slug], sort_order=order)
        Loaded.note(NAME, content_hash(slugs), "")
    return home.board.count()
