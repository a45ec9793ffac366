"""The texts of a practice as the project keeps them: ``library/<slug>/<language>.md``.

TOML between ``+++`` lines (title, summary, words of key facts), then sections that name the facts
they rest on::

    ## cost [2, f3]
    ## steps
    ### 2015-2018 [4]
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from practices.facts import Facts, FactsError, folder, named
from practices.sections import SECTIONS
from practices.stated import allowed, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FRONT = re.compile(r"\A\+\+\+\n(?P<front>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_HEADING = re.compile(
    r"^(?P<level>##|###) (?P<name>[^\[\n]+?)\s*(?:\[(?P<facts>[^\]]*)\])?\s*$", re.MULTILINE
)
_PERIOD = re.compile(r"(\d{4})(?:-(\d{4}))?\Z")
NAMES = tuple(section.name for section in SECTIONS)
STEPS = "steps"
#: Ids of blocks are made from slug, stream and number: the same in every version, every time.
NAMESPACE = uuid.UUID("6a1f2f6e-5d0e-4c58-9d55-0a9b9b0d7c11")

_plain = MarkdownIt("commonmark", {"html": False}).disable(
    ["heading", "lheading", "code", "fence", "image"]
)
_with_headings = MarkdownIt("commonmark", {"html": False}).disable(["code", "fence", "image"])


@dataclass(frozen=True, slots=True)
class Part:
    """A section or a step: its heading, what it rests on, its rich text."""

    name: str
    facts: tuple[str, ...]
    html: str


@dataclass(frozen=True, slots=True)
class Text:
    """A practice in one language."""

    language: str
    title: str
    summary: str
    sections: tuple[Part, ...] = ()
    steps: tuple[Part, ...] = ()
    key_facts: Mapping[str, str] = field(default_factory=dict)


def rich(markdown: str, *, headings: bool = False) -> str:
    """Markdown as the rich text that Wagtail's editor writes."""
    html = (_with_headings if headings else _plain).render(markdown.strip())
    return html.replace("<strong>", "<b>").replace("</strong>", "</b>").replace("\n", "")


def block_id(slug: str, stream: str, number: int | str) -> str:
    """The id of a block, the same in every language and at every loading."""
    return str(uuid.uuid5(NAMESPACE, f"{slug}/{stream}/{number}"))


def period(heading: str) -> tuple[int | None, int | None]:
    """First and last year of a step's heading; ``-`` has none."""
    found = _PERIOD.match(heading)
    if not found:
        return None, None
    return int(found[1]), int(found[2]) if found[2] else None


def read(facts: Facts, language: str) -> Text:
    """Read a text and hold it against its facts; errors name file and section."""
    path = folder(facts.slug) / f"{language}.md"
    with named(f"{facts.slug}/{path.name}"):
        text = parse(path.read_text(encoding="utf-8"), language)
        _check(text, facts)
    return text


def front_matter(content: str) -> tuple[dict[str, Any], str]:
    """What stands between the ``+++`` lines of a file, and the text below them."""
    found = _FRONT.match(content)
    if not found:
        raise FactsError("it doesn't begin with +++, title and more, +++")
    return tomllib.loads(found["front"]), found["body"]


def parse(content: str, language: str) -> Text:
    """Split a file into its parts."""
    front, body = front_matter(unicodedata.normalize("NFC", content))
    parts = list(_parts(body))
    return Text(
        language=language,
        title=front["title"],
        summary=front["summary"],
        sections=tuple(part for level, part in parts if level == "##" and part.name != STEPS),
        steps=tuple(part for level, part in parts if level == "###"),
        key_facts=front.get("key_facts", {}),
    )


def check_parallel(source: Text, text: Text) -> None:
    """Refuse a translation with a section or a step, or paragraphs in it, that its source lacks."""
    counts = {part.name: paragraphs(part.html) for part in source.sections}
    for part in text.sections:
        if counts.get(part.name) != paragraphs(part.html):
            raise FactsError(f"{part.name} has other paragraphs than its source")
    if text.steps and len(text.steps) != len(source.steps):
        raise FactsError("it has other steps than its source")


def languages(slug: str) -> list[str]:
    """The languages in which a practice has a text."""
    return sorted(path.stem for path in folder(slug).glob("*.md"))


def paragraphs(html: str) -> int:
    """Paragraphs and items of a rich text: what is translated one by one."""
    return len(re.findall(r"<(?:p|li)\b", html))


def _parts(body: str) -> Iterator[tuple[str, Part]]:
    headings = list(_HEADING.finditer(body))
    if body[: headings[0].start() if headings else None].strip():
        raise FactsError("there is text before the first section")
    ends = [heading.start() for heading in headings[1:]] + [len(body)]
    for heading, end in zip(headings, ends, strict=False):  # without headings one end is left over
        cited = tuple(filter(None, (name.strip() for name in (heading["facts"] or "").split(","))))
        yield heading["level"], Part(heading["name"], cited, rich(body[heading.end() : end]))


def _check(text: Text, facts: Facts) -> None:
    everything = " ".join(facts.texts.values())
    for words in (text.title, text.summary, *text.key_facts.values()):
        _check_numbers(words, everything, text.language, "the card")
    numbered = {str(figure["number"]) for figure in facts.key_facts}
    if untold := sorted(set(text.key_facts) - numbered):
        raise FactsError(f"it has words for key fact {untold[0]}, which the facts don't have")
    unknown = [part.name for part in text.sections if part.name not in NAMES]
    if unknown:
        raise FactsError(f"there is no section {unknown[0]}")
    for part in (*text.sections, *text.steps):
        _check_part(part, facts, text.language)


def _check_part(part: Part, facts: Facts, language: str) -> None:
    where = f"section {part.name}"
    if not part.facts:
        raise FactsError(f"{where} names no facts")
    missing = [name for name in part.facts if not facts.texts.get(name)]
    if missing:
        raise FactsError(f"{where} rests on {missing[0]}, which the facts don't have")
    cited = " ".join(facts.texts[name] for name in part.facts)
    _check_numbers(f"{part.name} {part.html}", f"{cited} {facts.texts['years']}", language, where)


def _check_numbers(words: str, facts: str, language: str, where: str) -> None:
    known = allowed(facts)
    wrong = [number for number in numbers(words.replace("-", " "), language) if number not in known]
    if wrong:
        raise FactsError(f"{where} says {wrong[0]}, which is not in its facts")
