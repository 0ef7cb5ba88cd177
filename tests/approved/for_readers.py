"""What readers get: home, news, quotes, projects, pages, search, and what machines read of the whole site."""

from news.models import Article
from portal.models import Figure, Page, SiteProfile
from portal.sitemaps import SECTIONS
from projects.models import Project
from quotes.models import Quote
from sites.models import BusinessPark, Space
from tests.approved.answers import Reader


def home(world):
    reader = Reader(world)
    reader.get("home.de", "/", is_whole=True)
    reader.get("home.en", "/en/", is_whole=True)
    reader.client.cookies["theme"] = "dark"
    reader.get("press_in_dark", "portal:press")
    return reader.outputs


def news(world):
    reader = Reader(world)
    reader.both("list", "news:list")
    reader.both("article", "news:detail", "bruecke")
    reader.both("article_untranslated", "news:detail", "nur-deutsch")
    reader.both("article_gone", "news:detail", "vorueber")
    reader.get("article_planned", "news:detail", "kommt")
    reader.both("category", "news:category", "kultur")
    reader.get("article_alone", "news:detail", "vorjahr")
    reader.get("archive", "news:archive", 2025)
    reader.get("archive_empty", "news:archive", 2019)
    reader.both("list_page_2", "news:list", query="?page=2")
    reader.get("list_page_9", "news:list", query="?page=9")
    reader.get("article_ended_now", "news:detail", "jetzt-9006")
    reader.get("article_begins_now", "news:detail", "jetzt-9007")
    reader.both("feed", "news:feed")
    return reader.outputs


def quotes_and_projects(world):
    reader = Reader(world)
    reader.both("quotes", "quotes:list")
    reader.both("projects", "projects:list")
    reader.both("project", "projects:detail", "radweg")
    reader.get("project_completed", "projects:detail", "alt")
    reader.both("project_bare", "projects:detail", "ohne")
    reader.both("project_gone", "projects:detail", "gewesen")
    return reader.outputs


def pages(world):
    reader = Reader(world)
    reader.both("imprint", "portal:imprint")
    for name in ("privacy", "accessibility", "easy_language", "sign_language"):
        reader.get(name, f"portal:{name}")
    reader.both("press", "portal:press")
    reader.both("contact", "portal:contact")
    reader.both("search", "portal:search", query="?q=br%C3%BCcke")
    reader.get("search_empty", "portal:search")
    reader.get("search_of_german_things.en", "portal:search", query="?q=deutsch", language="en")
    reader.get("search_too_long", "portal:search", query=f"?q={'x' * 101}")
    reader.get("search_nothing", "portal:search", query="?q=%3Cnirgends%3E")
    reader.get("search_of_one_kind", "portal:search", query="?q=halle&in=spaces")
    reader.both("freshness", "portal:freshness")
    reader.get("not_found.de", "/nirgends/<hier>/")
    reader.get("not_found.en", "/en/nowhere/")
    reader.get("redirected", "/alt/seite/")
    return reader.outputs


def feedback(world):
    reader = Reader(world)
    reader.both("form", "portal:feedback", query="?page=/impressum/")
    reader.both("thanks", "portal:feedback_thanks")
    wrong = {
        "topic": "barrier",
        "message": "",
        "email": "x",
        "name": "A & <B>",
        "homepage": "x",
        "page": "/impressum/",
    }
    reader.post("refused.de", "portal:feedback", wrong)
    reader.post("refused.en", "portal:feedback", wrong, language="en")
    reader.get("theme_chosen", "portal:theme", query="?theme=dark&next=/impressum/")
    reader.get("theme_forgotten", "portal:theme", query="?theme=auto")
    return reader.outputs


def for_machines(world):
    reader = Reader(world)
    for name, path in {
        "manifest": "/manifest.webmanifest",
        "robots": "/robots.txt",
        "sitemap": "/sitemap.xml",
        "health": "/gesundheit/",
    }.items():
        reader.get(name, path)
    for section in SECTIONS:
        reader.get(f"sitemap_{section}", f"/sitemap-{section}-1.xml")
    return reader.outputs


def bare_region(world):
    """Before anything was published, and with a profile that says little."""
    for model in (Space, Article, Quote, Project, BusinessPark):
        model.objects.update(workflow_state="draft")
    Figure.objects.all().delete()
    Page.objects.filter(key="imprint").update(workflow_state="draft")
    Page.objects.filter(key="privacy").delete()
    world.profile.cities.clear()
    names = ("street", "city", "postcode", "phone", "organisation", "press_email", "figures_as_of")
    names += ("tagline_de", "tagline_en")
    SiteProfile.objects.update(**{name: None if name == "figures_as_of" else "" for name in names})
    SiteProfile.objects.update(shows_freshness_report=False)
    reader = Reader(world)
    reader.get("home", "portal:home", is_whole=True)
    reader.get("home.en", "portal:home", language="en")
    for name, route in {
        "news": "news:list",
        "quotes": "quotes:list",
        "projects": "projects:list",
        "pool": "sites:pool",
        "press": "portal:press",
    }.items():
        reader.get(name, route)
    reader.both("page_missing", "portal:privacy")
    reader.get("page_gone", "portal:imprint")
    reader.get("feedback", "portal:feedback")
    reader.get("area", "sites:area", "schkeuditz")
    reader.get("freshness", "portal:freshness")
    short = Reader(world, leaves_out={"filter-form"})
    short.get("list", "sites:list")
    return reader.outputs | short.outputs
