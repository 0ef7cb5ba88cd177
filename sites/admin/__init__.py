"""The space pool for editors: plots, halls and business parks. A space as such is never edited."""

from sites.admin.checks import CheckIntervalAdmin, ReportedChangeAdmin, SpaceCheckAdmin
from sites.admin.lookup import SpaceLookupAdmin
from sites.admin.neighbours import boundaries_of_spaces
from sites.admin.notices import changes_reported, checks_due
from sites.admin.parcels import known_parcels, known_parks
from sites.admin.parks import BusinessParkAdmin
from sites.admin.spaces import HallAdmin, PlotAdmin

__all__ = [
    "BusinessParkAdmin",
    "CheckIntervalAdmin",
    "HallAdmin",
    "PlotAdmin",
    "ReportedChangeAdmin",
    "SpaceCheckAdmin",
    "SpaceLookupAdmin",
    "boundaries_of_spaces",
    "changes_reported",
    "checks_due",
    "known_parcels",
    "known_parks",
]
