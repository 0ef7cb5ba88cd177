"""What areas are called in the language of the page: “Landkreis Leipzig”, “district of Leipzig”; “Saxony”."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

GERMAN_DISTRICT, ENGLISH_DISTRICT = "Landkreis {}", "district of {}"
ENGLISH_STATES = {
    "Bayern": "Bavaria",
    "Hessen": "Hesse",
    "Mecklenburg-Vorpommern": "Mecklenburg-Western Pomerania",
    "Niedersachsen": "Lower Saxony",
    "Nordrhein-Westfalen": "North Rhine-Westphalia",
    "Rheinland-Pfalz": "Rhineland-Palatinate",
    "Sachsen": "Saxony",
    "Sachsen-Anhalt": "Saxony-Anhalt",
    "Thüringen": "Thuringia",
}
"""The states with an English name of their own."""
ENGLISH_DESIGNATIONS = {
    "Einheitsgemeinde": "municipality",
    "Freistaat": "state",
    "Gemeinde": "municipality",
    "Kreis": "district",
    "Kreisfreie Stadt": "independent city",
    "Land": "state",
    "Landkreis": "district",
    "Stadt": "town",
    "Stadtkreis": "independent city",
}


def is_urban_district(kind, designation):
    """A city that is its own district (“Kreisfreie Stadt”, “Stadtkreis”)."""
    return kind == "district" and "stadt" in designation.casefold()


def needs_district_prefix(kind, name, designation):
    """Whether the name needs the word: “Leipzig” is the city, “Landkreis Leipzig” the district around it."""
    return kind == "district" and not is_urban_district(kind, designation) and "kreis" not in name.casefold()


def full_name(kind, name, designation):
    """The name by itself, in the language of the page."""
    if needs_district_prefix(kind, name, designation):
        return _("district of %(name)s") % {"name": name}
    if kind == "state" and is_english():
        return ENGLISH_STATES.get(name, name)
    return name


def spellings(kind, name, designation):
    """The full names in all languages."""
    if needs_district_prefix(kind, name, designation):
        return GERMAN_DISTRICT.format(name), ENGLISH_DISTRICT.format(name)
    if kind == "state":
        return name, ENGLISH_STATES.get(name, name)
    return (name,)


def localized_designation(designation):
    """What an area is called in its state's law, in the language of the page as far as that has a word for it."""
    return ENGLISH_DESIGNATIONS.get(designation, designation) if is_english() else designation


def is_english():
    return (get_language() or "").startswith("en")
