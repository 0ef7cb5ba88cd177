"""Organisations and contacts of the demo."""

from collections import Counter

from accounts.models import Contact, Organisation
from portal.demo.records import records
from portal.demo.saving import save
from regions.models import Area


def load(gallery):
    return Counter(organisations=load_organisations(), contacts=load_contacts(gallery))


def load_organisations():
    for record in records("organisations"):
        save(
            Organisation(
                name=record["name"],
                kind=record["kind"],
                email=record.get("email", ""),
                website=record["website"],
                area=Area.objects.by_key(record["area_key"]).first(),
                is_sample=True,
            )
        )
    return len(records("organisations"))


def load_contacts(gallery):
    stewards = organisations()
    for record in records("contacts"):
        # No revision: contacts have no history, so that erasing one is complete.
        Contact.objects.create(
            name=record["name"],
            role_de=record["role_de"],
            role_en=record["role_en"],
            organisation=stewards[record["organisation"]],
            phone=record["phone"],
            email=record["email"],
            languages=" ".join(record["languages"]),
            portrait=gallery[record["portrait"]] if record["portrait"] else None,
            is_sample=True,
        )
    return len(records("contacts"))


def organisations():
    """The demo's organisations by their keys in organisations.json."""
    by_name = {organisation.name: organisation for organisation in Organisation.objects.all()}
    return {record["key"]: by_name[record["name"]] for record in records("organisations")}
