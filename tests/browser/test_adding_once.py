"""Two presses at once on the form of something new, as a browser sends them."""

from sites.models import Plot
from tests.factories.accounts import MembershipFactory
from tests.factories.sites import LEIPZIG, MunicipalityFactory, square

SEND_TWICE = """async () => {
  const form = document.querySelector("#plot_form");
  const send = () => {
    const data = new FormData(form);
    data.append("_save", "1");
    return fetch(form.action, { method: "POST", body: data });
  };
  const answers = await Promise.all([send(), send()]);
  return answers.map((answer) => answer.status);
}"""


def test_two_presses_at_once_make_one_draft(empty_site, logged_in):
    area = square(*LEIPZIG, metres=60_000)
    MunicipalityFactory(name="Leipzig", boundary=area, outline=area)
    page = logged_in(MembershipFactory(role="editor").user)
    page.goto("/en/admin/sites/plot/add/?topic=place")
    page.locator("#id_name_de").fill("Doppelt")
    page.locator("#id_location").evaluate(
        "(text, point) => { text.value = JSON.stringify({ type: 'Point', coordinates: point }); }",
        list(LEIPZIG),
    )
    assert page.evaluate(SEND_TWICE) == [200, 200]
    assert [plot.name_de for plot in Plot.objects.all()] == ["Doppelt"]
