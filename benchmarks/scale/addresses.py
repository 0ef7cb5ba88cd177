"""What readers and staff ask of a large region: {kind of page: [addresses]}, each its first time."""

import random
from urllib.parse import quote

from django.urls import reverse

from benchmarks.filling.articles import vocabulary
from benchmarks.filling.pool import SEED
from benchmarks.pool_search.searches import SEARCHES
from investors.models import Proposal, ProposalSpace
from investors.selection import MAX_COMPARED
from news.article_counts import article_counts
from news.models import Article
from news.views import ArticleListView
from portal.sitemaps import SECTIONS
from publishing.models import Picture
from sites.models import BusinessPark, Space
from sites.sorts import SORTS

SHOWN = 12
WORDS = ("bahn", "saale", "objekt 4711", "gemeinde 14730003", "autobahn mulde", "nirgends")
TOWNS = ((12.37, 51.34), (11.97, 51.48), (11.59, 50.93), (12.95, 50.83))
DEEP = (2, 50, 400)
A_PAGE = 24
"""Things on a page, or somewhat more: pages beyond the last are not asked for."""


def readers():
    spaces = list(Space.objects.published().on_offer().order_by("number")[: SHOWN * 40 : 40])
    articles = list(Article.objects.published().order_by("pk")[: SHOWN * 40 : 40])
    parks = list(BusinessPark.objects.published().order_by("pk")[:SHOWN])
    areas = [space.municipality for space in spaces[:6]]
    areas += [area.parent for area in areas[:3]] + [areas[0].parent.parent]
    pool, points = reverse("sites:list"), reverse("sites:geojson")
    news = reverse("news:list")
    chosen = "?ids=" + ",".join(str(space.number) for space in spaces[:MAX_COMPARED])
    return {
        "home": [reverse("portal:home")],
        "pool": [reverse("sites:pool")],
        "list, filters": [f"{pool}?{search}" for search in SEARCHES],
        "list, sorts": [f"{pool}?sort={name}" for name in SORTS if name not in ("relevance", "distance")],
        "list, deep pages": [f"{pool}?page={page}" for page in deep(Space)],
        "map page": [f"{reverse('sites:map')}?{search}" for search in SEARCHES[:12]],
        "map answer, all": [f"{points}?zoom=5&view=5,45,30,60"],
        "map answer, region": [f"{points}?zoom=8&view=10,50,14,53&{search}" for search in SEARCHES[:6]],
        "map answer, city": [
            f"{points}?zoom={zoom}&view={x - wide},{y - wide / 2},{x + wide},{y + wide / 2}"
            for x, y in TOWNS
            for zoom, wide in ((11, 0.25), (13, 0.06), (15, 0.015))
        ],
        "map page, kinds": [reverse("sites:plots_map"), reverse("sites:halls_map")],
        "map answer, kinds": [
            f"{reverse(name)}?zoom={zoom}&view={view}"
            for name in ("sites:plots_geojson", "sites:halls_geojson")
            for zoom, view in ((8, "10,50,14,53"), (11, "12.12,51.21,12.62,51.46"))
        ],
        "objects at a place": [
            f"{reverse('sites:map_objects')}?{'&'.join(f'number={space.number}' for space in spaces)}"
        ],
        "GeoJSON, page": [f"{points}?offset={offset}" for offset in (0, 1000, 50_000)],
        "feed, kinds": [reverse("sites:plots_feed"), reverse("sites:halls_feed")],
        "list, kinds": [reverse("sites:plots"), reverse("sites:halls")],
        "detail": [space.get_absolute_url() for space in spaces],
        "park": [park.get_absolute_url() for park in parks],
        "area": [reverse("sites:area", args=[area.slug]) for area in areas],
        "picture": [picture.small_url for picture in Picture.objects.all()],
        "news": [news, *(f"{news}?page={page}" for page in deep(Article))],
        "news, last pages": [f"{news}?page={last_page(article_counts().count())}"],
        "news, category": category_pages(),
        "news, archive": [reverse("news:archive", args=[year]) for year in article_counts().newest_years][:5],
        "article": [article.get_absolute_url() for article in articles],
        "site search": [f"{reverse('portal:search')}?q={words}" for words in (*WORDS, *words_of_the_news())],
        "watch list": [reverse("investors:watch_list") + chosen],
        "comparison": [reverse("investors:comparison") + chosen],
        "forms": [
            reverse("investors:enquiry") + chosen,
            f"{reverse('investors:saved_search')}?area_min=5+ha",
        ],
        "proposal": [reverse("investors:proposal", args=[proposal_of(spaces).token])],
        "projects": [reverse("projects:list")],
        "quotes": [reverse("quotes:list")],
        "pages": [reverse(f"portal:{name}") for name in ("imprint", "privacy", "contact", "feedback")],
        "areas and landmarks": [reverse("regions:basemap"), reverse("regions:landmarks")],
        "place suggestions": [f"{reverse('sites:places')}?q={words}" for words in ("gem", "14730", "kreis")],
        "feed": [f"{reverse('sites:feed')}?{search}" for search in SEARCHES[1:8]] + [reverse("news:feed")],
        "table of some": [f"{reverse('sites:csv')}?clear_height_min=10&docks_min=30&crane_min=10&kind=hall"],
        "workbook of some": [
            f"{reverse('sites:xlsx')}?clear_height_min=10&docks_min=30&crane_min=10&kind=hall"
        ],
        "table of all": [reverse("sites:csv")],
        "tables of chosen": [
            reverse(name) + chosen for name in ("investors:watch_list_csv", "investors:comparison_csv")
        ],
        "sitemap": [reverse("sitemap"), *(f"/sitemap-spaces-{part}.xml" for part in (1, 2))],
        "sitemap, last parts": last_parts(),
    }


def staff():
    plots, halls = reverse("admin:sites_plot_changelist"), reverse("admin:sites_hall_changelist")
    articles = reverse("admin:news_article_changelist")
    common, rare = words_of_the_news()
    return {
        "start page": [reverse("admin:index")],
        "list of plots": [plots, *(f"{plots}?p={page}" for page in deep(Space) if page < 500)],
        "list of halls": [halls],
        "list of parks": [reverse("admin:sites_businesspark_changelist")],
        "list of pictures": [reverse("admin:publishing_picture_changelist")],
        "other lists": [
            reverse(f"admin:{name}_changelist")
            for name in (
                "regions_area",
                "accounts_contact",
                "investors_enquiry",
                "investors_proposal",
                "mailing_outgoingmail",
            )
        ],
        "list of articles": [articles, *(f"{articles}?p={page}" for page in deep(Article) if page < 500)],
        "filtered": [
            f"{plots}?workflow_state__exact=draft",
            f"{plots}?marketing_status__exact=reserved",
            f"{plots}?district=14730",
            f"{plots}?photos=without",
            f"{plots}?translation=no-en",
            f"{plots}?freshness=due",
            f"{plots}?o=2",
            f"{articles}?workflow_state__exact=draft",
        ],
        "search of everything": [f"{reverse('admin:search')}?q={words}" for words in ("4711", "saale", rare)],
        "search": [
            f"{plots}?q=4711",
            f"{plots}?q=47",
            f"{plots}?q=saale",
            f"{plots}?q=nirgends",
            f"{halls}?q=gemeinde",
            f"{articles}?q={rare}",
            f"{articles}?q={common}",
        ],
    }


def words_of_the_news():
    """A piece of a word that nearly all articles hold, and a rare one."""
    common, *_others, rare = map(quote, vocabulary(random.Random(SEED)))  # noqa: S311  a bench, no secret
    return common, rare


def proposal_of(spaces):
    """One that shows these spaces; the filled database has none."""
    proposal, is_new = Proposal.objects.get_or_create(token="scale-" + 40 * "0", defaults={"title": "Scale"})
    if is_new:
        ProposalSpace.objects.bulk_create(
            ProposalSpace(proposal=proposal, space=space, number=space.number, order=place)
            for place, space in enumerate(spaces)
        )
    return proposal


def category_pages():
    """The first and the last page of the categories."""
    pages = []
    for category in article_counts().categories[:SHOWN]:
        address = reverse("news:category", args=[category.slug])
        pages += [address, f"{address}?page={last_page(article_counts().count(category))}"]
    return pages


def last_page(count):
    return max(1, -(-count // ArticleListView.paginate_by))


def last_parts():
    """Of each section that has several."""
    parts = {name: section.parts for name, section in SECTIONS.items()}
    return [reverse("sitemap_part", args=[name, numbers[-1]]) for name, numbers in parts.items() if numbers]


def deep(model):
    """Numbers of pages that exist, halls and objects that are taken aside."""
    return [page for page in DEEP if page * A_PAGE * 2 < model.objects.count()]
