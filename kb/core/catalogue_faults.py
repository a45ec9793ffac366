"""What is wrong with a catalogue, in sentences that name the message."""

from __future__ import annotations

import gettext
import re
from typing import TYPE_CHECKING

from babel import Locale

from kb.core.catalogues import key
from kb.core.languages import is_begun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polib

#: What must stand in a translation as in the message: %(name)s, %s, {name}, and tags.
_KEPT = re.compile(r"%\(\w+\)[a-z]|%[sdif]|\{\w*\}|</?[a-z]\w*")
_EDGES = re.compile(r"^(\s*).*?(\s*)$", re.DOTALL)
#: CLDR's categories of plural that occur in an interface are all met below it.
_COUNTED = range(1001)
_SHOWN = 60  # characters of a message; enough to find it


def faults(catalogue: polib.POFile, language: str) -> Iterator[str]:
    """All that keeps a catalogue from being shown to readers.

    A language that is begun may lack messages: those are shown in English.
    """
    yield from _plural_faults(catalogue, language)
    for entry in catalogue:
        if is_begun(language) and not any([entry.msgstr, *entry.msgstr_plural.values()]):
            continue
        for reason in _entry_faults(entry, _forms(catalogue)):
            yield f"{_shown(entry.msgid)}: {reason}"


def differences(catalogue: polib.POFile, found: polib.POFile) -> Iterator[str]:
    """Messages that only the catalogue has, or only code and templates (``found``)."""
    ours, theirs = ({key(e): e for e in side if not e.obsolete} for side in (catalogue, found))
    for one in theirs.keys() - ours.keys():
        yield f"{_shown(one[1])}: missing; run make messages"
    for one in ours.keys() - theirs.keys():
        yield f"{_shown(one[1])}: in no code or template; run make messages"
    for one in ours.keys() & theirs.keys():
        if ours[one].msgid_plural != theirs[one].msgid_plural:
            yield f"{_shown(one[1])}: its plural changed; run make messages"


def _plural_faults(catalogue: polib.POFile, language: str) -> Iterator[str]:
    try:
        form = _rule(catalogue)
        used = {form(n) for n in _COUNTED}
    except ValueError as error:
        yield f"Plural-Forms: {error}"
        return
    if max(used) >= _forms(catalogue):
        yield f"Plural-Forms: nplurals is {_forms(catalogue)}, but form {max(used)} is used"
    categories = Locale.parse(language).plural_form
    if len(used) < len({categories(n) for n in _COUNTED}):
        yield f"Plural-Forms: {language} has more forms than these {len(used)}"


def _forms(catalogue: polib.POFile) -> int:
    found = re.search(r"nplurals\s*=\s*(\d+)", catalogue.metadata.get("Plural-Forms", ""))
    return int(found.group(1)) if found else 0


def _rule(catalogue: polib.POFile) -> Callable[[int], int]:
    found = re.search(r"plural\s*=\s*([^;]+)", catalogue.metadata.get("Plural-Forms", ""))
    if not found:
        raise ValueError("missing")
    return gettext.c2py(found.group(1))


def _entry_faults(entry: polib.POEntry, forms: int) -> Iterator[str]:
    if entry.obsolete:
        yield "obsolete; run make messages"
        return
    if entry.fuzzy:
        yield "fuzzy: read it and take the mark away"
    if not entry.msgid_plural:
        yield from _text_faults(entry.msgstr, entry.msgid)
        return
    if set(entry.msgstr_plural) != set(range(forms)):
        yield f"has {len(entry.msgstr_plural)} plural forms, not {forms}"
    for text in entry.msgstr_plural.values():
        yield from _text_faults(text, entry.msgid, entry.msgid_plural)


def _text_faults(text: str, *originals: str) -> Iterator[str]:
    """A form of a plural may follow the singular or the plural: "one file" has no number."""
    if not text.strip():
        yield "empty"
        return
    if _kept(text) not in map(_kept, originals):
        marks, due = (" ".join(_kept(side)) or "nothing" for side in (text, originals[-1]))
        yield f"has {marks} in place of {due}"
    if _edges(text) != _edges(originals[0]):
        yield "begins or ends with other blanks"
    if _ending(text) != _ending(originals[0]):
        yield f"ends with {_ending(text) or 'neither colon nor ellipsis'}, unlike the message"


def _kept(text: str) -> list[str]:
    return sorted(_KEPT.findall(text.replace("%%", "")))


def _edges(text: str) -> tuple[str, ...]:
    found = _EDGES.match(text)
    return found.groups() if found else ()


def _ending(text: str) -> str:
    """The colon or ellipsis at the end, after which a reader expects more."""
    text = text.rstrip()
    if text.endswith(("…", "...")):
        return "…"
    return ":" if text.endswith(":") else ""


def _shown(message: str) -> str:
    return repr(message if len(message) <= _SHOWN else message[:_SHOWN] + "…")
