"""Somebody who translates one practice through the admin of a server, by HTTP, until it is gone."""

from __future__ import annotations

import http.client
import json
import re
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.test.client import encode_multipart

from kb.core.accounts import PASSWORD

if TYPE_CHECKING:
    import random

#: Seconds for an answer; a killed server breaks the connection at once.
PATIENCE = 60
BOUNDARY = "words"
#: What the admin says when it has done it; a refusal leads on as well.
SAVED, PUBLISHED, REVERTED = (
    "The draft is saved.",
    "The translation is published.",
    "The earlier words are the draft again.",
)
#: What is written in a language, and where it is to be found afterwards.
Thing = tuple[str, str]


class Cut(Exception):
    """The server went away before it had answered."""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


class Browser:
    """A session with the admin, that outlives the server."""

    def __init__(self) -> None:
        self.cookies, self.site = CookieJar(), ""
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _Stay
        )

    def ask(self, path: str, data: dict[str, Any] | None = None, method: str = "POST") -> Answer:
        """Get a page, or send a form. Raises ``Cut``."""
        request = urllib.request.Request(f"{self.site}{path}")  # noqa: S310  # http
        if data is not None:
            request.method = method
            request.data = urlencode(data, doseq=True).encode()
            kind = "application/x-www-form-urlencoded"
            if method == "PUT":
                request.data = encode_multipart(BOUNDARY, data)
                kind = f"multipart/form-data; boundary={BOUNDARY}"
            request.add_header("Content-Type", kind)
            request.add_header("X-CSRFToken", self._token())
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, "", answer.read().decode())
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, answer.headers.get("Location", ""), answer.read().decode())
        except (OSError, http.client.HTTPException) as error:
            raise Cut from error

    def _token(self) -> str:
        return next((each.value or "" for each in self.cookies if each.name == "csrftoken"), "")

    def sign_in(self, name: str) -> None:
        """Once; the session lies in the database."""
        if any(each.name == "sessionid" for each in self.cookies):
            return
        self.ask("/admin/login/")
        self.ask("/admin/login/", {"username": name, "password": PASSWORD})


@dataclass
class Translator:
    """Of one practice into some languages; keeps what was answered and what was under way."""

    source: int
    written_in: str
    languages: dict[str, int]  # with the numbers by which the form for submitting knows them
    form: dict[str, Any]
    draw: random.Random
    browser: Browser = field(default_factory=Browser)
    pages: dict[str, int] = field(default_factory=dict)
    answered: dict[Thing, str] = field(default_factory=dict)
    under_way: dict[Thing, str] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    count: int = 0
    cut: int = 0
    number: int = 0

    def said(self, language: str) -> str:
        self.number += 1
        return f"Nowe-{language}-{self.number}"

    def work(self, site: str) -> None:
        """One thing after the other, until the server is gone."""
        self.browser.site = site
        try:
            self.browser.sign_in("editor")
            while True:
                language = self.draw.choice(list(self.languages))
                if language not in self.pages:
                    self.submit(language)
                else:
                    self.draw.choice(
                        (self.write, self.write, self.save, self.publish, self.publish, self.revert)
                    )(language)
                if self.draw.random() < 0.3:
                    self.publish_the_source()
        except Cut:
            self.cut += 1

    def send(
        self, name: str, path: str, data: dict[str, Any], effect: dict[Thing, str], says: str = ""
    ) -> Answer:
        """Send a form of which something is expected; it has happened if the next page says so."""
        self.under_way = effect
        answer = self.browser.ask(path, data, "PUT" if name == "write" else "POST")
        if answer.status >= http.client.INTERNAL_SERVER_ERROR:
            self.faults.append(f"{name} was answered by {answer.status}")
        happened = answer.status in {200, 201} if name == "write" else answer.status == 302
        if happened and says:
            happened = says in self.browser.ask(answer.location).text
        if happened:
            self.answered |= effect
            self.done[name] += 1
            self.count += 1
        self.under_way = {}
        return answer

    # --- what is done ------------------------------------------------------------------------

    def submit(self, language: str) -> None:
        """Have the practice translated, and write the first words."""
        path = f"/admin/localize/submit/page/{self.source}/"
        answer = self.send("submit", path, {"locales": [self.languages[language]]}, {})
        if found := re.search(r"/pages/(\d+)/edit/", answer.location):
            self.pages[language] = int(found[1])
            self.write(language)

    def write(self, language: str) -> None:
        """Title and summary, as localize's editor sends them."""
        page = self.browser.ask(f"/admin/pages/{self.pages[language]}/edit/").text
        found = re.search(r'data-props="([^"]*)"', page)
        for segment in json.loads(unescape(found[1]))["segments"] if found else ():
            if segment["contentPath"] in {"title", "summary"}:
                text = self.said(language)
                is_title = segment["contentPath"] == "title"
                effect = {("string", language): text} if is_title else {}
                self.send("write", segment["editUrl"], {"value": text}, effect)

    def save(self, language: str) -> None:
        self._act(language, "save", SAVED, ("draft",))

    def publish(self, language: str) -> None:
        self._act(language, "publish", PUBLISHED, ("draft", "live"))

    def _act(self, language: str, action: str, says: str, where: tuple[str, ...]) -> None:
        title = self.answered.get(("string", language), "")
        effect = {(each, language): title for each in where if title}
        path = f"/admin/pages/{self.pages[language]}/edit/"
        self.send(action, path, {"action": action}, effect, says)

    def revert(self, language: str) -> None:
        """To one of the drafts of its history, but for the first, which is empty."""
        page = self.pages[language]
        history = self.browser.ask(f"/admin/pages/{page}/history/results/").text
        drafts = list(dict.fromkeys(re.findall(rf"/pages/{page}/revisions/(\d+)/revert/", history)))
        if kept := sorted(drafts, key=int)[1:]:
            number = self.draw.choice(kept)
            title = f"revision {number}"
            effect = {("string", language): title, ("draft", language): title}
            path = f"/admin/pages/{page}/revisions/{number}/revert/"
            self.send("revert", path, {}, effect, REVERTED)

    def publish_the_source(self) -> None:
        """With another summary; the worker shows it to translators."""
        path = f"/admin/pages/{self.source}/edit/"
        page, text = self.browser.ask(path).text, self.said(self.written_in)
        opened = re.findall(r'name="(loaded_revision_\w+)"[^>]*value="([^"]*)"', page)
        data = self.form | dict(opened) | {"summary": text, "action-publish": "1"}
        self.send("publish the source", path, data, {("source", self.written_in): text})
