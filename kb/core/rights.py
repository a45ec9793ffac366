"""What may be done with a page of a family, by whatever view or button."""

from __future__ import annotations

from typing import Any

from wagtail.locks import BasicLock
from wagtail.models import Page, PagePermissionTester


class FamilyRights(PagePermissionTester):
    """As Wagtail says, but a version stays among the pages of its own language."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Not what somebody has locked, and a source only with all its versions, which go along."""
        if self.page_locked() or not super().can_delete(ignore_bulk):
            return False
        source = self.page.specific_deferred
        versions = source.get_translations() if getattr(source, "is_source", False) else ()
        return all(self._may_go_along(version) for version in versions)

    def _may_go_along(self, version: Page) -> bool:
        if version.locked and BasicLock(version).for_user(self.user):
            return False
        return bool(PagePermissionTester(self.user, version).can_delete(ignore_bulk=True))

    def can_move_to(self, destination: Page) -> bool:
        """Not below a page of another language."""
        return self._same_language(destination) and bool(super().can_move_to(destination))

    def can_copy(self) -> bool:
        """Not a translation: its words would be a source's, without what they were made from."""
        specific = self.page.specific_deferred
        return getattr(specific, "is_source", True) and bool(super().can_copy())

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        """The same; pages below are families of their own and are copied one by one."""
        if recursive or not self._same_language(destination):
            return False
        return bool(super().can_copy_to(destination, recursive))

    def _same_language(self, destination: Page) -> bool:
        return bool(destination.locale_id == self.page.locale_id)


class FixedRights(FamilyRights):
    """For the homes and libraries that everything hangs in: set-up makes them, and they stay."""

    def can_edit(self) -> bool:
        """Only an administrator."""
        return bool(self.user.is_superuser)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Nobody."""
        return False

    def can_unpublish(self) -> bool:
        """Nobody: a whole language would be gone."""
        return False

    def can_move(self) -> bool:
        """Nobody."""
        return False

    def can_copy(self) -> bool:
        """Nobody: there is one of each in a language."""
        return False

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        """Nowhere."""
        return False


def rights(user: Any, page: Page) -> PagePermissionTester:
    """The rights of a user on a page of a family."""
    kind = FixedRights if getattr(page, "is_fixed", False) else FamilyRights
    return kind(user, page)
