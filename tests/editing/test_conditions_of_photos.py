"""What the form of a picture takes, keeps, and shows: its conditions, each by itself, without files and database."""

from itertools import product
from types import SimpleNamespace as Given

import pytest
from django import forms

from editing.admin import photos, picture_form
from editing.admin.base import PublishableAdmin
from editing.admin.photos import PhotoInline, PictureSelect, PictureUploadForm, PortraitAdminMixin
from editing.admin.picture_form import OF_OTHERS, UploadForm
from publishing.models import Picture

FOCAL = Picture._meta.get_field("focal_x").default


class Form(Given):
    """A PictureUploadForm with its methods, and with what is given in place of fields and data."""

    picture_field, picture_required, credit_required, user = "picture", True, False, "user"
    errors, initial, cleaned_data = {}, {}, {}

    def __getattr__(self, name):
        method = getattr(PictureUploadForm, name)
        return method.__get__(self) if callable(method) else method


def picture(**more):
    known = {"pk": 7, "credit": "Foto: Anna", "licence": "", "rights_until": None, "is_known": True}
    return Given(**known | {"focal_x": FOCAL, "focal_y": FOCAL} | more)


def details(**more):
    return {
        "credit": "Foto: Anna",
        "licence": "",
        "rights_until": None,
        "focal_x": None,
        "focal_y": None,
    } | more


@pytest.mark.parametrize(
    ("initial", "stored", "is_described"), [(7, None, True), (8, None, False), (8, 7, True), (None, 8, False)]
)
def test_details_are_of_the_picture_that_the_form_was_opened_with_or_that_came_with_it(
    initial, stored, is_described
):
    form = Form(initial={"picture": initial}, cleaned_data={"stored_upload": stored})
    assert form.describes(picture()) is is_described


@pytest.mark.parametrize("may", [True, False])
def test_details_are_changed_by_right(monkeypatch, may):
    asked = []
    monkeypatch.setattr(photos.reach, "may", lambda *args: asked.append(args) or may)
    form, shown = Form(), picture()
    assert form.may_describe(shown) is may
    assert asked == [("user", "change", Picture, shown)]


@pytest.mark.parametrize(
    ("typed", "differs"),
    [
        ({}, False),
        ({"credit": "Foto: Uwe"}, True),
        ({"licence": "CC BY 4.0"}, True),
        ({"focal_x": FOCAL}, False),
        ({"focal_x": 10}, True),
        ({"focal_y": 10}, True),
        ({"focal_y": 0}, True),
    ],
)
def test_a_focal_point_left_empty_is_the_middle_and_other_details_are_as_typed(typed, differs):
    assert Form(cleaned_data=details(**typed)).details_differ(picture()) is differs


CHECKED = """
errors required known typed differs may | field
no     no       yes   yes   no      yes | -
no     no       yes   yes   yes     no  | credit
no     no       yes   yes   yes     yes | -
no     no       yes   no    yes     yes | credit
no     no       no    no    no      yes | -
no     yes      no    no    no      yes | credit
no     yes      yes   yes   no      no  | -
yes    yes      yes   no    yes     no  | -
"""


@pytest.mark.parametrize("line", CHECKED.split("\n")[2:-1])
def test_a_credit_is_asked_for_and_others_pictures_stay_described_as_they_are(line):
    errors, required, known, typed, differs, may, _bar, field = line.split()
    added = []
    form = Form(
        errors={"credit": "x"} if errors == "yes" else {},
        credit_required=required == "yes",
        cleaned_data={"credit": "Foto" if typed == "yes" else ""},
        details_differ=lambda picture: differs == "yes",
        may_describe=lambda picture: may == "yes",
        add_error=lambda name, words: added.append(name),
    )
    form.check_details(picture(credit="Foto" if known == "yes" else ""))
    assert added == ([] if field == "-" else [field])


@pytest.mark.parametrize(
    ("upload", "chosen", "required", "errors", "describes", "done"),
    [
        ("file", None, True, {}, False, ["take", "error upload"]),
        ("file", "picture", True, {}, True, ["take", "check"]),
        ("file", "picture", True, {}, False, ["take"]),
        ("file", "picture", True, {"upload": "x"}, True, ["take"]),
        (None, None, True, {}, False, ["error upload"]),
        (None, None, False, {}, False, []),
        (None, None, True, {"upload": "x"}, False, []),
        (None, "picture", True, {}, True, ["check"]),
        (None, "picture", True, {}, False, []),
    ],
)
def test_a_file_goes_before_a_choice_and_one_of_them_is_wanted(
    upload, chosen, required, errors, describes, done
):
    seen = []
    form = Form(
        cleaned_data={"upload": upload, "picture": chosen},
        picture_required=required,
        errors=errors,
        describes=lambda picture: describes,
        take=lambda upload: seen.append("take"),
        check_details=lambda picture: seen.append("check"),
        add_error=lambda name, words: seen.append(f"error {name}"),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms.ModelForm, "clean", lambda self: form.cleaned_data)
        bare = PictureUploadForm.__new__(PictureUploadForm)
        vars(bare).update(vars(form), _errors=errors)
        bare.clean()
    assert seen == done


@pytest.mark.parametrize(
    ("is_known", "credit", "typed", "describes", "is_described", "is_told"),
    [
        (False, "", "", False, True, False),
        (False, "Foto: Uwe", "Foto: Uwe", False, True, False),
        (True, "Foto: Anna", "Foto: Uwe", False, False, True),
        (True, "Foto: Anna", "", False, False, True),
        (True, "Foto: Anna", "Foto: Uwe", True, False, False),
        (True, "", "Foto: Uwe", False, True, False),
    ],
)
def test_a_picture_that_is_there_with_its_credit_is_taken_as_it_is(
    monkeypatch, is_known, credit, typed, describes, is_described, is_told
):
    said, asked = [], []
    monkeypatch.setattr(photos.messages, "info", lambda request, words: said.append(words))
    taken = picture(is_known=is_known, credit=credit)
    form = Form(
        request=None,
        cleaned_data={"credit": typed} if typed else {},
        data={},
        add_prefix=lambda name: f"photos-0-{name}",
        stored=lambda upload, credit: asked.append(credit) or taken,
        describes=lambda picture: describes,
    )
    form.take("file")
    assert asked == [typed]
    assert form.cleaned_data["picture"] is taken
    assert form.data == {"photos-0-picture": "7"} | ({"photos-0-stored_upload": "7"} if is_described else {})
    assert form.cleaned_data.get("stored_upload") == (7 if is_described else None)
    assert bool(said) is is_told
    assert not said or "Foto: Anna" in said[0]


def test_a_file_that_is_refused_leaves_what_was_chosen():
    form = Form(cleaned_data={"picture": "old"}, data={}, stored=lambda upload, credit: None)
    form.take("file")
    assert (form.cleaned_data, form.data) == ({"picture": "old"}, {})


STORED = """
known may  alike | done
no    no   no    | picture
no    no   yes   | picture told
yes   yes  no    | picture
yes   no   no    | of_others
"""


@pytest.mark.parametrize("line", STORED.split("\n")[2:-1])
def test_a_file_is_stored_and_one_that_others_have_described_refused(monkeypatch, line):
    known, may, alike, _bar, *done = line.split()
    seen = []
    stored = picture(is_known=known == "yes")
    manager = Given(store=lambda upload, added_by, credit: stored)
    monkeypatch.setattr(picture_form, "Picture", Given(objects=manager))
    monkeypatch.setattr(
        picture_form.reach, "may", lambda user, right, *about: right == "a right" and may == "yes"
    )
    monkeypatch.setattr(picture_form, "find_lookalike", lambda *about: alike == "yes")
    form = Given(
        user="me",
        right="a right",
        add_error=lambda name, words: seen.append("of_others" if words == OF_OTHERS else "error"),
        tell_lookalike=lambda *found: seen.append("told"),
    )
    if UploadForm.stored(form, "file", credit="F"):
        seen.insert(0, "picture")
    assert seen == done


def test_a_file_that_is_refused_is_told_beside_it(monkeypatch):
    def refuses(upload, **more):
        raise forms.ValidationError("no picture")

    monkeypatch.setattr(picture_form, "Picture", Given(objects=Given(store=refuses)))
    told = []
    form = Given(user="me", add_error=lambda name, error: told.append((name, error.messages)))
    assert UploadForm.stored(form, "file") is None
    assert told == [("upload", ["no picture"])]


@pytest.mark.parametrize(
    ("describes", "may", "is_described"), [(*two, all(two)) for two in product((True, False), repeat=2)]
)
def test_what_is_checked_and_saved_is_the_picture_as_it_will_be(monkeypatch, describes, may, is_described):
    saved = []
    stored = picture(save=lambda update_fields: saved.append(update_fields))
    monkeypatch.setattr(UploadForm, "check_whole", lambda self: None)
    monkeypatch.setattr(forms.ModelForm, "save", lambda self, commit: None)
    form = PictureUploadForm.__new__(PictureUploadForm)
    vars(form).update(
        instance=Given(picture=stored, picture_id=7),
        cleaned_data={"credit": "Foto: Uwe", "alt_de": "x"},
        describes=lambda picture: describes,
        may_describe=lambda picture: may,
    )
    form.check_whole()
    form.save()
    assert stored.credit == ("Foto: Uwe" if is_described else "Foto: Anna")
    assert not hasattr(stored, "alt_de")
    assert saved == [photos.DETAILS] * is_described


@pytest.mark.parametrize(
    ("value", "known", "required", "is_own"),
    [
        (["7"], 7, True, True),
        ([7], 7, True, True),
        (["8"], 7, True, False),
        ([], 7, True, False),
        (["7"], None, True, False),
        (["7"], 7, False, True),
    ],
)
def test_a_select_names_the_picture_it_knows_and_asks_for_any_other(
    monkeypatch, value, known, required, is_own
):
    select = PictureSelect.__new__(PictureSelect)
    select.known = known and Given(pk=known)
    select.is_required = required
    select.choices = Given(field=Given(label_from_instance=lambda picture: f"picture {picture.pk}"))
    select.create_option = lambda name, value, label, selected, index: (value, label, selected)
    monkeypatch.setattr(photos.AutocompleteSelect, "optgroups", lambda *args: "asked")
    found = select.optgroups("picture", value)
    none = [] if required else [("", "", False)]
    assert found == ([(None, [*none, (7, "picture 7", True)], 0)] if is_own else "asked")


@pytest.mark.parametrize("thing", ["photo", "row without", "nothing"])
def test_a_preview_is_of_the_picture_there_is(monkeypatch, thing):
    monkeypatch.setattr(photos, "focal_preview", lambda picture, *args: picture)
    inline = Given(parent_model=Given(places_photos=True))
    row = {
        "photo": Given(picture="p", picture_id=7),
        "row without": Given(picture=None, picture_id=None),
    }.get(thing)
    assert PhotoInline.preview(inline, row) == ("p" if thing == "photo" else None)


def test_a_list_shows_the_first_photo_and_the_portrait(monkeypatch):
    monkeypatch.setattr("editing.admin.base.thumbnail", str)
    monkeypatch.setattr(photos, "thumbnail", str)
    rows = [Given(picture="first"), Given(picture="second")]
    assert PublishableAdmin.picture(None, Given(photos=Given(all=lambda: rows))) == "first"
    assert PublishableAdmin.picture(None, Given(photos=Given(all=list))) == "–"
    assert PortraitAdminMixin.picture(None, Given(portrait="face")) == "face"
    assert PortraitAdminMixin.picture(None, Given(portrait=None)) == "–"
