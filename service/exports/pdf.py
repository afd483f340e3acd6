"""A report to the board as PDF, A4, in a font that comes along: a machine needs nothing installed for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from fpdf import FPDF, FontFace
from fpdf.enums import TableBordersLayout

from matchers.said import said
from service.exports.table import plain
from service.languages import current_code, spoken
from service.pages.number_words import thousands

MIME = "application/pdf"

FONTS: Final = Path(__file__).parent / "fonts"
INK, GREEN, QUIET, LINE, PAPER = (27, 42, 48), (11, 107, 85), (75, 90, 99), (216, 224, 221), (255, 255, 255)
MARGIN: Final = 18.0
ROOM: Final = 45.0
"""In millimetres: what must fit below a heading, else it goes to the next page."""

BAR_HEIGHT: Final = 26.0
"""Of the highest bar of a chart, in millimetres."""


class Document(FPDF):
    """An A4 document with a running foot; names of any script are written as far as the font has their letters."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.foot = title
        self.add_font("sans", "", FONTS / "DejaVuSans.ttf")
        self.add_font("sans", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_text_shaping(use_shaping_engine=True)
        self.set_title(_text(title))
        self.set_creator("Filiera")
        self.set_lang(current_code())
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.add_page()

    def footer(self) -> None:
        """Write the running foot: the title, and which page of how many."""
        self.set_y(-12)
        self._font(8, colour=QUIET)
        words = said("{title} · page {page} of {pages}", title=self.foot, page=self.page_no(), pages="{nb}")
        self.cell(0, 5, _text(words), align="C")

    def heading(self, words: str, size: float = 13) -> None:
        """Write a heading, on the next page where nothing would fit below it."""
        if self.will_page_break(ROOM):
            self.add_page()
        self.ln(3)
        self._font(size, "B")
        self.multi_cell(0, size * 0.5, _text(words), new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(1)

    def paragraph(self, words: str, *, is_quiet: bool = False) -> None:
        """Write a paragraph, whole on the next page where it would be cut: no line stands alone there."""
        self._font(9 if is_quiet else 10, colour=QUIET if is_quiet else INK)
        text, line = _text(words), 4.4 if is_quiet else 4.8
        height = self.multi_cell(0, line, text, align="L", dry_run=True, output="HEIGHT")
        if isinstance(height, float) and self.will_page_break(height):
            self.add_page()
        self.multi_cell(0, line, text, new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(1)

    def rows(
        self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[float, ...], numbers: str
    ) -> None:
        """Write a table; `numbers` has an R for each column of numbers, an L for each of words."""
        self._font(9)
        self.set_draw_color(*LINE)
        self.set_fill_color(*PAPER)
        align = tuple("RIGHT" if letter == "R" else "LEFT" for letter in numbers)
        with self.table(
            width=sum(widths),
            align="LEFT",
            col_widths=widths,
            text_align=align,
            headings_style=FontFace(emphasis="BOLD", color=INK),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=4.6,
            padding=(1, 2),
        ) as table:
            for row in (head, *rows):
                cells = table.row()
                for words in row:
                    cells.cell(_text(words))
        self.ln(2)

    def bars(self, values: Sequence[tuple[str, int]]) -> None:
        """Draw a bar for each value, with its number above it and its label below."""
        if self.will_page_break(BAR_HEIGHT + 14):
            self.add_page()
        width = min(self.epw / len(values), 22.0)
        greatest = max(value for _, value in values) or 1
        base = self.get_y() + BAR_HEIGHT + 5
        self._font(8)
        for place, (label, value) in enumerate(values):
            height, x = BAR_HEIGHT * value / greatest, MARGIN + place * width
            self.set_fill_color(*GREEN)
            if height:
                self.rect(x + width * 0.15, base - height, width * 0.7, height, style="F")
            self.set_xy(x, base - height - 4.5)
            self.cell(width, 4, thousands(value), align="C")
            self.set_xy(x, base + 0.8)
            self.cell(width, 4, label, align="C")
        self.set_xy(MARGIN, base + 7)

    def _font(self, size: float, style: str = "", colour: tuple[int, int, int] = INK) -> None:
        self.set_font("sans", style, size)
        self.set_text_color(*colour)


def _text(words: str) -> str:
    return str(plain(str(spoken(words))))
