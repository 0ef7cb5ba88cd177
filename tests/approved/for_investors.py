"""What investors get: the pool as list, map, table, paper and feed; and what they do with it."""

from datetime import timedelta
from unittest.mock import patch

from django.core import signing

from investors import enquiring, subscribing
from investors.forms.enquiry import EnquiryForm
from investors.models import SavedSearch
from investors.recipients import recipients_of
from tests.approved.answers import Reader
from tests.approved.clock import NOW
from tests.factories.investors import (
    EnquiryFactory,
    ProposalFactory,
    ProposalSpaceFactory,
    SavedSearchFactory,
)

ALL = "?ids=4711,4712,4714,4718,99,x"
FILTERS = "?kind=plot&area_min=0,5+ha&district=14730&status=free&status=reserved&sort=-area"


RESULTS, SECTION = {"X-Fragment": "results"}, {"X-Fragment": "section"}
"""Asks for a part of a list alone, as its script does."""


def lists(world):
    reader = Reader(world)
    reader.get("list.de", "sites:list", is_whole=True)
    for section in ("place", "law"):
        reader.get(f"section_{section}.de", "sites:list", query=f"?section={section}", **SECTION)
    wish = "?nice=rail_siding&rail_siding=possible&area_min=30000"
    reader.get("of_one_wish", "sites:list", query=wish, **RESULTS)
    reader.get("filtered.en", "sites:list", query=FILTERS, language="en", **RESULTS)
    reader.get("empty", "sites:halls", query="?clear_height_min=30&rent_m2_max=2", **RESULTS)
    reader.get("around_a_place", "sites:list", query="?place=area:14730230&radius=15", **RESULTS)
    reader.get("phrase", "sites:list", query="?ask=Halle+ab+5000+m2+in+Torgau")
    phrase = "?ask=am+liebsten+mit+Gleisanschluss,+Halle+ab+1000+m2,+blablub"
    answer = reader.client.get("/flaechenpool/liste/" + phrase)
    reader.get("phrase_read", answer.url, **RESULTS)
    reader.get("ambiguous_place", "sites:list", query="?place=schkeuditz", **RESULTS)
    reader.get("pool.de", "sites:pool")
    reader.get("area.de", "sites:area", "schkeuditz")
    reader.get("park.de", "sites:park", "am-kreuz")
    return reader.outputs


def maps(world):
    reader = Reader(world, leaves_out={"filters"})
    reader.get("map.de", "sites:map", query="?place=area:14730230&radius=15", is_whole=True)
    reader.get("hidden_object", "sites:map_objects", query="?number=4712")
    reader.get("geojson", "sites:geojson", query="?boundaries=1&kind=hall")
    reader.get("geojson_refused", "sites:geojson", query="?view=1&area_min=x")
    reader.get("objects.en", "sites:map_objects", query="?number=4712&number=4714", language="en")
    reader.get("places", "sites:places", query="?q=tor")
    reader.get("landmarks", "regions:landmarks")
    return reader.outputs


def details(world):
    reader = Reader(world)
    for name in ("hidden", "sold", "hall"):
        space = getattr(world, name)
        reader.get(f"{name}.de", f"sites:{space.kind}", space.number, space.slug)
    reader.get("bare.en", "sites:hall", world.bare.number, world.bare.slug, language="en")
    reader.get("plot.de", "sites:plot", 4711, world.plot.slug, is_whole=True)
    for name in ("stale", "gone"):
        space = getattr(world, name)
        reader.get(name, "sites:plot", space.number, space.slug)
    reader.get("by_number", "sites:number", 4711)
    reader.get("document", "sites:document", 9001, "plan.pdf")
    return reader.outputs


def papers(world):
    """PDFs as the HTML they are made of."""
    reader = Reader(world)
    with patch("sites.papers.expose.pdf.render_pdf", lambda html, other_language="": html.encode()):
        for name in ("plot", "hidden"):
            space = getattr(world, name)
            reader.get(f"expose_{name}", f"sites:{space.kind}_expose", space.number, space.slug)
        reader.get("list", "sites:list_pdf", query="?kind=hall")
        reader.get("watch_list", "investors:watch_list_pdf", query="?ids=4715,4712")
        reader.get(
            "comparison_of_differences.en",
            "investors:comparison_pdf",
            query="?ids=4711,4712&differences=1",
            language="en",
        )
    reader.get("print.en", "sites:hall_print", 4717, world.due.slug, language="en", is_whole=True)
    return reader.outputs


def tables(world):
    reader = Reader(world)
    reader.get("csv.de", "sites:csv")
    reader.get("xlsx.en", "sites:xlsx", query="?kind=hall", language="en")
    reader.get("csv_refused", "sites:csv", query="?area_min=x")
    reader.get("feed.de", "sites:feed")
    return reader.outputs


def choosing(world):
    reader = Reader(world)
    reader.get("watch_list.de", "investors:watch_list", query=ALL)
    reader.get("watch_list_empty", "investors:watch_list")
    reader.get("watch_list_of_one", "investors:watch_list", query="?ids=4711", is_whole=True)
    reader.get("watch_list_of_what_is_gone", "investors:watch_list", query="?ids=4718,99")
    reader.get(
        "comparison_of_differences.en",
        "investors:comparison",
        query="?ids=4711,4712&differences=1",
        language="en",
    )
    reader.get("comparison_without_difference", "investors:comparison", query="?ids=4715&differences=1")
    reader.get("comparison_of_too_many", "investors:comparison", query="?ids=1,2,3,4,5,6,7,8,a,b,c,d,e,f")
    reader.get("comparison_empty", "investors:comparison")
    return reader.outputs


def enquiries(world):
    reader = Reader(world)
    spaces = "?ids=4711,4714"
    reader.get("form.de", "investors:enquiry", query=spaces)
    reader.get("form_of_nothing", "investors:enquiry")
    reader.get("form_of_one", "investors:enquiry", query="?ids=4711,4713,4718,99")
    reader.get("form_of_what_is_gone", "investors:enquiry", query="?ids=4713,4718,99")
    reader.get("form_of_two_contacts", "investors:enquiry", query="?ids=4711,4720,4715")
    wrong = {"name": "A & <B>", "email": "x", "message": "", "told": "x", "homepage": "x"}
    reader.post("refused.en", "investors:enquiry", wrong, query=spaces, language="en")
    enquiry = EnquiryFactory(
        pk=9001, about=[world.plot, world.hall], to=["berg@example.org"], received_at=NOW
    )
    token = enquiring.thanks_token(enquiry)
    reader.get("thanks.de", "investors:enquiry_thanks", token)
    reader.post("sent", "investors:enquiry", an_enquiry([world.plot]), query="?ids=4711")
    return reader.outputs


def an_enquiry(spaces):
    """What a browser sends of the form about these."""
    opened = (NOW - timedelta(minutes=1)).timestamp()
    return {
        "name": "Jana Kern",
        "company": "Kern & Söhne <GmbH>",
        "phone": "0341 77",
        "email": "jana@example.org",
        "message": "Wann können wir > 5.000 m² ansehen?\n\nGruß & Dank",
        "consent": "on",
        "told": recipients_of(spaces).fingerprint,
        "opened": signing.dumps(opened, salt=EnquiryForm.SALT),
    }


def alerts(world):
    reader = Reader(world)
    reader.get("form.de", "investors:saved_search", query=FILTERS)
    reader.post("refused", "investors:saved_search", {"email": "x", "frequency": "never"}, query=FILTERS)
    reader.get("form_of_invalid_filters", "investors:saved_search", query="?area_min=x")
    reader.get("sent.de", "investors:saved_search_sent")
    asked = SavedSearchFactory(
        pk=9001, unconfirmed=True, email="eva@example.org", query="area_min=5000", requested_at=NOW
    )
    known = SavedSearchFactory(
        pk=9002, email="ada@example.org", kind="hall", confirmed_at=NOW, requested_at=NOW
    )
    confirm = subscribing.sign_search(asked, subscribing.CONFIRM)
    reader.get("confirm.de", "investors:saved_search_confirm", confirm)
    reader.post("confirmed", "investors:saved_search_confirm", {}, confirm)
    manage = subscribing.sign_search(known, subscribing.MANAGE)
    reader.get("manage.de", "investors:saved_search_manage", manage)
    saved = reader.post("managed", "investors:saved_search_manage", {"frequency": "weekly"}, manage)
    reader.get("manage_saved", saved.url)
    reader.post("manage_refused", "investors:saved_search_manage", {"frequency": "x"}, manage)
    SavedSearch.objects.filter(pk=known.pk).update(invalid_since=NOW, query="area_min=x")
    reader.get("manage_invalid", "investors:saved_search_manage", manage)
    end = subscribing.sign_search(known, subscribing.END)
    reader.get("end.de", "investors:saved_search_end", end)
    reader.post("ended", "investors:saved_search_end", {}, end)
    reader.get("unknown", "investors:saved_search_manage", "x")
    return reader.outputs


def proposals(world):
    reader = Reader(world)
    proposal = ProposalFactory(
        token="vorschlag",
        title="Flächen für <Ihr> Werk & mehr",
        greeting="Guten Tag,\n\nhier & heute.",
        addressee="Geheim GmbH",
    )
    ProposalSpaceFactory(proposal=proposal, space=world.bare, note="Passt & <gut>", order=0)
    ProposalSpaceFactory(proposal=proposal, space=world.hidden, discloses_place=True, order=1)
    ProposalSpaceFactory(proposal=proposal, space=world.draft, order=2)
    reader.get("proposal.de", "investors:proposal", proposal.token)
    ended = ProposalFactory(token="vorbei", expires_at=NOW - timedelta(days=1))
    reader.get("expired", "investors:proposal", ended.token)
    revoked = ProposalFactory(token="zurueck", revoked_at=NOW - timedelta(days=1))
    reader.get("revoked", "investors:proposal", revoked.token)
    return reader.outputs
