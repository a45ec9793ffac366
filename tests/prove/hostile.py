"""``python -m tests.prove.hostile [requests]``: whatever is asked, an answer, and soon.

On the library in ``VAR_DIR``: requests that no browser sends, always the same ones, by sockets, at
every public address. None is answered by a fault, none not at all, none after two seconds.
"""

from __future__ import annotations

import random
import socket
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kb.core.languages import CODES
from tests.prove.pages import TRANSLATED, library, show

REQUESTS, SEED = 10_000, 10
#: Asked at once: as many as the two cores of a small machine answer side by side.
TOGETHER = 2
#: Seconds until the last byte. A later answer is asked for again, alone, because a machine with
#: other work stands still at times; it is late if it is late again.
LATEST = 2.0

CASE = f"practices/{TRANSLATED}/"
PAGES = ("", "practices/", CASE, "search/", "styleguide/", "no-such-page/", "practices/no-such/")
FILES = (
    "/", "/healthz", "/robots.txt", "/sitemap.xml", "/sitemap-practices.xml", "/sitemap-lists.xml",
    "/sitemap-none.xml", "/api/", "/api/practices", "/admin/login/", "/admin/", "/documents/1/x",
    "/static/kb/none.css", "/media/none.png", "/favicon.ico",
)  # fmt: skip
LANGUAGES = (*CODES, "de", "xx", "EN", "en-GB", "zh-hant", "..", "%00", "e n", "\u202een")
NAMES = (
    "q", "page", "sort", "exact", "country", "sector", "phase", "step", "language", "year",
    "population", "q[]", "next", "", "\0", "\ud800",
)  # fmt: skip
VALUES = (
    "", "'", '"', '"a', "''\"", "a\0b", "\ud800", "\udfff\ud800", "\u202e\u200f\u2066abc", "\ufeff",
    "x" * 10_000, "é " * 1_500, '"' * 900, "( " * 900, "a OR " * 300, "<script>alert(1)</script>",
    "{{ 7*7 }}{% load x %}", "' OR 1=1 --", "../../etc/passwd", "%s%n%x", "-1", "0", "1e9", "NaN",
    "99999999999999999999", "9" * 400, "-99999999999999999999", "١٢", "😀" * 300, "κτίριο\u0301",
    "oświetlenie uliczne", "a*", "*", "-", "-a -b", "title:x", "^~\\", "\r\nX-Injected: 1",
    "//evil.example", "HR", "public-lighting", "2015", "hr",
)  # fmt: skip
#: Added to an address as it stands: escapes that are none, and what UTF-8 isn't.
BROKEN = (
    "%",
    "%zz",
    "%e",
    "%ff%fe",
    "%c0%80",
    "%ed%a0%80",
    "%00",
    "%u0041",
    "&&==&",
    ";;",
    "%25%32",
)
METHODS = (
    "GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH",
    "TRACE", "PROPFIND", "FOO", "get",
)  # fmt: skip
HEADERS = (
    b"Accept-Language: " + b"x-" * 900, b"Accept-Language: ;;q=\xff", b"Accept: \x80/\xff",
    b"Cookie: sessionid=\xff\xfe; csrftoken=';--", b"Cookie: django_language=../../x",
    b"Host: evil.example", b"Host: a b", b"X-Forwarded-Host: evil.example", b"Range: bytes=9-1,-",
    b"If-Modified-Since: yesterday", b"If-None-Match: \"", b"Referer: \xff", b"User-Agent:",
    b"Content-Type: multipart/form-data; boundary=", b"Content-Type: application/json; charset=x",
    b"Accept-Encoding: br;q=x, gzip;q=-1", b"X-Forwarded-For: \"", b"Origin: null",
    b"Long: " + b"a" * 7_000,
)  # fmt: skip
BODIES = (
    b"",
    b"",
    b"q=%ff&page=-1",
    b"\x00\xff" * 500,
    b'{"a": ',
    b"csrfmiddlewaretoken=" + b"x" * 5_000,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status (0 if there was none) and seconds of a request."""

    request: bytes
    status: int
    seconds: float

    @property
    def line(self) -> str:
        """What was asked, in short."""
        asked = self.request.split(b"\r\n", 1)[0][:120]
        return f"{self.status} after {self.seconds:.1f} s: {asked.decode('latin-1')}"


def escaped(text: str) -> str:
    """For an address; surrogates as the bytes that they would have."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def target(draw: random.Random) -> str:
    """A public address, mostly in a language, mostly with a query."""
    path = draw.choice(FILES)
    if draw.random() < 0.75:
        path = f"/{quote(draw.choice(LANGUAGES), safe='%.')}/{draw.choice(PAGES)}"
    if draw.random() < 0.1:
        path += escaped(draw.choice(VALUES)) + "/"
    if draw.random() < 0.8:
        pairs = ((draw.choice(NAMES), draw.choice(VALUES)) for _ in range(draw.randint(1, 4)))
        path += "?" + "&".join(f"{escaped(name)}={escaped(value)}" for name, value in pairs)
    if draw.random() < 0.15:
        path += draw.choice(BROKEN)
    return path


def request(draw: random.Random, host: str) -> bytes:
    """All that is sent."""
    body = draw.choice(BODIES)
    lines = [f"{draw.choice(METHODS)} {target(draw)} HTTP/1.1".encode(), f"Host: {host}".encode()]
    if draw.random() < 0.3:
        header = draw.choice(HEADERS)
        lines[1:] = [header] if header.startswith(b"Host") else [lines[1], header]
    lines += [f"Content-Length: {len(body)}".encode(), b"Connection: close", b"", body]
    return b"\r\n".join(lines)


def ask(asked: bytes, host: str) -> Answer:
    """Send it, and read to the end."""
    name, port = host.split(":")
    begin, received = time.perf_counter(), b""
    try:
        with socket.create_connection((name, int(port)), timeout=30) as connection:
            connection.sendall(asked)
            while part := connection.recv(65_536):
                received += part
    except OSError:
        pass  # closed before all was read; what was said until then counts
    words = received.split(b" ", 2)
    status = int(words[1]) if received.startswith(b"HTTP/1.1 ") else 0
    return Answer(asked, status, time.perf_counter() - begin)


def again(answer: Answer, host: str) -> Answer:
    """A late answer once more, when nothing else is asked."""
    return ask(answer.request, host) if answer.seconds > LATEST else answer


def main(count: int) -> int:
    """Print how often each status came; 1 if there was a fault, silence or a late answer."""
    draw = random.Random(SEED)
    with library() as site:
        host = urlsplit(site).netloc
        asked = [request(draw, host) for _ in range(count)]
        with ThreadPoolExecutor(TOGETHER) as pool:
            answers = list(pool.map(lambda each: ask(each, host), asked))
        answers = [again(answer, host) for answer in answers]
    statuses = sorted(Counter(answer.status for answer in answers).items())
    wrong = [a for a in answers if a.status in (0, *range(500, 600)) or a.seconds > LATEST]
    slowest = max(answer.seconds for answer in answers)
    print(f"{count} requests, {len(wrong)} answered badly; the slowest after {slowest:.2f} s")
    print(", ".join(f"{status or 'no answer'}: {times}" for status, times in statuses))
    show([answer.line for answer in wrong])
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS))
