from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kb.core.languages import OFFERED, WHOLE
from tests.fonts import CUTS, FALLBACKS, FIGURES, FOLDER, STYLESHEET, Fallback, code_points
from tests.run import ROOT

#: Letters of each language beyond a to z.
ALPHABETS = {
    "en": "",
    "pl": "ąćęłńóśźż",
    "nl": "áäçéèëêïíöóôüúĳ",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "hr": "čćđšž",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "it": "àèéìíîòóùú",
    "es": "áéíñóúü",
    "de": "äöüß",
    "ro": "ăâîșț",
    "sv": "åäöé",
}
#: Quotation marks, dashes, signs that all of them use.
MARKS = "«»‘’‚“”„–—…·¿¡€%°²³ºª−×½§©\u00a0"
#: Fonts of one page, in bytes: room for the largest language (73,000) and two foreign place names.
BUDGET = 90_000
#: Debian's fonts-liberation, which have the widths of Arial and Arial Narrow.
LIBERATION = Path("/usr/share/fonts/truetype/liberation")


@dataclass(frozen=True, slots=True)
class Face:
    """A rule of the stylesheet that names a file."""

    family: str
    weight: int
    path: Path
    characters: frozenset[int]

    def holds(self) -> set[int]:
        """What is taken from the file, and is in it."""
        return set(TTFont(self.path).getBestCmap()) & self.characters


FACE = re.compile(
    r'font-family: "(?P<family>[^"]+)";\s+font-weight: (?P<weight>\d+);\s+font-display: swap;\s+'
    r'src: url\("(?P<url>[^"]+)"\)[^;]*;\s+unicode-range: (?P<characters>[^;]+);'
)


def faces() -> list[Face]:
    return [
        Face(
            family=found["family"],
            weight=int(found["weight"]),
            path=(STYLESHEET.parent / found["url"]).resolve(),
            characters=frozenset(code_points(found["characters"])),
        )
        for found in FACE.finditer(STYLESHEET.read_text())
    ]


def needed(language: str) -> set[int]:
    letters = "abcdefghijklmnopqrstuvwxyz0123456789" + ALPHABETS[language]
    capitals = [capital for capital in map(str.upper, letters) if len(capital) == 1]  # not of ΐ
    return {ord(character) for character in [*letters, *capitals, *MARKS]}


def drawn(family: str, weight: int) -> set[int]:
    points: set[int] = set()
    for face in faces():
        if (face.family, face.weight) == (family, weight):
            points |= face.holds()
    return points


def texts() -> list[Path]:
    """All that is printed: the interface, the library, the labels of terms, the home page."""
    return [
        *ROOT.glob("locale/*/LC_MESSAGES/django.po"),
        *ROOT.glob("practices/library/**/*.md"),
        *ROOT.glob("practices/library/**/*.toml"),
        *ROOT.glob("kb/core/vocabularies/*.toml"),
        *ROOT.glob("kb/site/texts/**/*.md"),
    ]


def characters_of(paths: list[Path]) -> set[int]:
    return {ord(character) for path in paths for character in path.read_text()} - {ord("\n")}


def is_cyrillic(point: int) -> bool:
    return unicodedata.name(chr(point), "").startswith("CYRILLIC")


def test_every_language_of_the_table_has_an_alphabet() -> None:
    assert list(ALPHABETS) == [language.code for language in (*WHOLE, *OFFERED)]


def test_the_stylesheet_names_the_files_that_there_are() -> None:
    assert sorted(face.path for face in faces()) == sorted(FOLDER.glob("*.woff2"))
    assert STYLESHEET.read_text().count("url(") == len(faces())


@pytest.mark.parametrize("language", ALPHABETS)
def test_a_page_stays_within_the_budget(language: str) -> None:
    loaded = [face.path for face in faces() if face.characters & needed(language)]
    assert sum(path.stat().st_size for path in loaded) <= BUDGET


@pytest.mark.parametrize("language", ALPHABETS)
def test_each_cut_has_the_letters_of_a_language(language: str) -> None:
    for typeface, weight, _ in CUTS:
        missing = needed(language) - drawn(typeface.family, weight)
        assert not missing, (typeface.family, weight, "".join(map(chr, missing)))


def test_nothing_is_printed_that_the_typefaces_lack() -> None:
    printed = characters_of(texts())
    for typeface, weight, alphabets in CUTS:
        missing = printed - drawn(typeface.family, weight)
        if "cyrillic" not in alphabets:  # an own name in running text: the fallback has it
            missing = {point for point in missing if not is_cyrillic(point)}
        assert not missing, (typeface.family, weight, "".join(map(chr, missing)))


def test_the_light_cut_has_figures_only() -> None:
    assert drawn("Sofia Sans Condensed", 400) == code_points(FIGURES)


def test_figures_can_have_one_width() -> None:
    for face in faces():
        if ord("0") in face.characters:
            features = TTFont(face.path)["GSUB"].table.FeatureList.FeatureRecord
            assert "tnum" in {feature.FeatureTag for feature in features}, face.path.name


def widths(fonts: list[Path]) -> dict[int, float]:
    """By code point, in parts of the size."""
    found: dict[int, float] = {}
    for font in map(TTFont, fonts):
        units = font["head"].unitsPerEm
        found |= {
            point: font["hmtx"][name][0] / units for point, name in font.getBestCmap().items()
        }
    return found


def local_file(fallback: Fallback) -> Path:
    """The typeface's file, by its last name, which is its PostScript name."""
    name = fallback.names[-1]
    return LIBERATION / f"{name if '-' in name else f'{name}-Regular'}.ttf"


def cut_of(fallback: Fallback) -> list[Path]:
    family = fallback.typeface.family
    low, high = map(int, fallback.weights.split())
    return [face.path for face in faces() if face.family == family and low <= face.weight <= high]


@pytest.mark.skipif(
    not all(local_file(fallback).exists() for fallback in FALLBACKS),
    reason="apt install fonts-liberation",
)
@pytest.mark.parametrize("fallback", FALLBACKS, ids=lambda it: f"{it.names[-1]}-{it.size}")
@pytest.mark.parametrize("language", [language.code for language in WHOLE])
def test_a_fallback_runs_as_wide_as_the_typeface(fallback: Fallback, language: str) -> None:
    ours, theirs = widths(cut_of(fallback)), widths([local_file(fallback)])
    text = (ROOT / f"kb/site/texts/home/{language}.md").read_text()
    text = text if ord("a") in ours else "0123456789"
    points = [point for point in map(ord, text) if point in ours and point in theirs]
    width = sum(theirs[point] * fallback.size for point in points)
    assert width == pytest.approx(sum(ours[point] for point in points), rel=0.03)
