"""Which figures count how much, and what to say to editors who left one out.

What investors ask first and what filters and comparison need weighs most. Among 1,458 lettable halls of a broker 85 %
stated their area, 76 % had a picture, 44 % a height; so the tables ask for much, and nothing is hidden that lacks it.
What a fact counts stands with it (sites/facts), what is no figure here. A change is stored by `manage refresh_spaces`.
"""

from django.utils.translation import gettext_lazy as _

from sites.choices import Kind
from sites.facts import facts_of
from sites.facts.fact import Wanted

# fmt: off
BESIDE_FACTS = (
    Wanted(8, _("No photo: nobody sees what the place looks like."), rows="photos"),
    Wanted(8, _("No offer: say whether it is for sale or to let, and the price or “on request”."), rows="offers"),
    Wanted(7, _("Contact missing: enquiries reach only the region’s office."), fields=("contact",)),
    Wanted(7, _("Boundary missing: shape and neighbours cannot be seen, the area cannot be checked."),
           fields=("boundary",), kind=Kind.PLOT),
    Wanted(6, _("Neither point nor boundary: the property is not on the map."), fields=("location", "boundary")),
    Wanted(6, _("Description missing: a few sentences say what figures cannot."), fields=("description_de",)),
    Wanted(6, _("No utilities: the capacity of the power line is asked for first."), rows="utilities",
           kind=Kind.PLOT, turn=3),
    Wanted(4, _("English description missing: investors from abroad get the German text."),
           fields=("description_en",), turn=7),
)
# fmt: on


def wanted_of(kind):
    """The weightiest first."""
    facts = [fact.asked_for for fact in facts_of(kind) if fact.wanted]
    wanted = [one for one in (*facts, *BESIDE_FACTS) if one.kind in ("", kind)]
    return sorted(wanted, key=lambda one: (-one.weight, one.turn))


WANTED = {kind: wanted_of(kind) for kind in Kind}
