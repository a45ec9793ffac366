"""``python -m tests.prove.killed_translating [rounds]``: kill -9 while three people translate.

A real server and its worker; people submit, type, save, publish, revert, and publish sources. At a
random moment all processes are killed. Then every family is clean, every word lies under its own
language, and what was answered is there; after the next start the worker catches up. Runs on the
database that ``DATABASE_URL`` names (SQLite in a new folder by default).
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import django

from tests.server import manage, serving, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.prove.translator import Thing, Translator

ROUNDS, SEED = 20, 6
#: Before the kill so many things are done, by all together, and then so many seconds more: the
#: quicker ones take a tenth of one.
MOST, LONGEST = 12, 0.5
#: Seconds that the first of them may take: somebody has to sign in.
BEGUN = 60.0
#: Seconds until the worker has shown and indexed everything; and until killed sessions are gone.
CATCH_UP, GONE = 60.0, 10.0
DATABASE = os.environ.get("DATABASE_URL", "")
#: Each practice with the language that it is written in, and two that it is translated into.
PRACTICES = (("hr", "pl", "el"), ("pl", "en", "fr"), ("en", "it", "es"))


def translators() -> list[Translator]:
    """One for each practice, which is new."""
    from wagtail.models import Locale

    from tests.content import a_case
    from tests.kb.translation.people import typed
    from tests.prove.translator import Translator

    numbers = dict(Locale.objects.values_list("language_code", "pk"))
    found = []
    for number, (language, *others) in enumerate(PRACTICES):
        page = a_case(f"Nowe-{language}-0", language=language, summary=f"Nowe-{language}-0")
        form = typed(page)
        languages = {code: numbers[code] for code in others}
        found.append(Translator(page.pk, language, languages, form, random.Random(SEED + number)))
    return found


def until_killed(people: list[Translator], process: int, site: str, draw: random.Random) -> None:
    """Let all of them work for a while, then kill whatever serves them."""
    enough = done(people) + draw.randint(0, MOST)
    deadline = time.monotonic() + BEGUN
    with ThreadPoolExecutor(len(people)) as pool:
        working = [pool.submit(person.work, site) for person in people]
        while done(people) < enough and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(draw.uniform(0, LONGEST))
        os.killpg(process, signal.SIGKILL)
    for person in working:
        person.result()


def done(people: list[Translator]) -> int:
    """How much was answered with success until now."""
    return sum(person.count for person in people)


def wait_for_the_database() -> None:
    """PostgreSQL ends the transaction of a killed client when it notices."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    deadline = time.monotonic() + GONE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(f"{others} AND pid <> pg_backend_pid()")
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
    raise RuntimeError("Sessions of killed processes are still there.")


def looked_at(people: list[Translator]) -> Iterator[str]:
    """What is wrong after a kill."""
    yield from audited()
    yield from misplaced()
    for person in people:
        yield from missing(person)


def audited() -> list[str]:
    """What ``manage.py audit_families`` says, if anything."""
    from django.core.management import call_command

    out = StringIO()
    try:
        call_command("audit_families", stdout=out)
    except SystemExit:
        return out.getvalue().splitlines()
    return []


def misplaced() -> Iterator[str]:
    """Words under another language than they are in, live or in a draft, whatever the marks say."""
    from practices.models import CaseStudyPage
    from tests.kb.translation.people import said_in

    for page in CaseStudyPage.objects.select_related("locale"):
        for row in (page, page.get_latest_revision_as_object()):
            if others := said_in(row) - {page.locale.language_code}:
                yield f"{page.locale.language_code}/{page.slug} has words in {', '.join(others)}"


def missing(person: Translator) -> Iterator[str]:
    """What was answered with success and isn't there; what was under way may be, or not."""
    for thing, promised in list(person.answered.items()):
        found = there(person, thing)
        allowed = {meant(promised)}
        if thing in person.under_way:
            allowed.add(meant(person.under_way[thing]))
        # An earlier draft without a title leaves the one that is there.
        if found not in allowed and "" not in allowed:
            yield f"{thing}: {found!r} in the place of {' or '.join(map(repr, allowed))}"
        person.answered[thing] = found
    person.under_way = {}


def meant(title: str) -> str:
    """A title, or that of an earlier draft."""
    from wagtail.models import Revision

    if title.startswith("revision "):
        return str(Revision.objects.get(pk=title.removeprefix("revision ")).as_object().title)
    return title


def there(person: Translator, thing: Thing) -> str:
    """What the database holds of it."""
    from wagtail_localize.models import StringTranslation

    from practices.models import CaseStudyPage

    where, language = thing
    key = CaseStudyPage.objects.get(pk=person.source).translation_key
    if where == "string":
        strings = StringTranslation.objects.filter(
            context__object_id=key, context__path="title", locale__language_code=language
        )
        return strings.values_list("data", flat=True).first() or ""
    page = CaseStudyPage.objects.get(translation_key=key, locale__language_code=language)
    if where == "source":
        return str(page.summary)
    return str((page if where == "live" else page.get_latest_revision_as_object()).title)


def caught_up() -> float:
    """Seconds until the worker has shown translators and indexed what it hadn't."""
    from kb.core.translation.following import outdated
    from search.behind import behind

    begin = time.monotonic()
    while outdated() or behind().rebuild or behind().keys:
        if time.monotonic() > begin + CATCH_UP:
            raise RuntimeError("The worker doesn't catch up.")
        time.sleep(0.1)
    return time.monotonic() - begin


def indexed() -> list[str]:
    """What the index has wrong."""
    from search import indexing

    return indexing.verify()


def run(var: Path, rounds: int) -> int:
    """All rounds on one library; 1 if anything was wrong."""
    from django.db import connections

    from kb.core.translation.following import outdated

    draw, people, faults = random.Random(SEED), translators(), []
    longest, to_show = 0.0, 0
    for number in range(rounds + 1):
        connections.close_all()
        with serving(var, DATABASE) as (process, site):
            if number % 2 or number == rounds:  # else they begin while the worker catches up
                longest = max(longest, caught_up())
                faults += [f"index, round {number}: {fault}" for fault in indexed()]
            connections.close_all()
            if number < rounds:
                until_killed(people, process.pid, site, draw)
                process.wait()
        wait_for_the_database()
        to_show += bool(outdated())
        faults += [f"round {number}: {fault}" for fault in looked_at(people)]
    faults += [fault for person in people for fault in person.faults]
    return told(people, rounds, faults, longest, to_show)


def told(
    people: list[Translator], rounds: int, faults: list[str], longest: float, to_show: int
) -> int:
    """Print the figures."""
    kinds = sum((person.done for person in people), Counter[str]())
    cut = sum(person.cut for person in people)
    named = ", ".join(f"{name} {times}" for name, times in kinds.most_common())
    print(
        f"{'PostgreSQL' if DATABASE else 'SQLite'}: {rounds} kills, {cut} requests cut off, "
        f"{done(people)} done before ({named}), {len(faults)} faults; translators had still to be "
        f"shown a source after {to_show}; the worker caught up within {longest:.1f} s",
        *faults,
        sep="\n",
    )
    return int(bool(faults))


def main(rounds: int) -> int:
    """Set a library up, and begin."""
    with tempfile.TemporaryDirectory(prefix="killed-") as folder:
        made = manage("setup", var=Path(folder), database=DATABASE)
        if made.returncode:
            print(made.stdout, made.stderr)
            return 1
        os.environ.update(surroundings(Path(folder), DATABASE))
        django.setup()
        return run(Path(folder), rounds)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
