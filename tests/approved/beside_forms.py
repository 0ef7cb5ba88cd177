"""What the administration has beside lists and forms: comparing, previews, people, protection, handbook, search."""

import re

from django.template.loader import render_to_string
from django.test import RequestFactory
from reversion.models import Revision, Version

from accounts.models import LoginEvent
from editing.history import recorded_revision
from news.models import Article
from sites.models import Plot
from tests.approved.answers import Reader, address_of
from tests.approved.clock import NOW
from tests.approved.for_administrators import administrator
from tests.approved.for_editors import change_of_the_plot, copy_of
from tests.approved.wording import html_lines, without_chance
from tests.factories.news import ArticleFactory
from tests.factories.publishing import picture_upload
from tests.logging_in import PASSWORD, code_of, with_app

AROUND = {"empty-form", "admin-crops", "related-widget-wrapper-link", "geometry-field", "topics"}


def changes(world):
    """A change that waits, before it is given up, and the states of an entry."""
    change_of_the_plot(world)
    reader = Reader(world, world.editor, AROUND)
    reader.get("preview_as_changed", "admin:sites_plot_preview", world.plot.pk)
    reader.get("topic", "admin:sites_plot_change", world.plot.pk, query="?part=law")
    reviewer = copy_of(reader, world, world.reviewer)
    reviewer.leaves_out |= AROUND
    reviewer.get("lacking", "preview:link", "x")
    reviewer.leaves_out |= {"fieldset", "inline-group"}
    reviewer.get("form_with_a_change", "admin:sites_plot_change", world.plot.pk)
    return reader.outputs | versions(world)


def versions(world):
    reader = Reader(world, world.reviewer, AROUND)
    plot = Plot.objects.get(pk=world.plot.pk)
    for comment, area in (("Erst & so", 30_000), ("Dann < so", 42_000)):
        with recorded_revision(plot, comment):
            plot.area = area
            plot.save()
    first, last = Version.objects.get_for_object(plot).order_by("pk")[:2]
    last.revision.__class__.objects.update(date_created=NOW)
    query = f"?from={first.pk}&to={last.pk}"
    reader.get("compare", "admin:sites_plot_compare", plot.pk, query=query)
    reader.leaves_out |= {"fieldset", "inline-group"}  # the form itself is told elsewhere
    reader.get("version", "admin:sites_plot_revision", plot.pk, first.pk)
    keys = {str(first.pk): "FIRST", str(last.pk): "LAST"}
    return {name: named(text, keys) for name, text in reader.outputs.items()}


def named(text, keys):
    return re.sub(r"(?<==|/)\d+(?=\b)", lambda found: keys.get(found[0], found[0]), text)


def people(world):
    ada = administrator()
    for kind, by in (("locked", None), ("factor_reset", world.reviewer)):
        LoginEvent.objects.create(kind=kind, user=ada, by=by, network="" if by else "203.0.113.0/24", at=NOW)
    reader = Reader(world, ada, AROUND)
    reader.post(
        "invite_refused",
        "admin:accounts_organisation_add",
        {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-0-email": "x"},
    )
    for name in ("access", "access_password", "access_app", "access_codes"):
        reader.get(name, f"admin:{name}")
    reader.get("password_change", "admin:password_change")
    reader.get("handbook", "admin:handbook")
    reader.get("handbook_chapter", "admin:handbook_chapter", "anfragen")
    reader.get("search", "admin:search", query="?q=Nordfeld")
    reader.get("search_for_nothing", "admin:search", query="?q=Xyzzy")
    reader.get("search_for_no_words", "admin:search")
    reader.get("deleted", "admin:deleted")
    reader.get("import", "admin:regions_landmark_import")
    reader.get("report", "admin:sites_spacecheck_report")
    reader.post("typed_before", "admin:regions_landmark_import", {"csrfmiddlewaretoken": "old", "file": "x"})
    reader.post("logged_out", "admin:logout", {})
    return {name: without_key(text) for name, text in reader.outputs.items()}


def without_key(text):
    """The key of an app is drawn by lot."""
    return re.sub(r"\b([A-Z2-7]{4} ){7}[A-Z2-7]{4}\b|(?<=secret=)[A-Z2-7]{32}", "KEY", text)


def faults(world):
    """What says that something cannot be done; some of it stands alone, since the database may be what is missing."""
    request = RequestFactory().get("/weg/")
    told = {}
    for code in ("400", "403", "403_csrf"):
        told[code] = render_to_string(f"{code}.html", {"exception": ""}, request)
    for code in ("411", "413", "414", "500", "503"):
        told[code] = render_to_string(f"{code}.html")
    told["busy_form"] = render_to_string(
        "503.html",
        {"is_sent": True, "address": "/weg/?a=1", "pairs": [("name", "„A“ & <B>"), ("text", "1\n2")]},
    )
    for name, context in {
        "typed": {"typed": "signed", "typed_name": "typed_before", "typed_files": ["a & b.jpg", "c.pdf"]},
        "typed_too_long": {"typed": "signed", "typed_is_too_long": True},
        "typed_nothing": {},
    }.items():
        context |= {"title": "Noch einmal", "app_path": "/admin/weg/"}
        told[name] = render_to_string("admin/typed_before.html", context, request)
    told["busy_upload"] = render_to_string("503.html", {"is_sent": True, "pairs": None})
    return {name: without_chance("\n".join(html_lines(page, False))) for name, page in told.items()}


def files(world):
    """Pictures that are sent by themselves, and what is deleted and brought back."""
    reader = Reader(world, world.reviewer, AROUND)
    details = {"credit": "Mara & Licht", "licence": "", "focal_x": "50", "focal_y": "50"}
    for name, upload in {
        "picture": picture_upload(size=(1600, 900), colour="teal"),
        "small_picture": picture_upload(size=(90, 60), colour="olive"),
        "no_picture": picture_upload(name="bild.txt", format="GIF"),
    }.items():
        reader.post(name, "admin:publishing_picture_upload", {"upload": upload, **details})
    reader.post("nothing", "admin:publishing_picture_upload", {})
    article = ArticleFactory(pk=9101, title_de="Weg & fort", slug="weg-und-fort", published_from=NOW)
    with recorded_revision(article, "Angelegt"):
        article.save()
    reader.client.post(address_of("admin:news_article_delete", [article.pk], "de"), {"post": "yes"})
    version = Version.objects.get_deleted(Article).get(object_id=str(article.pk))
    Revision.objects.update(date_created=NOW)
    reader.leaves_out |= {"fieldset", "inline-group"}
    reader.get("to_bring_back", "admin:news_article_recoverlist")
    reader.get("brought_back", "admin:news_article_recover", version.pk)
    new = r'(?<=data-picture=")\d+|(?<=news_article_recover )\d+|(?<=recover/)\d+'  # keys of what was just stored
    return {name: re.sub(new, "NEW", text) for name, text in reader.outputs.items()}


def protection(world):
    """A login with an app, its codes, and what taking it away says."""
    user = administrator()
    user.set_password(PASSWORD)
    user.save()
    device = with_app(user)
    reader = Reader(world, leaves_out=AROUND)
    reader.post("first_step", "admin:login", {"username": user.email, "password": PASSWORD})
    reader.post("wrong_code", "admin:login", {"code": "000000"})
    reader.post("let_in", "admin:login", {"code": code_of(device)})
    reader.get("access_with_app", "admin:access")
    reader.get("take_away", "admin:access_remove", device.persistent_id)
    reader.get("codes", "admin:access_codes")
    told = {name: text.replace(f"/{device.pk}/", "/DEVICE/") for name, text in reader.outputs.items()}
    pieces = {
        "busy_note": ("portal/_busy_note.html", {"files": ["a & b.jpg"], "in_administration": True}),
        "busy_note_for_readers": ("portal/_busy_note.html", {}),
    }
    return told | {name: "\n".join(html_lines(render_to_string(*piece))) for name, piece in pieces.items()}
