"""Publishes and unpublishes what is due.

Wagtail's ``publish_scheduled`` stops at the first page that can't go live: all others would wait.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from kb.core.family import Family
from kb.core.outage import is_outage

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

#: In the page's history, where its editors look.
FAILED = "kb.publish.failed"
FAILED_LABEL = _("Scheduled publishing failed")
FAILED_MESSAGE = _("This could not be published at its time: open it and publish it by hand.")


def publish_due() -> None:
    """Unpublish what has expired, then publish what was scheduled, the oldest first."""
    now = timezone.now()
    expired = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    for page in expired:
        _alone(page, partial(_unpublish, page))
    due = Revision.objects.page_revisions().filter(approved_go_live_at__lt=now)
    for revision in due.order_by("approved_go_live_at"):
        page = revision.content_object
        if page is None:  # deleted since this round began
            continue
        if not _alone(page, partial(_publish, page, revision)):
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            log(instance=page, action=FAILED, revision=revision)


def _alone(page: Page, do: Callable[[], None]) -> bool:
    """Do something with a page; False for whatever is wrong with this page alone."""
    try:
        with transaction.atomic():
            Family.objects.filter(key=page.translation_key).lock()
            do()
    except Exception as error:
        if is_outage(error):
            raise
        logger.exception("Page %s can't be published or unpublished as scheduled", page.pk)
        return False
    return True


def _unpublish(page: Page) -> None:
    """As it is now: somebody may have given it another date meanwhile."""
    if found := Page.objects.filter(pk=page.pk, live=True, expire_at__lt=timezone.now()).first():
        found.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(page: Page, revision: Revision) -> None:
    """Unless somebody has published another revision meanwhile, or called it off."""
    if Revision.objects.filter(pk=revision.pk, approved_go_live_at__isnull=False).exists():
        revision.publish(log_action="wagtail.publish.scheduled")
