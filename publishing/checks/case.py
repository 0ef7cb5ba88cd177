"""A thing as it is checked: stored, or as a form is about to leave it."""

from dataclasses import dataclass, field
from datetime import datetime

from publishing.models import Publishable


@dataclass(frozen=True)
class Case:
    """`edited`: the rows a form is about to leave, {relation: [(prefix of the row's fields, row)]}; else the stored."""

    obj: Publishable
    at: datetime
    edited: dict = field(default_factory=dict)

    def rows(self, relation, *related):
        """[(prefix, row)], the rows in the order of the form. `related`: what is read with them."""
        if relation in self.edited:
            return self.edited[relation]
        if self.obj.pk is None:
            return []
        prefetched = relation in getattr(self.obj, "_prefetched_objects_cache", {})
        rows = getattr(self.obj, relation).all()
        if related and not prefetched:
            rows = rows.select_related(*related)
        return [(f"{relation}-{index}", row) for index, row in enumerate(rows)]
