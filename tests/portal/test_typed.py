"""What was typed comes back as a form would send it: without buttons, tokens and passwords."""

from portal.typed import NAME, Typed


def test_what_was_typed_is_sent_again_with_a_button_of_its_own():
    pairs = [("name", "a"), ("name", "b"), ("_continue", "1"), ("_popup", "1"), ("_to_field", "id")]
    pairs += [("csrfmiddlewaretoken", "t"), (NAME, "x"), ("new_password1", "p"), ("action", "")]
    sent = Typed.as_post(Given(pairs))
    assert dict(sent.lists()) == {
        "name": ["a", "b"],
        "_popup": ["1"],
        "_to_field": ["id"],
        "action": [""],
        "_save": ["1"],  # or Django would look for an action
    }


class Given:
    def __init__(self, pairs):
        self.pairs = pairs
