"""Where facts stand: the groups of the page, of the administration's form and of the filter form, each in its order."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, eq=False)
class Group:
    title: str
    name: str = ""

    def at(self, place):
        """The place in it, by which its facts are sorted: a number, in a form the row and the column, as “2a”."""
        return Place(self, place)


@dataclass(frozen=True)
class Place:
    group: Group
    place: object

    @property
    def row(self):
        """Of a form: the 12 of “12a”."""
        return int(self.place[:-1])

    @property
    def order(self):
        return (self.row, self.place[-1]) if isinstance(self.place, str) else self.place


class Page:
    SIZE = Group(_("Size"))
    LAW = Group(_("Planning law"))
    GROUND = Group(_("Land and ground"))
    SERVICING = Group(_("Servicing and access"))
    AWARD = Group(_("Award"))
    BUILDING = Group(_("Building"))
    EQUIPMENT = Group(_("Equipment"))
    ENERGY = Group(_("Energy"))
    USE = Group(_("Use and access"))
    FUNDING = Group(_("Funding, taxes, neighbours"))


class Form:
    LAW = Group(_("Plan law"), "law")
    BUILDING = Group(_("Building"), "building")
    AREAS = Group(_("Areas in detail"), "areas")
    CADASTRE = Group(_("Cadastre"), "cadastre")
    SERVICING = Group(_("Servicing and land value"), "servicing")
    GROUND = Group(_("Ground"), "ground")
    AWARD = Group(_("Award"), "award")
    EQUIPMENT = Group(_("Equipment"), "equipment")
    ENERGY = Group(_("Energy certificate"), "energy")
    LEASE = Group(_("Lease"), "lease")
    OPERATION = Group(_("Operation and access"), "operation")
    OWNERSHIP = Group(_("Ownership, taxes and funding"), "ownership")
    SURROUNDINGS = Group(_("Surroundings"), "surroundings")


class Section:
    SEARCH = Group(_("Search"), "search")
    PLACE = Group(_("Place"), "place")
    OFFER = Group(_("Size and price"), "offer")
    AVAILABILITY = Group(_("Availability"), "availability")
    LAW = Group(_("Building law"), "law")
    HALL = Group(_("Industrial building"), "hall")
    TRAFFIC = Group(_("Traffic"), "traffic")
    UTILITIES = Group(_("Utilities"), "utilities")
    GROUND = Group(_("Ground and funding"), "ground")


def groups_of(form):
    """The groups of Page, Form or Section, in their order."""
    return [group for group in vars(form).values() if isinstance(group, Group)]
