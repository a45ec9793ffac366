"""A family: all the language versions of one thing, and what is true of them together."""

from __future__ import annotations

from asgiref.local import Local
from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

#: Sent after the commit of a change that an index shows: ``keys`` are the keys of the families
#: changed.
families_changed = Signal()
_changed = Local()


class FamilyQuerySet(models.QuerySet["Family"]):
    """What is done with families."""

    def lock(self) -> None:
        """Wait for whoever writes these, and let others wait until the transaction ends."""
        list(self.order_by("pk").select_for_update(no_key=True).values_list("pk"))

    def raise_versions(self) -> None:
        """Note that these changed, in the transaction of the change; told when it has committed."""
        with transaction.atomic():
            keys = list(self.order_by("pk").select_for_update().values_list("key", flat=True))
            if not keys:
                return
            self.model.objects.filter(key__in=keys).update(version=F("version") + 1)
            _changed.keys = getattr(_changed, "keys", set()) | set(keys)
            transaction.on_commit(_tell, robust=True)


class Family(models.Model):
    """One row for each thing that exists in several languages; it outlives its pages.

    ``version`` is the change log: raised with every change that an index shows, so that what an
    index has to do is the difference of two tables, whatever the order of commits.
    """

    key = models.UUIDField(_("key"), unique=True, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        null=True,
        blank=True,
        editable=False,
    )
    original_locale = models.ForeignKey(
        "wagtailcore.Locale", models.PROTECT, related_name="+", verbose_name=_("written in")
    )
    version = models.PositiveBigIntegerField(_("version"), default=1, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name = _("family")
        verbose_name_plural = _("families")

    def __str__(self) -> str:
        return self.slug or str(self.key)


def _tell() -> None:
    """Once for a transaction, however many rows of a family it wrote.

    Keys that a rollback left behind are told with the next commit; whoever listens compares
    versions anyway.
    """
    keys, _changed.keys = _changed.keys, set()
    if keys:
        families_changed.send(Family, keys=list(keys))
