from sites.models.checks import CheckInterval, CheckQuestion, CheckRequest, ReportedChange, SpaceCheck
from sites.models.children import Offer, SpaceDistance, SpaceDocument, SpacePhoto, Utility
from sites.models.market import MarketRecord
from sites.models.park import BusinessPark, BusinessParkPhoto
from sites.models.proxies import Hall, Plot
from sites.models.space import Space

__all__ = [
    "BusinessPark",
    "BusinessParkPhoto",
    "CheckInterval",
    "CheckQuestion",
    "CheckRequest",
    "Hall",
    "MarketRecord",
    "Offer",
    "Plot",
    "ReportedChange",
    "Space",
    "SpaceCheck",
    "SpaceDistance",
    "SpaceDocument",
    "SpacePhoto",
    "Utility",
]
