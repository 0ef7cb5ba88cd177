"""Names of areas in the active language: “Landkreis Leipzig”, “district of Leipzig”; “Saxony”."""

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
"""Of states whose English name differs."""
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
    """Return whether a city is its own district (“Kreisfreie Stadt”, “Stadtkreis”)."""
    return kind == "district" and "stadt" in designation.casefold()


def needs_district_prefix(kind, name, designation):
    """Return whether the name alone is ambiguous: “Leipzig” is the city, “Landkreis Leipzig” the district."""
    return kind == "district" and not is_urban_district(kind, designation) and "kreis" not in name.casefold()


def full_name(kind, name, designation):
    """Return the name in the active language."""
    if needs_district_prefix(kind, name, designation):
        return _("district of %(name)s") % {"name": name}
    if kind == "state" and is_english():
        return ENGLISH_STATES.get(name, name)
    return name


def spellings(kind, name, designation):
    """Return the full names in all languages."""
    if needs_district_prefix(kind, name, designation):
        return GERMAN_DISTRICT.format(name), ENGLISH_DISTRICT.format(name)
    if kind == "state":
        return name, ENGLISH_STATES.get(name, name)
    return (name,)


def localized_designation(designation):
    """Translate the legal designation into the active language, where a translation exists."""
    return ENGLISH_DESIGNATIONS.get(designation, designation) if is_english() else designation


def is_english():
    return (get_language() or "").startswith("en")
