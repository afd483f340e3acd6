"""Charts: what is drawn stands for the numbers."""

from itertools import pairwise

from service.charts import HEIGHT, WIDTH, bar_chart


def test_bars_grow_with_their_numbers_and_stay_inside() -> None:
    chart = bar_chart([("2015", 5), ("2016", 10), ("2017", 0)])
    low, high, none = chart.bars
    assert high.height == 2 * low.height
    assert none.height == 0
    assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH and 0 <= bar.y <= HEIGHT for bar in chart.bars)
    assert chart.summary == "2015: 5, 2016: 10, 2017: 0."


def test_where_there_are_many_years_the_last_one_is_labelled_and_labels_do_not_touch() -> None:
    labelled = [bar for bar in bar_chart([(str(year), 1) for year in range(1990, 2021)]).bars if bar.label]
    assert labelled[-1].label == "2020"
    assert all(after.middle - before.middle >= 36 for before, after in pairwise(labelled))


def test_nothing_to_draw_is_an_empty_chart() -> None:
    assert bar_chart([]).bars == ()
    assert bar_chart([("2020", 0)]).bars[0].height == 0
