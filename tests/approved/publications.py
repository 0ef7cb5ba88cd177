"""News, voices, projects and pages of the invented region."""

from datetime import date, timedelta

from tests.approved.clock import NOW, TODAY
from tests.factories.news import ArticleFactory, ArticlePhotoFactory, CategoryFactory
from tests.factories.portal import FigureFactory, PageFactory, SiteProfileFactory
from tests.factories.projects import ProjectFactory, ProjectPhotoFactory
from tests.factories.publishing import RedirectFactory
from tests.factories.quotes import PartnerFactory, QuoteFactory

BODY = (
    "<h2>Was folgt</h2><p>Drei <strong>Städte</strong> &amp; ein "
    '<a href="https://example.org/mehr">Plan</a>.</p><ul><li>eins</li><li>zwei</li></ul>'
)
IN_TEXT = (
    "<p>[Bild 9015]</p><p>[Bild 1]</p><blockquote><p>„Endlich offen.“</p>"
    "<p>– Anna Berg, Bürgermeisterin &amp; Fährfrau</p></blockquote>"
)
BODY_EN = "<h2>What follows</h2><p>Three towns &amp; a plan.</p>"


class Publications:
    """Part of the World, which has its region, people and pictures."""

    def make_news(self):
        self.category = CategoryFactory(pk=9001)
        other = CategoryFactory(pk=9002, name_de="Kultur & Leben", name_en="Culture", slug="kultur", order=1)
        self.article = ArticleFactory(
            pk=9001,
            title_de="Brücke & Hafen <eröffnet>",
            title_en="Bridge & port <opened>",
            slug="bruecke",
            teaser_de="Was geschehen ist & bleibt.",
            teaser_en="What has happened.",
            body_de=BODY + IN_TEXT,
            body_en=BODY_EN,
            author_name="Jana <Kern>",
            author_role="Geschäftsführerin, Musterland",
            category=self.category,
            date=date(2026, 11, 12),
        )
        ArticlePhotoFactory(
            pk=9001,
            article=self.article,
            picture=self.picture(10, "Foto: Ufer & Welle", focal_x=90, focal_y=10),
            alt_en="A square in the evening",
        )
        ArticlePhotoFactory(
            pk=9002,
            article=self.article,
            picture=self.picture(11, "Foto: Nacht", rights_until=TODAY),
            alt_de="Die Brücke",
            caption_de="",
            order=1,
        )
        ArticlePhotoFactory(
            pk=9003,
            article=self.article,
            picture=self.picture(14, "Foto: Abgelaufen", rights_until=TODAY - timedelta(days=1)),
            order=2,
        )
        ArticlePhotoFactory(
            pk=9004,
            article=self.article,
            picture=self.picture(15, "Foto: Fähre"),
            alt_de="Die Fähre",
            alt_en="The ferry",
            order=3,
        )
        self.untranslated = ArticleFactory(
            pk=9002,
            title_de="Nur auf Deutsch",
            slug="nur-deutsch",
            category=other,
            date=date(2026, 10, 3),
            body_de="<p>Kurz.</p>",
            is_sample=True,
        )
        self.article.related.add(self.untranslated)
        ArticleFactory(
            pk=9003, title_de="Voriges Jahr", slug="vorjahr", category=self.category, date=date(2025, 6, 1)
        )
        ArticleFactory(
            pk=9004,
            title_de="Vorüber",
            slug="vorueber",
            category=self.category,
            date=date(2026, 2, 1),
            published_from=NOW - timedelta(days=90),
            published_until=NOW - timedelta(days=1),
            first_published_at=NOW - timedelta(days=90),
        )
        at_the_bounds = [{"published_until": NOW}, {"published_from": NOW}]
        for pk, period in enumerate(at_the_bounds, start=9006):
            ArticleFactory(
                pk=pk,
                title_de=f"Genau jetzt {pk}",
                slug=f"jetzt-{pk}",
                category=other,
                date=TODAY,
                first_published_at=NOW - timedelta(days=9),
                **period,
            )
        for number in range(12):
            ArticleFactory(
                pk=9010 + number,
                title_de=f"Älteres {number}",
                slug=f"aelteres-{number}",
                category=self.category,
                date=date(2026, 1, 20 - number),
            )
        self.planned = ArticleFactory(
            pk=9005,
            title_de="Kommt noch",
            slug="kommt",
            category=self.category,
            date=date(2026, 11, 20),
            published_from=NOW + timedelta(days=5),
        )

    def make_voices_and_projects(self):
        speaker = PartnerFactory(
            pk=9001,
            organisation="Muster & Partner <GmbH>",
            role_en="Managing director",
            portrait=self.picture(12, "Foto: Studio"),
            portrait_alt="Katrin Lorenz lächelt",
        )
        QuoteFactory(
            pk=9001,
            partner=speaker,
            text_de="Hier wächst & gedeiht etwas.",
            text_en="Things grow here.",
            said_on=date(2026, 4, 5),
            is_featured=True,
        )
        QuoteFactory(
            pk=9002,
            partner=PartnerFactory(pk=9002, name="Jens Ohnebild", role_de="", organisation=""),
            text_de="Kurze Wege.",
            order=1,
        )
        self.project = ProjectFactory(
            pk=9001,
            title_de="Radschnellweg & Brücken",
            title_en="Cycle highway",
            slug="radweg",
            teaser_en="What we do.",
            body_de=BODY,
            starts_on=date(2025, 1, 1),
            ends_on=date(2027, 12, 31),
            partners="Stadt A\nKreis <B>",
            places="Schkeuditz, Torgau",
            funding="Bund & Land",
            website="https://rad.example.org/",
            contact=self.contact,
        )
        ProjectPhotoFactory(
            pk=9001, project=self.project, picture=self.picture(13, "Foto: Rad"), caption_de="Bei Torgau"
        )
        ProjectFactory(
            pk=9002,
            title_de="Altes Vorhaben",
            slug="alt",
            starts_on=date(2020, 1, 1),
            ends_on=date(2022, 5, 1),
        )
        for pk, days in ((9005, 0), (9006, 1)):
            ProjectFactory(
                pk=pk,
                title_de=f"Endet vor {days} Tagen",
                slug=f"endet-{days}",
                starts_on=date(2026, 1, 1),
                ends_on=TODAY - timedelta(days=days),
                partners="Ein Partner",
                order=2,
            )
        ProjectFactory(
            pk=9004,
            title_de="Gewesen",
            slug="gewesen",
            published_from=NOW - timedelta(days=90),
            published_until=NOW - timedelta(days=1),
            first_published_at=NOW - timedelta(days=90),
        )
        ProjectFactory(pk=9003, title_de="Ohne Daten", slug="ohne", is_sample=True, order=1)

    def make_pages(self):
        self.profile = profile = SiteProfileFactory(
            name_de="Metropolregion Musterland & Mehr",
            name_en="Muster Metropolitan Region",
            tagline_de="Raum <für> Neues",
            tagline_en="Space for the new",
            hero_title_de="Guten Tag & willkommen",
            hero_text_de="Drei Städte, ein Raum.",
            organisation="Musterland e. V.",
            street="Am Markt 1",
            postcode="04109",
            phone="0341 99",
            press_email="presse@example.org",
            figures_as_of=date(2025, 12, 31),
            shows_market_history=True,
            shows_freshness_report=True,
        )
        profile.cities.add(self.town, self.village, self.third)
        FigureFactory(pk=9001, profile=profile)
        FigureFactory(
            pk=9002, profile=profile, value_de="2,4", unit_de="Mio.", label_de="Menschen & mehr", order=1
        )
        keys = ["imprint", "privacy", "accessibility", "easy_language", "sign_language", "press", "contact"]
        for pk, key in enumerate(keys, start=9001):
            has_more = key in {"imprint", "press"}
            PageFactory(
                pk=pk,
                key=key,
                lead_de="Worum es geht." if has_more else "",
                body_de=BODY,
                title_en="Imprint & more" if key == "imprint" else None,
                body_en=BODY_EN if key == "imprint" else "",
                reviewed_on=date(2026, 7, 1) if has_more else None,
            )
        RedirectFactory(pk=9001, old_path="/alt/seite/", new_path="/impressum/")
