"""Tables that a telephone shows as cards: each cell with the words of its column, each part with its role."""

from markupsafe import Markup

from service.pages.tables import in_cards

ROWS = Markup("""
<thead><tr><th scope="col">Name</th><th scope="col" class="number">Projects <i>so far</i></th><th scope="col">"A &amp; B"</th></tr></thead>
<tbody>
  <tr><th scope="row">Turbina</th><td class="number">3</td><td>&lt;td&gt;</td></tr>
  <tr><th scope="row">Pompa</th><td class="number">4</td><td></td></tr>
</tbody>""")  # noqa: E501


def test_each_cell_has_the_words_of_its_column() -> None:
    told = in_cards(ROWS)
    assert '<td class="number" role="cell" data-label="Projects so far">3</td>' in told
    assert '<td class="number" role="cell" data-label="Projects so far">4</td>' in told


def test_each_part_says_what_it_is() -> None:
    told = in_cards(ROWS)
    assert told.count('role="rowgroup"') == 2
    assert told.count('role="row"') == 3
    assert told.count('scope="col" role="columnheader"') == 2
    assert told.count('<th scope="row" role="rowheader">') == 2


def test_no_words_of_a_column_end_an_attribute_and_no_words_of_a_cell_are_taken_for_one() -> None:
    told = in_cards(ROWS)
    assert '<td role="cell" data-label="&#34;A &amp; B&#34;">&lt;td&gt;</td>' in told


def test_rows_without_a_head_get_no_words() -> None:
    assert in_cards(Markup("<tbody><tr><td>1</td></tr></tbody>")) == (
        '<tbody role="rowgroup"><tr role="row"><td role="cell">1</td></tr></tbody>'
    )
