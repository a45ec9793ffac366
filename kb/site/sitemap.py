"""The sitemap: one file, or an index of files once there are too many addresses for one.

A file of practices is made of its own families alone, and of none of their texts.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_file
from django.db.models import Exists, Max, OuterRef
from django.template.response import TemplateResponse
from django.urls import reverse

from kb.core.context import absolute
from kb.core.family import Family
from kb.core.languages import CODES, FALLBACK, default_of
from kb.core.pieces import ABSENT, accepts
from practices.models import CaseStudyPage
from practices.models.library import SLUG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

#: Addresses in a file: with all their alternates it has 6.5 MB and is made in about a second;
#: sitemaps.org allows ten times as many addresses, and 50 MB.
LIMIT = 5_000


class Address(NamedTuple):
    """A page that search engines may show, and when it was last published.

    ``alternates`` holds the same page in all languages that it may be shown in, itself among them,
    as hreflang and path.
    """

    path: str
    alternates: tuple[tuple[str, str], ...]
    changed: datetime | None = None


class File(NamedTuple):
    """What the index says of a file, named as Django's template asks for it."""

    location: str
    last_mod: datetime | None


class _Version(NamedTuple):
    key: UUID
    slug: str
    language: str
    marks: dict[str, Any]
    published: datetime | None
    is_source: bool


class _Addresses(Sitemap):
    """Under the configured address, whatever host the request came by."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return absolute("").partition("://")[0]

    def get_domain(self, site: object = None) -> str:
        return absolute("").partition("://")[2]

    def location(self, item: Address) -> str:
        return item.path

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        urls: list[dict[str, Any]] = super().get_urls(*args, **kwargs)
        for url in urls:
            url["alternates"] = [
                {"lang_code": code, "location": absolute(path)}
                for code, path in url["item"].alternates
            ]
        return urls


class Lists(_Addresses):
    """Homes and listings in every language; without a date, for they show what is new."""

    limit = LIMIT

    def items(self) -> list[Address]:
        """Two in each language."""
        lists = [_alternates(CODES, below, FALLBACK) for below in ("", f"{SLUG}/")]
        return [Address(dict(each)[code], each) for each in lists for code in CODES]


class Practices(_Addresses):
    """Practices in the languages that they are whole in."""

    #: Families in a file: each may be whole in every language.
    limit = LIMIT // len(CODES)

    def items(self) -> _Families:  # type: ignore[override]  # sliced, never gone through
        """By families, so that a file can be made without the others."""
        return _Families()

    def lastmod(self, item: Address) -> datetime | None:
        """When the version, or the source whose facts it shows, was last published."""
        return item.changed

    def get_latest_lastmod(self) -> datetime | None:
        """The same of all of them, which is said of every file."""
        latest: datetime | None = _versions().aggregate(at=Max("last_published_at"))["at"]
        return latest


#: The kinds of files by what they are called in addresses.
SECTIONS = {"lists": Lists, "practices": Practices}


def index(request: HttpRequest) -> TemplateResponse:
    """All addresses, or all files once there are too many for one.

    Django's own index would name the host that the request came by.
    """
    files = list(_files())
    if len(files) == len(SECTIONS):
        whole: TemplateResponse = sitemap_file(request, dict(SECTIONS))
        return whole
    return TemplateResponse(
        request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml"
    )


def _files() -> Iterator[File]:
    for name, section in SECTIONS.items():
        sitemap = section()
        address = absolute(reverse("sitemap-file", kwargs={"section": name}))
        latest = sitemap.get_latest_lastmod()
        for number in sitemap.paginator.page_range:
            yield File(f"{address}?p={number}" if number > 1 else address, latest)


class _Families:
    """Has as many items as families, but a slice of it holds all of their addresses."""

    def __len__(self) -> int:
        return _sources().count()

    def __getitem__(self, part: slice) -> list[Address]:
        keys = _sources().order_by("pk").values_list("translation_key", flat=True)[part]
        rows = _versions().filter(translation_key__in=list(keys)).order_by("translation_key")
        found = rows.values_list(
            "translation_key",
            "slug",
            "locale__language_code",
            "marks",
            "last_published_at",
            _is_source(),
        )
        families = groupby(
            (_Version(*row) for row in found.iterator()), key=lambda version: version.key
        )
        return [address for _key, family in families for address in _addresses(list(family))]


def _versions() -> QuerySet[CaseStudyPage]:
    versions: QuerySet[CaseStudyPage] = CaseStudyPage.objects.live().filter(alias_of=None)
    return versions


def _sources() -> QuerySet[CaseStudyPage]:
    return _versions().filter(_is_source())


def _is_source() -> Exists:
    return Exists(
        Family.objects.filter(
            key=OuterRef("translation_key"), original_locale_id=OuterRef("locale_id")
        )
    )


def _addresses(versions: list[_Version]) -> Iterator[Address]:
    """Those of a family, by the marks alone: a version is whole that has all of the source's."""
    source = next((version for version in versions if version.is_source), None)
    if source is None:  # withdrawn between two queries
        return
    whole = [version for version in versions if _is_whole(version, source)]
    codes = sorted(version.language for version in whole)
    alternates = _alternates(codes, f"{SLUG}/{source.slug}/", source.language)
    for version in whole:
        changed = max(filter(None, (version.published, source.published)), default=None)
        yield Address(f"/{version.language}/{SLUG}/{source.slug}/", alternates, changed)


def _alternates(codes: Collection[str], below: str, written_in: str) -> tuple[tuple[str, str], ...]:
    paths = {code: f"/{code}/{below}" for code in codes}
    return (*paths.items(), ("x-default", paths[default_of(codes, written_in)]))


def _is_whole(version: _Version, source: _Version) -> bool:
    return version is source or all(
        piece in version.marks and accepts(mark, version.marks[piece])
        for piece, mark in source.marks.items()
        if mark["text"] != ABSENT
    )
