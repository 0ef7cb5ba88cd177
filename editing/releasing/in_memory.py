"""A thing as it would be once a change is released, in memory alone: what is checked before somebody decides."""

from editing.comparing.snapshots import relations
from editing.releasing.applying import write
from publishing.models import Picture


def applied_in_memory(obj, state):
    """(the thing, its rows as `problems_of` takes them), of the state of a change. Two queries, however many rows."""
    thing = type(obj)._base_manager.get(pk=obj.pk)
    write(thing, state["fields"])
    rows = {}
    for label, (model, owner) in relations(type(obj)).items():
        if label in state["rows"]:
            relation = model._meta.get_field(owner).remote_field.get_accessor_name()
            made = [row_of(model, owner, thing, values) for values in state["rows"][label].values()]
            made.sort(key=lambda row: getattr(row, "order", 0))
            rows[relation] = [(f"{relation}-{number}", row) for number, row in enumerate(made)]
    show_pictures([row for found in rows.values() for _prefix, row in found], state["pictures"])
    return thing, rows


def row_of(model, owner, thing, values):
    row = model()
    write(row, values)
    setattr(row, owner, thing)
    return row


def show_pictures(rows, details):
    """Give the rows their pictures, with what the change says of these."""
    placed = [row for row in rows if getattr(row, "picture_id", None)]
    pictures = Picture.objects.in_bulk({row.picture_id for row in placed})
    for key, picture in pictures.items():
        write(picture, details.get(str(key), {}))
    for row in placed:
        row.picture = pictures.get(row.picture_id)
