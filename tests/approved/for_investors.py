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


LONG = {"filter-form"}
"""The form of filters is told for all kinds in German, and for plots in English with what is wrong."""


def lists(world):
    reader = Reader(world)
    reader.get("list.de", "sites:list")
    reader.get(
        "plots_invalid.en",
        "sites:plots",
        query="?area_min=abc&bbox=1,2&status=none&place=Nirgends&available_by=x&q=" + "x" * 101,
        language="en",
    )
    for section in ("place", "availability", "law", "hall", "traffic", "utilities", "ground"):
        query = f"?section={section}"
        reader.get(f"section_{section}.de", "sites:list", query=query, **{"X-Fragment": "section"})
    for section in ("law", "traffic", "utilities", "ground"):
        query = f"?section={section}&area_min=abc&available_by=x"
        reader.get(
            f"section_{section}.en", "sites:plots", query=query, language="en", **{"X-Fragment": "section"}
        )
    for name, query in (
        ("of_one_wish", "?nice=rail_siding&rail_siding=possible&area_min=30000"),
        (
            "of_two_wishes",
            "?nice=rail_siding&nice=zoning&rail_siding=possible&zoning=GI&sort=area&area_min=30000",
        ),
    ):
        reader.get(name, "sites:list", query=query, **{"X-Fragment": "results"})
    short = Reader(world, leaves_out=LONG)
    short.get("list.en", "sites:list", language="en")
    short.both("pool", "sites:pool")
    short.get("plots", "sites:plots")
    short.get("halls", "sites:halls")
    short.both("filtered", "sites:list", query=FILTERS)
    short.get(
        "at_the_bounds", "sites:list", query="?area_min=3300&area_max=40000&price_m2_max=35,5&status=free"
    )
    short.get(
        "at_the_bounds_of_halls", "sites:halls", query="?clear_height_min=10,5&rent_m2_max=5,9&docks_min=12"
    )
    short.get("empty", "sites:halls", query="?clear_height_min=30&rent_m2_max=2")
    short.get(
        "wishes.en", "sites:list", query="?nice=rail_siding&rail_siding=possible&area_min=1000", language="en"
    )
    short.get("around_a_place", "sites:list", query="?place=area:14730230&radius=15")
    short.get("phrase", "sites:list", query="?ask=Halle+ab+5000+m2+in+Torgau")
    wish = "?ask=am+liebsten+mit+Gleisanschluss,+Halle+ab+1000+m2,+blablub"
    answer = short.client.get("/flaechenpool/liste/" + wish)
    short.get("phrase_read", answer.url)
    short.get("ambiguous_place", "sites:list", query="?place=schkeuditz")
    short.get("page_too_far", "sites:list", query="?page=9")
    short.get("part", "sites:list", query="?kind=hall", **{"X-Fragment": "results"})
    short.both("area", "sites:area", "schkeuditz")
    short.get("area_on_a_map", "sites:area", "torgau")
    short.get("area_of_state.en", "sites:area", "sachsen", language="en")
    short.get("area_of_district", "sites:area", "nordsachsen")
    short.both("park", "sites:park", "am-kreuz")
    short.get("park_empty.en", "sites:park", "leer", language="en")
    short.get("park_gone", "sites:park", "alter-park")
    return reader.outputs | short.outputs


def maps(world):
    reader = Reader(world, leaves_out=LONG)
    reader.both("map", "sites:map")
    reader.get("map_of_halls", "sites:halls_map", query="?area_min=2000")
    reader.get("map_of_plots_invalid", "sites:plots_map", query="?area_min=x")
    reader.get("hidden_object", "sites:map_objects", query="?number=4712")
    reader.get("geojson", "sites:geojson", query="?boundaries=1")
    reader.get("geojson.en", "sites:geojson", language="en")
    reader.get(
        "geojson_of_a_view", "sites:geojson", query="?view=12,51,13.5,52&zoom=9&place=area:14730230&radius=20"
    )
    reader.get("geojson_close", "sites:geojson", query="?view=12.1,51.3,12.3,51.5&zoom=14")
    reader.get("geojson_refused", "sites:geojson", query="?view=1&area_min=x")
    reader.get("one_object", "sites:map_objects", query="?number=4711")
    reader.get("objects.en", "sites:map_objects", query="?number=4712&number=4714", language="en")
    reader.get("places", "sites:places", query="?q=tor")
    reader.get("landmarks", "regions:landmarks")
    reader.get("areas", "regions:basemap")
    beside_the_form = Reader(world, leaves_out={"filters"})
    beside_the_form.get("map_with_its_list", "sites:map")
    return reader.outputs | beside_the_form.outputs


def details(world):
    reader = Reader(world)
    for name in ("plot", "hidden", "sold", "hall", "bare", "due"):
        space = getattr(world, name)
        reader.both(name, f"sites:{space.kind}", space.number, space.slug)
    for name in ("stale", "gone", "draft"):
        space = getattr(world, name)
        reader.get(name, "sites:plot", space.number, space.slug)
    reader.get("gone.en", "sites:plot", 4718, world.gone.slug, language="en")
    reader.get("neighbour", "sites:plot", 4720, world.neighbour.slug)
    reader.get("hall_gone", "sites:hall", 4721, "halle-von-gestern")
    reader.get("by_number", "sites:number", 4711)
    reader.get("document", "sites:document", 9001, "plan.pdf")
    return reader.outputs


def papers(world):
    """PDFs as the HTML they are made of."""
    reader = Reader(world)
    with patch("sites.expose.pdf.pdf_of", lambda html, other_language="": html.encode()):
        for name in ("plot", "hall", "hidden", "sold", "neighbour"):
            space = getattr(world, name)
            reader.get(f"expose_{name}", f"sites:{space.kind}_expose", space.number, space.slug)
        reader.get("expose_plot.en", "sites:plot_expose", 4711, world.plot.slug, language="en")
        reader.get("expose_due.en", "sites:hall_expose", 4717, world.due.slug, language="en")
        reader.get("data_sheet", "sites:plot_data_sheet_pdf", 4711, world.plot.slug)
        reader.get("list", "sites:list_pdf", query="?kind=hall")
        reader.get("watch_list", "investors:watch_list_pdf", query="?ids=4711,4714")
        reader.get("comparison", "investors:comparison_pdf", query="?ids=4711,4714,4712")
        reader.get(
            "comparison_of_differences.en",
            "investors:comparison_pdf",
            query="?ids=4711,4712&differences=1",
            language="en",
        )
    reader.get("print.en", "sites:hall_print", 4714, world.hall.slug, language="en", is_whole=True)
    reader.get("data_sheet_on_screen", "sites:hall_data_sheet", 4714, world.hall.slug, is_whole=True)
    return reader.outputs


def tables(world):
    reader = Reader(world)
    reader.both("csv", "sites:csv")
    reader.both("xlsx", "sites:xlsx")
    reader.get("csv_refused", "sites:csv", query="?area_min=x")
    reader.both("feed", "sites:feed")
    reader.get("feed_of_halls", "sites:halls_feed", query="?area_min=2000")
    reader.get("watch_list_csv", "investors:watch_list_csv", query=ALL)
    reader.get("comparison_xlsx", "investors:comparison_xlsx", query="?ids=4711,4714")
    return reader.outputs


def choosing(world):
    reader = Reader(world)
    reader.both("watch_list", "investors:watch_list", query=ALL)
    reader.get("watch_list_empty", "investors:watch_list")
    reader.get("watch_list_of_one", "investors:watch_list", query="?ids=4711")
    reader.get("watch_list_of_what_is_gone", "investors:watch_list", query="?ids=4718,99")
    reader.get("comparison", "investors:comparison", query="?ids=4711,4714,4713,4718,99")
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
    reader.both("form", "investors:enquiry", query=spaces)
    reader.get("form_of_nothing", "investors:enquiry")
    reader.get("form_of_one", "investors:enquiry", query="?ids=4711,4713,4718,99")
    reader.get("form_of_what_is_gone", "investors:enquiry", query="?ids=4713,4718,99")
    reader.get("form_of_two_contacts", "investors:enquiry", query="?ids=4711,4720,4715")
    wrong = {"name": "A & <B>", "email": "x", "message": "", "told": "x", "homepage": "x"}
    reader.post("refused.de", "investors:enquiry", wrong, query=spaces)
    reader.post("refused.en", "investors:enquiry", wrong, query=spaces, language="en")
    enquiry = EnquiryFactory(
        pk=9001, about=[world.plot, world.hall], to=["berg@example.org"], received_at=NOW
    )
    token = enquiring.thanks_token(enquiry)
    reader.both("thanks", "investors:enquiry_thanks", token)
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
        "told": recipients_of(spaces).mark,
        "opened": signing.dumps(opened, salt=EnquiryForm.SALT),
    }


def alerts(world):
    reader = Reader(world)
    reader.both("form", "investors:saved_search", query=FILTERS)
    reader.get("form_of_everything", "investors:saved_search")
    reader.post("refused", "investors:saved_search", {"email": "x", "frequency": "never"}, query=FILTERS)
    reader.get("form_of_invalid_filters", "investors:saved_search", query="?area_min=x")
    reader.both("sent", "investors:saved_search_sent")
    asked = SavedSearchFactory(
        pk=9001, unconfirmed=True, email="eva@example.org", query="area_min=5000", requested_at=NOW
    )
    known = SavedSearchFactory(
        pk=9002, email="ada@example.org", kind="hall", confirmed_at=NOW, requested_at=NOW
    )
    confirm = subscribing.token(asked, subscribing.CONFIRM)
    reader.both("confirm", "investors:saved_search_confirm", confirm)
    reader.post("confirmed", "investors:saved_search_confirm", {}, confirm)
    reader.get("confirmed_before", "investors:saved_search_confirm", confirm)
    manage = subscribing.token(known, subscribing.MANAGE)
    reader.both("manage", "investors:saved_search_manage", manage)
    saved = reader.post("managed", "investors:saved_search_manage", {"frequency": "weekly"}, manage)
    reader.get("manage_saved", saved.url)
    reader.post("manage_refused", "investors:saved_search_manage", {"frequency": "x"}, manage)
    SavedSearch.objects.filter(pk=known.pk).update(invalid_since=NOW, query="area_min=x")
    reader.get("manage_invalid", "investors:saved_search_manage", manage)
    end = subscribing.token(known, subscribing.END)
    reader.both("end", "investors:saved_search_end", end)
    reader.post("ended", "investors:saved_search_end", {}, end)
    reader.get("unknown", "investors:saved_search_manage", "x")
    return reader.outputs


def proposals(world):
    reader = Reader(world)
    for language in ("de", "en"):
        proposal = ProposalFactory(
            token=f"vorschlag-{language}",
            language=language,
            title="Flächen für <Ihr> Werk & mehr",
            greeting="Guten Tag,\n\nhier & heute.",
            addressee="Geheim GmbH",
        )
        rows = {
            "de": [
                (world.plot, {"note": "Passt & <gut>"}),
                (world.hidden, {"discloses_place": True}),
                (world.sold, {}),
            ],
            "en": [(world.hidden, {}), (world.draft, {}), (world.bare, {"note": "So what?"})],
        }[language]
        for order, (space, more) in enumerate(rows):
            ProposalSpaceFactory(proposal=proposal, space=space, order=order, **more)
        reader.get(f"proposal.{language}", "investors:proposal", proposal.token, language=language)
    ended = ProposalFactory(token="vorbei", expires_at=NOW - timedelta(days=1))
    reader.get("expired", "investors:proposal", ended.token)
    at_the_bound = ProposalFactory(token="jetzt", expires_at=NOW)
    reader.get("expires_now", "investors:proposal", at_the_bound.token)
    revoked = ProposalFactory(token="zurueck", revoked_at=NOW - timedelta(days=1))
    reader.get("revoked", "investors:proposal", revoked.token)
    with patch("sites.expose.pdf.pdf_of", lambda html, other_language="": html.encode()):
        reader.get("pdf", "investors:proposal_pdf", "vorschlag-de")
    return reader.outputs
