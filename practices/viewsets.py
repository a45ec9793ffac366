"""Places and organisations in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from kb.core.saving import RowViews
from practices.models import Organisation, Place


class PlaceChooser(SnippetChooserViewSet):
    """Offers to make a place that isn't there yet, with what readers are shown of it."""

    form_fields = [  # type: ignore[assignment]  # Wagtail's is None
        "name",
        "name_language",
        "code",
        "country",
        "kind",
        "population",
    ]


class PlaceViewSet(RowViews, SnippetViewSet):
    """Where practices were carried out."""

    model = Place  # type: ignore[assignment]  # Wagtail's is None
    icon = "globe"
    menu_label = _("Places")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "country", "kind", "population"]
    list_filter = ["country", "kind"]
    search_fields = ["name", "code"]
    chooser_viewset_class = PlaceChooser
    panels = [
        FieldPanel("name"),
        FieldPanel("name_language"),
        FieldPanel("code"),
        FieldPanel("country"),
        FieldPanel("region"),
        FieldPanel("kind"),
        FieldPanel("members"),
        MultiFieldPanel(
            [
                FieldPanel("population"),
                FieldPanel("population_year"),
                FieldPanel("population_source"),
            ],
            heading=_("Inhabitants"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("climate"),
                FieldPanel("latitude"),
                FieldPanel("longitude"),
                FieldPanel("approximate"),
                FieldPanel("geonames_id"),
            ],
            heading=_("Position"),
        ),
        InlinePanel("names", heading=_("Names in other languages"), label=_("name")),
    ]


class OrganisationViewSet(RowViews, SnippetViewSet):
    """Who takes part in practices."""

    model = Organisation  # type: ignore[assignment]  # Wagtail's is None
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["__str__", "role", "country"]
    list_filter = ["role", "country"]
    search_fields = ["name", "local_name", "slug"]
    panels = [
        FieldPanel("name"),
        FieldPanel("local_name"),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("country"),
        FieldPanel("languages"),
        FieldPanel("website"),
        InlinePanel("descriptions", heading=_("What it offers"), label=_("description")),
    ]
