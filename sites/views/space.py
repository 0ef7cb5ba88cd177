"""Page of a space, also when it is withdrawn."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponsePermanentRedirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from database.compiled import CompiledQuery
from publishing.cards import card_query
from publishing.views import Gone, PublishedDetailView
from roads.engine import current_graph
from sites.choices import Kind
from sites.mapping.geojson import boundary_feature
from sites.models import MarketRecord, Space
from sites.models.numbers import IssuedNumber
from sites.pool.fact_groups import distance_context, fact_groups, offer_groups, people_group, utility_facts
from sites.pool.market_history import displayed_records
from sites.pool.presentation import key_facts, postal_address
from sites.pool.related_spaces import neighbour_cards, similar_cards
from sites.pool.routes import space_url
from sites.views.breadcrumbs import pool_breadcrumb
from sites.views.document import document_line
from sites.views.page_notices import page_notices, preview_notice
from sites.views.structured_data import listing_data


def detail_queryset():
    """`has_market_history`: it has more than one market record."""
    earlier = MarketRecord.objects.filter(space=OuterRef("pk")).order_by()[1:2]
    return Space.objects.with_page().annotate(has_market_history=Exists(earlier))


class SpaceDetailView(PublishedDetailView):
    compiled_query = CompiledQuery(detail_queryset, "number")
    gone_template = "sites/space_gone.html"
    MAX_SIMILAR = 3

    def get_object(self, queryset=None):
        number = self.kwargs["number"]
        try:
            return self.compiled_query.get(number)
        except Space.DoesNotExist:
            raise Gone if IssuedNumber.objects.filter(value=number).exists() else Http404 from None

    def show(self, **context):
        """Redirect to the canonical URL if kind or slug changed."""
        address = self.object.get_absolute_url()
        if self.request.path != address:
            query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
            return HttpResponsePermanentRedirect(address + query)
        return super().show(**context)

    def get_context_data(self, **kwargs):
        space = self.object
        park = space.public_park
        neighbours = neighbour_cards(space)
        is_preview = kwargs.get("is_preview")
        return super().get_context_data(**kwargs) | {
            "preview_notice": preview_notice(space, is_unconfirmed(space)) if is_preview else None,
            "notices": page_notices(space, is_preview),
            "place": postal_address(space),
            "key_facts": key_facts(space),
            "fact_groups": [*fact_groups(space), *people_group(space)],
            "offer_groups": offer_groups(space),
            "utilities": utility_facts(space),
            **distance_context(space),
            "reach_url": space_url(space, "reach") if space.has_road and current_graph() else "",
            "documents": [document_line(document) for document in space.documents.all()],
            "park": park if park and park.is_published() else None,
            "map_data": boundary_feature(space),
            "neighbours": neighbours,
            "similar": similar_cards(space, self.MAX_SIMILAR, [card.pk for card in neighbours]),
            "market_records": SimpleLazyObject(lambda: market_records(space)),
            "breadcrumb": pool_breadcrumb(space.kind, here=space.heading),
            "structured_data": listing_data(space),
        }

    def gone_context(self):
        number = self.kwargs["number"]
        space = Space.objects.filter(number=number).first()
        kind = self.kwargs["kind"] or (space.kind if space else Kind.PLOT)
        newest = Space.objects.published().on_offer().filter(kind=kind).newest_first()
        similar = (
            similar_cards(space, self.MAX_SIMILAR, query=card_query(Space))
            if space
            else newest[: self.MAX_SIMILAR].as_cards()
        )
        return {
            "number": number,
            "kind": kind,
            "unconfirmed": space if is_unconfirmed(space) else None,
            "similar": similar,
            "breadcrumb": pool_breadcrumb(kind, here=_("Property %(number)s") % {"number": number}),
        }


def market_records(space):
    """Return the displayed records, newest first; none if there is only one."""
    records = (
        displayed_records(list(MarketRecord.objects.filter(space=space.pk)))
        if space.has_market_history
        else []
    )
    return records if len(records) > 1 else []


def is_unconfirmed(space):
    """Whether it is unpublished only for lack of confirmation."""
    if space is None or not space.is_on_offer or not space.is_stale():
        return False
    return Space.objects.published_or_stale().filter(pk=space.pk).exists()
