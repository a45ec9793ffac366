"""A process that edits and publishes without end, until it is killed.

``python -m tests.prove.editor``.
"""

from __future__ import annotations

import itertools
import os
import sys

import django


def main() -> None:
    """Publish new titles, one after the other, as fast as possible; print each once it is saved."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.local")
    django.setup()
    from kb.core.family import Family
    from practices.models import CaseStudyPage

    origins = dict(Family.objects.values_list("key", "original_locale_id"))
    pages = [p for p in CaseStudyPage.objects.all() if origins[p.translation_key] == p.locale_id]
    for number, page in zip(itertools.count(), itertools.cycle(pages), strict=False):
        page.title = f"Edited {os.getpid()} {number}"
        page.save_revision().publish()
        print(page.pk, flush=True)


if __name__ == "__main__":
    sys.exit(main())
