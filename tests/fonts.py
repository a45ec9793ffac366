"""``make fonts``: the typefaces and ``fonts.css``, made anew from two npm packages (needs npm).

The same version gives the same bytes. What is made is committed: the site doesn't need this.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

from tests.run import ROOT, say

VERSION = "5.3.0"
FOLDER = ROOT / "kb/core/static/kb/fonts"
STYLESHEET = ROOT / "kb/core/static/kb/css/fonts.css"

#: In the order of the packages: where two hold a character, the later is taken.
ALPHABETS = ("greek", "latin-ext", "latin")
#: What a number is written with in any of the languages.
FIGURES = "U+20,U+25,U+2B-2E,U+30-39,U+A0,U+2013,U+2212,U+20AC"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family: the short name in the files' names, its own, that of its npm package."""

    code: str
    family: str
    package: str


TEXT = Typeface("text", "Sofia Sans", "sofia-sans")
CONDENSED = Typeface("condensed", "Sofia Sans Condensed", "sofia-sans-condensed")

CUTS: tuple[tuple[Typeface, int, tuple[str, ...]], ...] = (
    (TEXT, 400, ALPHABETS),
    (TEXT, 700, ALPHABETS),
    # Cyrillic for the plate of a Bulgarian town.
    (CONDENSED, 800, ("cyrillic", *ALPHABETS)),
)
#: The light cut of numbers that are planned or guaranteed; nothing else is set in it.
LIGHT = 400


@dataclass(frozen=True, slots=True)
class Fallback:
    """A typeface of the reader's machine, at the size at which it runs as wide as ours.

    ``size`` is the mean over the eight home texts of the width of ours by that of Liberation
    Sans (Narrow), which has the widths of Arial (Narrow); of its digits, where only digits are
    set in it.
    """

    typeface: Typeface
    weights: str
    names: tuple[str, ...]
    size: float


_ARIAL = ("Arial", "ArialMT", "Liberation Sans", "LiberationSans")
_ARIAL_BOLD = ("Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "LiberationSans-Bold")
_NARROW = ("Arial Narrow", "ArialNarrow", "Liberation Sans Narrow", "LiberationSansNarrow")
_NARROW_BOLD = (
    "Arial Narrow Bold", "ArialNarrow-Bold",
    "Liberation Sans Narrow Bold", "LiberationSansNarrow-Bold",
)  # fmt: skip

#: A later one is taken before an earlier one: Arial serves where there is no Arial Narrow.
FALLBACKS = (
    Fallback(TEXT, "100 500", _ARIAL, 0.964),
    Fallback(TEXT, "600 900", _ARIAL_BOLD, 0.909),
    Fallback(CONDENSED, "100 500", _ARIAL, 0.749),
    Fallback(CONDENSED, "600 900", _ARIAL_BOLD, 0.751),
    Fallback(CONDENSED, "100 500", _NARROW, 0.913),
    Fallback(CONDENSED, "600 900", _NARROW_BOLD, 0.915),
)
#: Above and below the base line, in parts of the size: the same in both families.
ASCENT, DESCENT = 0.9, 0.3

HEADER = f"""\
/*
 * Made by `make fonts` from the npm packages @fontsource/{TEXT.package} and
 * @fontsource/{CONDENSED.package} {VERSION}: Sofia Sans, copyright 2019 The Sofia Sans Project
 * Authors, SIL Open Font License 1.1 (../fonts/OFL.txt).
 */
"""


def face(typeface: Typeface, weight: int, part: str, characters: str) -> str:
    """The rule for one file."""
    return f"""
@font-face {{
  font-family: "{typeface.family}";
  font-weight: {weight};
  font-display: swap;
  src: url("../fonts/{_name(typeface, weight, part)}") format("woff2");
  unicode-range: {characters.replace(",", ", ")};
}}
"""


def fallback_face(fallback: Fallback) -> str:
    """The rule for a typeface of the reader's machine."""
    sources = ", ".join(f'local("{name}")' for name in fallback.names)
    return f"""
@font-face {{
  font-family: "{fallback.typeface.family} Fallback";
  font-weight: {fallback.weights};
  src: {sources};
  size-adjust: {fallback.size:.1%};
  ascent-override: {ASCENT / fallback.size:.1%};
  descent-override: {DESCENT / fallback.size:.1%};
  line-gap-override: 0%;
}}
"""


def _name(typeface: Typeface, weight: int, part: str) -> str:
    return f"{typeface.code}-{weight}-{part}.woff2"


def _unpack(typeface: Typeface, folder: Path) -> Path:
    """Where the package's content lies; ``npm pack`` has compared it with its checksum."""
    specifier = f"@fontsource/{typeface.package}@{VERSION}"
    done = subprocess.run(
        ["npm", "pack", "--silent", specifier],
        cwd=folder, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    target = folder / typeface.package
    with tarfile.open(folder / done.stdout.strip()) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def _source(package: Path, typeface: Typeface, weight: int, alphabet: str) -> Path:
    return package / "files" / f"{typeface.package}-{alphabet}-{weight}-normal.woff2"


def _cut_figures(source: Path, target: Path) -> None:
    """Only the figures, of a width of their own (``pnum``) or of one for all (``tnum``)."""
    options = Options(flavor="woff2", layout_features=["kern", "pnum", "tnum"])
    font = load_font(source, options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points(FIGURES))
    subsetter.subset(font)
    save_font(font, target, options)


def code_points(characters: str) -> set[int]:
    """Those of a ``unicode-range``: "U+30-31,U+A0" gives 48, 49, 160."""
    points: set[int] = set()
    for part in characters.replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def make(packages: dict[Typeface, Path]) -> None:
    """Write all files, and the stylesheet that names them."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    rules = [HEADER]
    for typeface, weight, alphabets in CUTS:
        package = packages[typeface]
        characters = json.loads((package / "unicode.json").read_text())
        for alphabet in alphabets:
            target = FOLDER / _name(typeface, weight, alphabet)
            shutil.copyfile(_source(package, typeface, weight, alphabet), target)
            rules.append(face(typeface, weight, alphabet, characters[alphabet]))
    _cut_figures(
        _source(packages[CONDENSED], CONDENSED, LIGHT, "latin"),
        FOLDER / _name(CONDENSED, LIGHT, "figures"),
    )
    rules.append(face(CONDENSED, LIGHT, "figures", FIGURES))
    rules.extend(map(fallback_face, FALLBACKS))
    STYLESHEET.write_text("".join(rules))
    shutil.copyfile(packages[TEXT] / "LICENSE", FOLDER / "OFL.txt")


def main() -> None:
    """The command line."""
    if not shutil.which("npm"):
        sys.exit("npm is missing: apt install npm")
    with tempfile.TemporaryDirectory(prefix="fonts-") as folder:
        make({typeface: _unpack(typeface, Path(folder)) for typeface in (TEXT, CONDENSED)})
    for path in sorted(FOLDER.glob("*.woff2")):
        say(f"{path.name:<32}{path.stat().st_size:>7}")


if __name__ == "__main__":
    main()
