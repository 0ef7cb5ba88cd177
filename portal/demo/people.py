"""Organisations and contacts of the demo."""

from collections import Counter

from accounts.models import Contact, Organisation
from portal.demo.records import records
from portal.demo.saving import model_fields, save_revision
from regions.models import Area


def load_people(gallery):
    return Counter(organisations=load_organisations(), contacts=load_contacts(gallery))


def load_organisations():
    for record in records("organisations"):
        area = Area.objects.by_key(record["area_key"]).first()
        save_revision(Organisation(area=area, **model_fields(record, "key", "area_key")))
    return len(records("organisations"))


def load_contacts(gallery):
    stewards = organisations_by_key()
    for record in records("contacts"):
        # No revision: contacts have no history, so that erasure is complete.
        Contact.objects.create(
            organisation=stewards[record["organisation"]],
            languages=" ".join(record["languages"]),
            portrait=gallery[record["portrait"]] if record["portrait"] else None,
            **model_fields(record, "key", "organisation", "languages", "portrait"),
        )
    return len(records("contacts"))


def organisations_by_key():
    """Return the demo's organisations by their keys in organisations.json."""
    by_name = {organisation.name: organisation for organisation in Organisation.objects.all()}
    return {record["key"]: by_name[record["name"]] for record in records("organisations")}
