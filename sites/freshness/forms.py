"""Forms for contacts: changes of an object, and the e-mail address for a new link."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from formats.days import YearRangeValidator
from formats.invisible_characters import prohibit_invisible
from mailing.spam_guard import SpamGuardMixin
from sites.choices import Disposal, MarketingStatus, PriceType
from sites.facts.units import SQUARE_METRES, plain
from sites.search.filters.fields import FigureField

PRICE_FIELDS = {
    Disposal.SALE: ["price_m2", "price_total"],
    Disposal.LEASE: ["rent_m2"],
    Disposal.GROUND_LEASE: ["ground_rent_m2", "ground_rent_percent"],
}
"""Price fields by disposal; the form shows those that are stated, else the first."""

REPORTED_FIELDS = ("area", "remark")
"""Fields that an editor has to accept: the area affects filters, map and exposé."""


class ChangesForm(forms.Form):
    """Status, availability and prices go live at once; area and remark wait for an editor.

    `version` is that of the space when the form was opened, to detect concurrent changes.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    marketing_status = forms.ChoiceField(
        label=_("Market status"), choices=MarketingStatus, widget=forms.RadioSelect
    )
    available_from = forms.DateField(
        label=_("Available from"),
        required=False,
        # A text input, because a date input drops invalid values.
        widget=forms.DateInput(format="%d.%m.%Y"),
        input_formats=["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y"],
        validators=[YearRangeValidator()],
        error_messages={"invalid": _("Type a day as in 31.12.2027; empty means immediately.")},
        help_text=_("For example 31.12.2027; empty: immediately."),
    )

    def __init__(self, *args, space, **kwargs):
        super().__init__(*args, **kwargs)
        self.space = space
        self.offer_fields = {}
        self.fields["version"].initial = space.version
        self.fields["marketing_status"].initial = space.marketing_status
        self.fields["available_from"].initial = space.available_from
        for offer in space.offers.all():
            self.add_prices(offer)
        places = space._meta.get_field("area").decimal_places
        self.fields["area"] = FigureField(unit=SQUARE_METRES, decimal_places=places)
        self.fields["area"].label = SQUARE_METRES.label(_("Area"))
        self.fields["area"].help_text = _(
            "In square metres, or with its unit as in 2 ha. An editor takes it over."
        )
        self.fields["area"].initial = plain_or_none(space.area)
        self.fields["remark"] = forms.CharField(
            label=_("Remark"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=_("What else has changed? An editor reads it; it is not shown on the page."),
        )
        prohibit_invisible(self)

    def add_prices(self, offer):
        """Add price fields; none for an offer on request, whose price only editors set."""
        if offer.price_type == PriceType.ON_REQUEST:
            return
        prices = PRICE_FIELDS[offer.disposal]
        stated = [name for name in prices if getattr(offer, name) is not None]
        for name in stated or prices[:1]:
            stored = offer._meta.get_field(name)
            label = f"{offer.get_disposal_display()}: {stored.verbose_name}"
            field = FigureField(unit=stored.unit, label=label)
            field.initial = plain_or_none(getattr(offer, name))
            key = f"offer-{offer.pk}-{name}"
            self.fields[key] = field
            self.offer_fields[key] = (offer, name)

    def clean_area(self):
        area = self.cleaned_data["area"]
        if area is None and self.space.area is not None:
            raise ValidationError(_("Please type the area; in a remark you can say that it is not known."))
        if area is not None:
            field = self.space._meta.get_field("area")
            field.clean(area, self.space)
        return area

    def clean(self):
        cleaned = super().clean()
        self.validate_offers()
        if self.errors:
            return cleaned
        if not self.figures and not self.report:
            self.add_error(
                None,
                _(
                    "Nothing here differs from what is stated. If it is all correct, go back and say so there."
                ),
            )
        return cleaned

    def validate_offers(self):
        """Validate prices by the model of the offer, and show errors beside the field."""
        for offer, values in self.changed_prices().items():
            before = {name: getattr(offer, name) for name in values}
            for name, value in values.items():
                setattr(offer, name, value)
            try:
                offer.full_clean(exclude=["space"])
            except ValidationError as error:
                for name, messages in error.update_error_dict({}).items():
                    self.add_error(self.price_key(offer, name), messages)
            for name, value in before.items():
                setattr(offer, name, value)

    def price_key(self, offer, name):
        key = f"offer-{offer.pk}-{name}"
        return key if key in self.fields else None

    def require_resubmission(self, version):
        """Show the form again with the current version: sent once more, it is accepted."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version
        self.add_error(
            None,
            _(
                "The property has been changed since you opened this page. "
                "Please compare with what is stated now, and send the form again."
            ),
        )

    def changed_prices(self):
        """Return {offer: {field: value}} of prices that differ from the stored ones."""
        prices = {}
        for key, (offer, name) in self.offer_fields.items():
            if key in self.cleaned_data and self.cleaned_data[key] != getattr(offer, name):
                prices.setdefault(offer, {})[name] = self.cleaned_data[key]
        return prices

    @cached_property
    def figures(self):
        """Changed values that go live at once, by field; prices under "offers"."""
        figures = {
            name: self.cleaned_data[name]
            for name in ("marketing_status", "available_from")
            if self.cleaned_data[name] != getattr(self.space, name)
        }
        prices = self.changed_prices()
        return figures | ({"offers": prices} if prices else {})

    @cached_property
    def report(self):
        area, remark = (self.cleaned_data[name] for name in REPORTED_FIELDS)
        report = {} if area == self.space.area else {"area": area}
        return report | ({"remark": remark} if remark else {})


def plain_or_none(value):
    return None if value is None else plain(value)


class NewLinkForm(SpamGuardMixin, forms.Form):
    SALT = "sites.checking.new_link"

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one that visitors see beside your properties."),
        error_messages={
            "required": _("Please type your e-mail address."),
            "invalid": _("This e-mail address is not complete. An example: name@example.org."),
        },
    )
