"""``manage.py demo_accounts``: one account for each role, on one's own machine only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from kb.core.accounts import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """Refuses where the settings don't allow demonstration accounts; leaves existing ones alone."""

    help = "Makes the demonstration accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make those that are missing."""
        if not settings.DEMONSTRATION_ACCOUNTS:
            raise CommandError("These settings allow no demonstration accounts.")
        users = get_user_model()
        made = 0
        for account in ACCOUNTS:
            if users.objects.filter(username=account.name).exists():
                continue
            user = users.objects.create_user(
                account.name,
                f"{account.name}@example.org",
                PASSWORD,
                first_name=account.name.capitalize(),
                last_name="Example",
            )
            user.is_superuser = user.is_staff = account.administrator
            user.save()
            user.groups.set(Group.objects.filter(name__in=account.groups))
            made += 1
        self.stdout.write(f"Accounts: {', '.join(a.name for a in ACCOUNTS)}; {made} made now.")
