"""Charts: pictures from figures, and the figures beside them."""

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from salerno_web.ui.charts import Figure, Series, draw_chart
from salerno_web.ui.samples import FIGURES

BARS = Figure("bars", "Doors", "One is twice the other.", ("A", "B"), (Series("n", (10, 5)),))


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.kind)
def test_chart_is_a_titled_picture_without_styles(figure, rtl):
    picture = ElementTree.fromstring(draw_chart(figure, rtl=rtl))

    assert [child.tag for child in picture][:2] == ["title", "desc"]
    assert picture.get("direction") == ("rtl" if rtl else "ltr")
    assert [e for e in picture.iter() if e.get("style") or e.get("fill")] == []


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.kind)
def test_chart_stays_inside_its_picture(figure):
    picture = ElementTree.fromstring(draw_chart(figure))

    ends = [float(e.get("x")) + float(e.get("width")) for e in picture.iter("rect")]
    assert max(ends, default=0) <= 640


def test_bars_are_as_long_as_their_values():
    widths = re.findall(r'width="([\d.]+)"', draw_chart(BARS))

    assert float(widths[0]) == 2 * float(widths[1])


def test_bars_from_right_to_left_are_the_mirror_image():
    plain = ElementTree.fromstring(draw_chart(BARS))
    mirror = ElementTree.fromstring(draw_chart(BARS, rtl=True))

    for one, other in zip(plain.iter("rect"), mirror.iter("rect"), strict=True):
        assert float(one.get("x")) + float(one.get("width")) == 640 - float(other.get("x"))


def test_sum_of_a_row_with_nothing_known_is_not_known():
    figure = Figure("stacked", "T", "", ("A",), (Series("x", (None,)), Series("y", (None,))))

    assert "not known" in draw_chart(figure)


def test_range_without_a_likely_value_has_no_dot():
    series = (Series("least", (1,)), Series("likely", (None,)), Series("most", (3,)))

    assert "<circle" not in draw_chart(Figure("ranges", "T", "", ("A",), series))


def test_labels_are_escaped():
    figure = Figure("bars", "<T>", "", ("<script>",), (Series("n", (1,)),))

    assert "<script>" not in draw_chart(figure)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.kind)
def test_tag_always_prints_the_table(figure):
    html = Template("{% chart figure %}").render(Context({"figure": figure}))

    assert html.count("<tr>") == 1 + len(figure.rows)
    assert html.count('<td class="number">') == len(figure.rows) * len(figure.series)


def test_tag_mirrors_by_the_language():
    with translation.override("ar"):
        html = Template("{% chart figure %}").render(Context({"figure": BARS}))

    assert 'direction="rtl"' in html
