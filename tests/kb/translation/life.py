"""What people do with one practice through the admin, in any order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield
from wagtail_localize.models import StringSegment, Translation

from kb.core.accounts import EDITORS, TRANSLATORS
from kb.core.family import Family
from kb.core.languages import CODES
from kb.core.translation.following import follow
from kb.core.translation.origin import change_source
from practices.models import CaseStudyPage
from tests.content import a_place, library
from tests.kb.translation import people
from tests.practices.editing import SOURCE, whole

Draw = Callable[[Any], Any]
FIELDS = ("title", "summary", "context", "results")
#: How a source is saved; mostly it is published.
WAYS = ("action-publish", "action-publish", "action-submit", "draft")
#: Copies of a practice that are kept; the oldest goes when there is one more.
COPIES = 2


class People:
    """An administrator, an editor and a translator of all languages, signed in."""

    def __init__(self) -> None:
        self.administrator = self._signed_in("administrator")
        self.editor = self._signed_in("editor", EDITORS)
        self.translator = self._signed_in(
            "translator", *(f"{TRANSLATORS}: {code}" for code in CODES)
        )

    def _signed_in(self, name: str, *groups: str) -> Client:
        user = User.objects.filter(username=name).first()
        if user is None:
            user = User.objects.create_user(name, is_superuser=not groups)
            user.groups.set(Group.objects.filter(name__in=groups))
        client = Client()
        client.force_login(user)
        return client


class Life:
    """One practice and its versions. Operations answer whether they did what they were to do."""

    def __init__(self, language: str) -> None:
        self.people, self.number = People(), 0
        self.begin(language)

    def said(self, language: str) -> str:
        self.number += 1
        return f"Nowe-{language}-{self.number}"

    def begin(self, language: str) -> None:
        """Write a practice in a language, and publish it."""
        steps = [
            ("step", {"text": rich_text(f"<p>{self.said(language)}</p>"), "since": "2015"})
            for _ in range(2)
        ]
        quotation = {"text": self.said(language), "speaker": self.said(language)}
        data = whole(
            a_place(),
            title=self.said(language),
            summary=self.said(language),
            context=rich_text(f"<p>{self.said(language)}</p><p>{self.said(language)}</p>"),
            steps=streamfield(steps),
            quotations=streamfield([("quotation", quotation)]),
            sources=inline_formset([SOURCE]),
        )
        args = ["practices", "casestudypage", library(language).pk]
        answer = self.people.editor.post(reverse("wagtailadmin_pages:add", args=args), data)
        assert self.happened(answer)
        self.key = CaseStudyPage.objects.latest("pk").translation_key

    # --- what there is ---------------------------------------------------------------------

    def versions(self) -> dict[str, CaseStudyPage]:
        pages = CaseStudyPage.objects.filter(translation_key=self.key).select_related("locale")
        return {page.locale.language_code: page for page in pages.order_by("locale_id")}

    @property
    def source(self) -> CaseStudyPage:
        origin = Family.objects.filter(key=self.key).values("original_locale")
        return CaseStudyPage.objects.get(translation_key=self.key, locale__in=origin)

    def again(self, page: CaseStudyPage) -> CaseStudyPage:
        return CaseStudyPage.objects.get(pk=page.pk)

    def translation(self, language: str) -> Translation | None:
        found = Translation.objects.filter(source__object_id=self.key)
        return found.filter(target_locale__language_code=language).first()

    def some_version(self, draw: Draw) -> CaseStudyPage:
        return self.versions()[draw(st.sampled_from(list(self.versions())))]

    def some_translation(self, draw: Draw) -> CaseStudyPage | None:
        codes = [code for code, page in self.versions().items() if not page.is_source]
        return self.versions()[draw(st.sampled_from(codes))] if codes else None

    # --- the source ------------------------------------------------------------------------

    def save(self, page: CaseStudyPage, way: str, data: dict[str, Any]) -> bool:
        action = {} if way == "draft" else {way: "1"}
        return self.happened(people.edit(self.people.editor, page, data, **action))

    def edit_the_source(self, draw: Draw) -> bool:
        field, way = draw(st.sampled_from(FIELDS)), draw(st.sampled_from(WAYS))
        is_emptied = draw(st.booleans()) and field == "results"
        page = self.source.get_latest_revision_as_object()
        text = self.said(page.locale.language_code)
        if field not in {"title", "summary"}:
            text = rich_text("" if is_emptied else f"<p>{text}</p>")
        return self.save(page, way, people.typed(page, **{field: text}))

    def change_the_steps(self, draw: Draw) -> bool:
        """Reorder, take out, or put in."""
        page = self.source.get_latest_revision_as_object()
        kept = draw(st.permutations(list(page.steps)))[draw(st.integers(0, 1)) :]
        sent = people.stream(kept)
        if draw(st.booleans()):
            text = rich_text(f"<p>{self.said(page.locale.language_code)}</p>")
            added = streamfield([("step", {"text": text, "since": "", "until": ""})])["0"]
            sent |= {str(len(kept)): added | {"order": str(len(kept))}}
            sent["count"] = str(len(kept) + 1)
        return self.save(page, "action-publish", people.typed(page, steps=sent))

    def revert(self, draw: Draw) -> bool:
        page, back = self.some_version(draw), draw(st.integers(0, 6))
        revisions = list(page.revisions.order_by("-pk"))
        if not revisions:
            return False
        earlier = revisions[min(back, len(revisions) - 1)]
        data, action = {}, {}
        if page.is_source:
            data = people.typed(earlier.as_object())
            action = {"action-publish": "1"} if draw(st.booleans()) else {}
        return self.happened(people.edit(self.people.editor, page, data, earlier, **action))

    def copy(self, draw: Draw) -> bool:
        """A source becomes a family of its own; a translation is never copied."""
        page = self.some_version(draw)
        count = CaseStudyPage.objects.count()
        answer = people.to(
            self.people.editor,
            "copy",
            page.pk,
            new_title=self.said(page.locale.language_code),
            new_slug=f"copy-{self.number}",
            new_parent_page=library(page.locale.language_code).pk,
        )
        is_copied = CaseStudyPage.objects.count() > count
        assert is_copied == (page.is_source and self.happened(answer))
        self.delete_old_copies()
        return is_copied

    def delete_old_copies(self) -> None:
        copies = CaseStudyPage.objects.exclude(translation_key=self.key).order_by("-pk")
        for page in copies[COPIES:]:
            people.to(self.people.administrator, "delete", page.pk)

    def change_the_source(self, draw: Draw) -> bool:
        """Of a practice that is up to date, or as it is; then it is mostly refused."""
        page = self.some_translation(draw)
        if draw(st.booleans()):
            self.bring_up_to_date()
        try:
            return bool(page and change_source(self.source, page.locale))
        except ValidationError:
            return False

    # --- translations ------------------------------------------------------------------------

    def submit(self, draw: Draw) -> bool:
        codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True))
        others = [code for code in codes if code != self.source.locale.language_code]
        locales = Locale.objects.filter(language_code__in=others)
        return self.happened(people.submit(self.people.editor, self.source, locales))

    def write(self, language: str, every: int) -> bool:
        """What a translator types: each string, or each second or third."""
        translation = self.translation(language)
        assert translation is not None
        segments = StringSegment.objects.filter(source=translation.source).order_by("order")
        answers = [
            people.write(self.people.translator, translation, segment, self.said(language))
            for segment in list(segments)[::every]
        ]
        return all(answer.status_code in {200, 201} for answer in answers)

    def bring_up_to_date(self) -> None:
        """All drafts are published, all languages whole."""
        latest = self.source.get_latest_revision_as_object()
        self.save(latest, "action-publish", people.typed(latest))
        follow()
        for code, page in self.versions().items():
            if not page.is_source:
                self.write(code, 1)
                people.act(self.people.editor, page, "publish")

    def translate_a_part(self, draw: Draw) -> bool:
        page, every = self.some_translation(draw), draw(st.sampled_from([1, 2, 3]))
        return page is not None and self.write(page.locale.language_code, every)

    def translate_it_whole(self, draw: Draw) -> bool:
        code = draw(st.sampled_from([c for c in CODES if c != self.source.locale.language_code]))
        if code not in self.versions():
            people.submit(
                self.people.editor, self.source, Locale.objects.filter(language_code=code)
            )
        if code not in self.versions():
            return False
        return self.write(code, 1) and self.happened(
            people.act(self.people.editor, self.versions()[code], "publish")
        )

    def act(self, draw: Draw) -> bool:
        """Save, send to be looked over, publish, note as read."""
        page = self.some_translation(draw)
        action = draw(st.sampled_from(["save", "submit", "submit", "publish", "read"]))
        who = self.people.translator if draw(st.booleans()) else self.people.editor
        return page is not None and self.happened(people.act(who, page, action))

    def review(self, draw: Draw) -> bool:
        """Of what waits; if nothing does, something is sent first."""
        page = self.some_translation(draw)
        waiting = [each for each in self.versions().values() if each.workflow_in_progress]
        if page and not waiting:
            people.act(self.people.translator, page, "submit")
            waiting = [each for each in self.versions().values() if each.workflow_in_progress]
        if not waiting:
            return False
        page = draw(st.sampled_from(waiting))
        action = draw(st.sampled_from(["approve", "reject"]))
        state = page.current_workflow_task_state
        answer = people.to(self.people.editor, "workflow_action", page.pk, action, state.pk)
        return self.happened(answer) and not self.again(page).workflow_in_progress

    def show_translators_the_source(self, draw: Draw) -> bool:
        return follow() > 0

    # --- any version --------------------------------------------------------------------------

    def unpublish(self, draw: Draw) -> bool:
        page = self.some_version(draw)
        return self.happened(people.to(self.people.editor, "unpublish", page.pk))

    def delete(self, draw: Draw) -> bool:
        """With its source all of it goes, and another practice begins."""
        page = self.some_version(draw)
        people.to(self.people.editor, "delete", page.pk)
        gone = not CaseStudyPage.objects.filter(pk=page.pk).exists()
        if gone and page.is_source:
            assert not self.versions()
            assert not Translation.objects.filter(source__object_id=self.key).exists()
            self.begin(draw(st.sampled_from(CODES)))
        return gone

    def move(self, draw: Draw) -> bool:
        """Within its language it changes places; into another's library it doesn't go."""
        page = self.some_version(draw)
        language = draw(st.sampled_from([page.locale.language_code, *CODES]))
        answer = people.to(self.people.editor, "move_confirm", page.pk, library(language).pk)
        assert self.again(page).get_parent().locale_id == page.locale_id
        return self.happened(answer)

    def lock(self, draw: Draw) -> bool:
        page = self.some_version(draw)
        name = "unlock" if page.locked else "lock"
        return self.happened(people.to(self.people.administrator, name, page.pk))

    def act_in_bulk(self, draw: Draw) -> bool:
        pages = draw(st.lists(st.sampled_from(list(self.versions().values())), min_size=1))
        action = draw(st.sampled_from(["publish", "unpublish", "move"]))
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        ids = "&".join(f"id={page.pk}" for page in pages)
        data = {"chooser": library(draw(st.sampled_from(CODES))).pk}
        return self.happened(self.people.editor.post(f"{address}?{ids}&next=/admin/", data))

    def look_at_drafts(self, draw: Draw) -> bool:
        """What a preview shows is marked too."""
        page, mode = self.some_version(draw), draw(st.sampled_from(CODES))
        address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        answers = [self.people.editor.get(f"{address}?mode={mode}")]
        if translation := self.translation(page.locale.language_code):
            args = [translation.pk, mode]
            address = reverse("wagtail_localize:preview_translation", args=args)
            answers.append(self.people.translator.get(address))
        for answer in answers:
            assert people.wrongly_marked(answer.content.decode()) == set()
        return all(answer.status_code == 200 for answer in answers)

    def happened(self, answer: Any) -> bool:
        """Forms lead on when they are done; what is refused is said on the page, or by 403."""
        assert answer.status_code in {200, 302, 403, 404}, answer.status_code
        return answer.status_code == 302


#: As often as they are named; the first life of a run is made of the first one only.
OPERATIONS = (
    "show_translators_the_source",
    "edit_the_source",
    "edit_the_source",
    "change_the_steps",
    "revert",
    "revert",
    "copy",
    "change_the_source",
    "submit",
    "translate_a_part",
    "translate_it_whole",
    "translate_it_whole",
    "act",
    "act",
    "review",
    "review",
    "unpublish",
    "delete",
    "move",
    "lock",
    "act_in_bulk",
    "look_at_drafts",
)
