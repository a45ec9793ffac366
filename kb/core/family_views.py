"""What is decided for a whole family, in the admin: its address, and the language it is written in.

Both are asked twice, and left to whoever may publish all the versions that change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page

from kb.core.addresses import change_address
from kb.core.family import Family
from kb.core.pages import SLUG_LENGTH, FamilyPage
from kb.core.refusals import plainly
from kb.core.translation.origin import change_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


class AddressForm(forms.Form):
    """A new address."""

    slug = forms.CharField(
        label=gettext_lazy("New address"),
        max_length=SLUG_LENGTH,
        help_text=gettext_lazy("Small letters, digits and hyphens."),
        validators=[
            RegexValidator(
                r"\A[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z",
                gettext_lazy("Small letters, digits and hyphens."),
            )
        ],
    )

    def clean_slug(self) -> str:
        """As addresses are written."""
        return str(self.cleaned_data["slug"]).lower()


class SourceForm(forms.Form):
    """A version that is to be the source."""

    locale = forms.ModelChoiceField(
        Locale.objects.none(), label=gettext_lazy("Written in"), empty_label=None
    )

    def __init__(self, locales: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField", self.fields["locale"]).queryset = locales


def may_decide(page: Page, user: Any) -> bool:
    """Whether this is the source of a published family, all of whose versions one may publish."""
    source = page.specific
    if not isinstance(source, FamilyPage) or source.is_fixed or not source.is_source:
        return False
    if not source.family.slug:
        return False
    versions = source.get_translations(inclusive=True).specific()
    return all(
        each.permissions_for_user(user).can_publish() and not _is_locked(each, user)
        for each in versions
    )


def _is_locked(page: Page, user: User) -> bool:
    return bool((lock := page.get_lock()) and lock.for_user(user))


@plainly
def address(request: HttpRequest, page_id: int) -> HttpResponse:
    """Another address, in all languages."""
    source = _decided(request, page_id)
    form = AddressForm(request.POST or None, initial={"slug": source.family.slug})
    return _answer(
        request,
        source,
        form,
        "kb/admin/change_address.html",
        lambda source: change_address(source, form.cleaned_data["slug"], _user(request)),
    )


@plainly
def written_in(request: HttpRequest, page_id: int) -> HttpResponse:
    """Another language as the source."""
    source = _decided(request, page_id)
    others = source.get_translations().filter(live=True).values("locale")
    form = SourceForm(Locale.objects.filter(pk__in=others), request.POST or None)
    return _answer(
        request,
        source,
        form,
        "kb/admin/change_source.html",
        lambda source: change_source(source, form.cleaned_data["locale"], _user(request)),
    )


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _decided(request: HttpRequest, page_id: int) -> FamilyPage:
    page = get_object_or_404(Page, pk=page_id)
    if not may_decide(page, request.user):
        raise PermissionDenied
    return cast("FamilyPage", page.specific)


def _answer(
    request: HttpRequest,
    source: FamilyPage,
    form: forms.Form,
    template: str,
    change: Callable[[FamilyPage], object],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                Family.objects.filter(key=source.translation_key).lock()
                change(_decided(request, source.pk))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("It holds in all languages now."))
            return redirect("wagtailadmin_pages:edit", source.pk)
    return TemplateResponse(request, template, {"form": form, "page": source})


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Ours, among the pages of the admin."""
    return [
        path("families/<int:page_id>/address/", address, name="kb_change_address"),
        path("families/<int:page_id>/language/", written_in, name="kb_change_source"),
    ]


@hooks.register("register_page_header_buttons")
def decide(page: Page, user: Any, *_args: Any, **_kwargs: Any) -> Iterator[Button]:
    """For whoever may."""
    if not may_decide(page, user):
        return
    yield Button(
        pgettext("button", "Change the address"),
        reverse("kb_change_address", args=[page.pk]),
        priority=70,
        icon_name="link",
    )
    if page.live and page.get_translations().filter(live=True).exists():
        yield Button(
            pgettext("button", "Change the language it is written in"),
            reverse("kb_change_source", args=[page.pk]),
            priority=71,
            icon_name="globe",
        )
