"""What readers get: home, news, quotes, projects, pages, search, and what machines read of the whole site."""

from news.models import Article
from portal.models import Figure, Page, SiteProfile
from projects.models import Project
from quotes.models import Quote
from sites.models import BusinessPark, Space
from tests.approved.answers import Reader


def home(world):
    reader = Reader(world)
    reader.get("home.en", "/en/")
    reader.leaves_out = set()
    reader.get("home.de", "/", is_whole=True)
    return reader.outputs


def news(world):
    reader = Reader(world)
    reader.get("list.de", "news:list")
    reader.get("article.de", "news:detail", "bruecke", is_whole=True)
    reader.get("article.en", "news:detail", "bruecke", language="en")
    reader.get("article_untranslated.en", "news:detail", "nur-deutsch", language="en")
    reader.get("article_gone.de", "news:detail", "vorueber")
    reader.get("archive", "news:archive", 2025)
    reader.get("list_page_2.de", "news:list", query="?page=2")
    return reader.outputs


def quotes_and_projects(world):
    reader = Reader(world)
    reader.get("quotes.de", "quotes:list")
    reader.get("projects.de", "projects:list")
    reader.both("project", "projects:detail", "radweg")
    reader.get("project_bare.en", "projects:detail", "ohne", language="en")
    reader.get("project_gone.de", "projects:detail", "gewesen")
    return reader.outputs


def pages(world):
    reader = Reader(world)
    reader.get("imprint.de", "portal:imprint")
    reader.get("press.de", "portal:press")
    reader.get("contact.de", "portal:contact")
    reader.both("search", "portal:search", query="?q=br%C3%BCcke")
    reader.get("search_too_long", "portal:search", query=f"?q={'x' * 101}")
    reader.get("search_nothing", "portal:search", query="?q=%3Cnirgends%3E")
    reader.get("freshness.de", "portal:freshness")
    reader.get("not_found.de", "/nirgends/<hier>/", is_whole=True)
    reader.get("not_found.en", "/en/nowhere/")
    reader.get("redirected", "/alt/seite/")
    return reader.outputs


def feedback(world):
    reader = Reader(world)
    reader.get("form.de", "portal:feedback", query="?page=/impressum/")
    reader.get("thanks.de", "portal:feedback_thanks")
    wrong = {
        "topic": "barrier",
        "message": "",
        "email": "x",
        "name": "A & <B>",
        "homepage": "x",
        "page": "/impressum/",
    }
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
    reader.get("sitemap_spaces", "/sitemap-spaces-1.xml")
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
    reader.get("home", "portal:home")
    for name, route in {
        "news": "news:list",
        "quotes": "quotes:list",
        "projects": "projects:list",
        "pool": "sites:pool",
        "press": "portal:press",
    }.items():
        reader.get(name, route)
    reader.get("page_missing.de", "portal:privacy")
    reader.get("page_gone", "portal:imprint")
    reader.get("feedback", "portal:feedback")
    reader.get("area", "sites:area", "schkeuditz")
    reader.get("freshness", "portal:freshness")
    short = Reader(world, leaves_out={"filter-form"})
    short.get("list", "sites:list")
    return reader.outputs | short.outputs
