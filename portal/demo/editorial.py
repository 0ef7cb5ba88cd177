"""Articles, quotes, projects, pages and the profile of the demo region."""

import re
from collections import Counter
from datetime import date

from news.models import Article, Category
from portal.demo import traces
from portal.demo.records import records
from portal.demo.saving import build_photos, model_fields, publication_fields, save_revision
from portal.legal import drafts
from portal.models import Figure, Page, SiteProfile
from portal.placeholders import GAP
from projects.models import Project
from quotes.models import Partner, Quote
from regions.models import Area


def load_editorial(gallery, progress):
    return Counter(
        categories=load_categories(),
        articles=load_articles(gallery, progress),
        partners=load_partners(gallery),
        quotes=load_quotes(),
        projects=load_projects(gallery),
        pages=load_pages(),
        profile=load_profile(),
    )


def resolve_picture_marks(texts, gallery):
    """Replace the gallery keys of picture marks such as [Bild bahn] by primary keys."""
    return {
        field: re.sub(
            r"\[(Bild|Picture) ([a-z-]+)\]", lambda mark: f"[{mark[1]} {gallery[mark[2]].pk}]", text
        )
        for field, text in texts.items()
    }


def load_categories():
    for order, record in enumerate(records("categories")):
        save_revision(Category(order=order, is_sample=True, **model_fields(record, "key")))
    return len(records("categories"))


ARTICLE_NON_FIELDS = ("category", "author", "published_on", "is_sample", "photos", "related")


def load_articles(gallery, progress):
    listed, by_slug = records("articles"), {}
    categories = {
        record["key"]: Category.objects.get(slug=record["slug"]) for record in records("categories")
    }
    authors = {record["key"]: record for record in records("authors")}
    for done, record in enumerate(listed, start=1):
        author, day = authors[record["author"]], date.fromisoformat(record["published_on"])
        article = Article(
            category=categories[record["category"]],
            date=day,
            author_name=author["name"],
            author_role_de=f"{author['role_de']}, {author['organisation']}",
            author_role_en=f"{author['role_en']}, {author['organisation']}",
            **resolve_picture_marks(model_fields(record, *ARTICLE_NON_FIELDS), gallery),
            **publication_fields(day=day),
        )
        by_slug[record["slug"]] = save_revision(
            article, *build_photos(article, "article", record["photos"], gallery)
        )
        progress("Articles", done, len(listed))
    for record in listed:
        by_slug[record["slug"]].related.add(*(by_slug[slug] for slug in record.get("related", ())))
    return len(listed)


def load_partners(gallery):
    for record in records("partners"):
        save_revision(
            Partner(portrait=gallery[record["portrait"]], **model_fields(record, "key", "portrait"))
        )
    return len(records("partners"))


def load_quotes():
    partners = {record["key"]: Partner.objects.get(name=record["name"]) for record in records("partners")}
    for order, record in enumerate(records("quotes")):
        day = date.fromisoformat(record["said_on"])
        quote = Quote(
            partner=partners[record["partner"]],
            said_on=day,
            consent_on=day,
            is_featured=record["featured"],
            order=order,
            **model_fields(record, "partner", "said_on", "featured", "is_sample"),
            **publication_fields(day=day),
        )
        save_revision(quote)
    return len(records("quotes"))


def load_projects(gallery):
    for record in records("projects"):
        starts_on = date.fromisoformat(record["starts_on"])
        project = Project(
            starts_on=starts_on,
            ends_on=date.fromisoformat(record["ends_on"]) if record["ends_on"] else None,
            partners="\n".join(record["partners"]),
            places=", ".join(record["places"]),
            **model_fields(record, "starts_on", "ends_on", "partners", "places", "photos", "is_sample"),
            **publication_fields(day=starts_on),
        )
        save_revision(project, *build_photos(project, "project", record["photos"], gallery))
    return len(records("projects"))


def load_pages():
    """Replace unchanged drafts of the legal pages, and add missing pages."""
    for draft in drafts.unchanged_drafts():
        traces.remove_with_traces(draft)
    known = set(Page.objects.values_list("key", flat=True))
    missing = [record for record in records("pages") if record["slug_key"] not in known]
    for record in missing:
        day = date.fromisoformat(record["reviewed_on"])
        texts = model_fields(with_draft(record), "slug_key", "reviewed_on", "gaps_de", "gaps_en", "is_sample")
        save_revision(Page(key=record["slug_key"], reviewed_on=day, **texts, **publication_fields(day=day)))
    return len(missing)


def with_draft(record):
    """Return the record with the text of its draft, the gaps filled in order."""
    if "gaps_de" not in record:
        return record
    draft = drafts.draft_fields(record["slug_key"])
    for language in drafts.draft_languages(record["slug_key"]):
        fills = iter(record[f"gaps_{language}"])
        draft[f"body_{language}"] = GAP.sub(lambda _gap, fills=fills: next(fills), draft[f"body_{language}"])
    return record | draft


PROFILE_NON_FIELDS = {"figures", "cities", "is_sample"}


def profile_fields():
    """Return the demo's fields of the region's profile."""
    record = {name: value for name, value in records("site").items() if name not in PROFILE_NON_FIELDS}
    return record | {"figures_as_of": date.fromisoformat(record["figures_as_of"])}


def load_profile():
    if SiteProfile.objects.exists():
        return 0
    profile = SiteProfile(**profile_fields())
    figures = enumerate(records("site")["figures"])
    save_revision(profile, *(Figure(profile=profile, order=order, **record) for order, record in figures))
    profile.cities.set(Area.objects.municipalities().by_key(*records("site")["cities"]))
    return 1
