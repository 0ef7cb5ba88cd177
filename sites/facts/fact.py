"""What is declared of a figure beyond its Django field: how it is filtered, compared, written and explained."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from formats.choices import choice_label
from formats.templatetags.typography import long_date
from sites.facts.units import NUMBER, Unit


@dataclass(frozen=True)
class Phrase:
    """How the search field reads a figure whose words stand in sites/search/phrases/words.

    `unit_is_optional`: a bare number will do though the figure has a unit. `low` is the filter of a lower
    bound where it is not `…_min`. `alone` is the lower bound that the word means without a figure. A number before the
    word `is_counted` where it says how many: “2 Kräne”. In the units `unread` the word states what no filter asks for.
    Of a product, “12 × 24”, it `takes_product`, the smaller number. `meant_by` are the units that need no word; `most`
    is the largest figure that can be meant then, and none said of the other kind of space is.
    """

    unit_is_optional: bool = False
    low: str = ""
    alone: str | None = None
    is_counted: bool = False
    unread: tuple = ()
    meant_by: tuple = ()
    most: int | None = None
    takes_product: bool = False


@dataclass(frozen=True)
class Filter:
    """What visitors may filter by. `name` is its word in the address and for `unknown=`, by default the fact's.

    Of a figure `ends` are the limits to be asked for, `steps` the eleven edges of its histogram, `column` and `unit`
    what is compared where that is not the field itself, `at_most` the condition of an upper limit where it is not
    plain. Of a yes or no `values` are the answers to be asked for, of a text the words; of a choice all but `without`.
    """

    name: str = ""
    label: str = ""
    _: KW_ONLY
    ends: tuple = ("min",)
    steps: tuple = ()
    column: str = ""
    unit: Unit | None = None
    at_most: Callable | None = None
    hint: str = ""
    values: tuple = ()
    without: tuple = ()
    says_label: bool = True
    phrase: Phrase = Phrase()


@dataclass(frozen=True)
class Wanted:
    """How much it counts that the fact is stated, and what to say when it is not.

    Any one of `fields` will do: the fact's own, and the `others`. `rows` names a relation that has to have rows
    instead. Of equal weights those of the earlier `turn` are asked for first.
    """

    weight: int
    hint: str
    _: KW_ONLY
    turn: int = 0
    others: tuple = ()
    fields: tuple = ()
    rows: str = ""
    kind: str = ""
    """The only kind that is asked for it."""


@dataclass(frozen=True)
class Claim:
    """What a sentence of either language says is there, as a regular expression, and the values that say otherwise."""

    sentence: str
    against: tuple


@dataclass(frozen=True)
class Fact:
    """Of the field `name` of a space. Where it stands on pages and in tables is in `sites.facts.layout`.

    `kind`: the only kind of space that has it. `better`: `max`, `min`, or the values from the best to the worst.
    `spell` writes a stated value of a space where field and unit do not say how. `card` gives the headline (value,
    note) of a space, and reads `card_with` besides it; such a fact decides before others. `on_map` is its name among
    the properties of GeoJSON. `claim` is what a description may say against it. What `reveals_place` is shown only with
    the address. `belongs_to`: an answer once that field is stated, even if it is “no”.
    """

    name: str
    _: KW_ONLY
    kind: str = ""
    explanation: str = ""
    filter: Filter | None = None
    better: Callable | tuple | None = None
    wanted: Wanted | None = None
    sheet_label: str = ""
    spell: Callable | None = None
    card: Callable | None = None
    card_with: tuple = ()
    on_map: str = ""
    claim: Claim | None = None
    reveals_place: bool = False
    belongs_to: str = ""

    @cached_property
    def field(self):
        return apps.get_model("sites", "Space", require_ready=False)._meta.get_field(self.name)

    @property
    def unit(self):
        return getattr(self.field, "unit", NUMBER)

    @property
    def label(self):
        """Without its unit."""
        return capfirst(getattr(self.field, "bare_label", self.field.verbose_name))

    @property
    def asked_as(self):
        """The word for it in the address."""
        return self.filter.name or self.name

    @property
    def asked_in(self):
        """The unit of its filter."""
        return self.filter.unit or self.unit

    @property
    def short_label(self):
        """As filters and cards say it."""
        return (self.filter and self.filter.label) or self.label

    @property
    def full_label(self):
        """With its unit."""
        return capfirst(self.field.verbose_name)

    @property
    def asked_for(self):
        """What counts for its completeness, with the names of the fields."""
        return replace(self.wanted, fields=(self.name, *self.wanted.others))

    @property
    def is_figure(self):
        """A number or a date, not words."""
        return isinstance(self.field, models.DecimalField | models.IntegerField | models.DateField)

    @cached_property
    def columns(self):
        """The names of its fields: its own, and where it is words rather than a name those for other languages."""
        known = {field.name for field in apps.get_model("sites", "Space", require_ready=False)._meta.fields}
        translated = (f"{self.name}_{code}" for code, _name in settings.LANGUAGES)
        return [self.name, *(name for name in translated if name in known)]

    def column_of(self, space):
        """The field that says it in the language of the page, or where nobody translated it that of the first."""
        translated = f"{self.name}_{get_language()}"
        return translated if translated in self.columns and getattr(space, translated) else self.name

    def language_of(self, space):
        """Of a stated value: that of free text that nobody translated, "" where it is that of the page."""
        is_typed = isinstance(self.field, models.CharField | models.TextField) and not self.field.choices
        is_foreign = (
            is_typed and get_language() != settings.LANGUAGE_CODE and self.column_of(space) == self.name
        )
        return settings.LANGUAGE_CODE if is_foreign else ""

    def is_of(self, kind):
        return self.kind in ("", kind)

    def is_told(self, space):
        """Whether the page tells it: it is stated, and does not give an undisclosed place away."""
        if self.reveals_place and not space.discloses_address:
            return False
        value = getattr(space, self.name)
        return value if self.belongs_to else value not in (None, "")

    def written(self, space):
        """A stated value in words and with its unit."""
        value, field = getattr(space, self.column_of(space)), self.field
        if self.spell:
            return self.spell(space, value)
        if field.choices:
            return capfirst(choice_label(space, self.name))
        if isinstance(field, models.BooleanField):
            return yes_no(value)
        if isinstance(field, models.DateField):
            return long_date(value)
        if isinstance(field, models.DecimalField | models.IntegerField):
            return self.unit.write(value)
        return str(value)


def yes_no(value):
    return _("yes") if value else _("no")
