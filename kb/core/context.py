"""What every template may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language

from kb.core.catalogues import interface_language
from kb.core.languages import CODES, FALLBACK, LANGUAGES

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Address:
    """This page in a language: ``path`` keeps its parameters, ``canonical`` is absolute without."""

    code: str
    own_name: str
    path: str
    canonical: str
    current: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """The name of the site, this page under every language, and what its interface is in."""
    return {
        "library_name": settings.SITE_NAME,
        "addresses": addresses(request),
        "interface_language": interface_language(get_language() or FALLBACK),
    }


def addresses(request: HttpRequest) -> list[Address]:
    """This page's addresses; those of the home pages where the path names no language."""
    _, first, *rest = request.path_info.split("/", 2)
    below = rest[0] if first in CODES and rest else ""
    query = request.META.get("QUERY_STRING", "")
    found = []
    for language in LANGUAGES:
        path = f"/{language.code}/{below}"
        found.append(
            Address(
                language.code,
                language.own_name,
                f"{path}?{query}" if query and first in CODES else path,
                absolute(path),
                language.code == first,
            )
        )
    return found


def absolute(path: str) -> str:
    """The public address of a path, by whatever host the request came."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"
