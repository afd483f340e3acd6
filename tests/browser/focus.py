"""In which order the keyboard goes through a page, and where that is not the order in which the eye reads it."""

from typing import Final

from playwright.sync_api import Page

FOCUSABLE: Final = """
    [...document.querySelectorAll(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true})
                   && !one.matches('.skip'))
"""
"""What the keyboard can reach, in its order; the link over the header shows only while it has the focus."""

OUT_OF_ORDER: Final = f"""
() => {{
  const all = {FOCUSABLE}.map(one => {{
    const box = one.getBoundingClientRect();
    let pushed = 0;  // a row that scrolls sideways is read from its beginning
    for (let around = one.parentElement; around; around = around.parentElement) pushed += around.scrollLeft;
    return {{name: (one.innerText || one.getAttribute('aria-label') || one.name || one.tagName).trim().slice(0, 60),
             top: box.top, bottom: box.bottom, left: box.left + pushed, right: box.right + pushed}};
  }});
  return all.slice(1).map((next, place) => [all[place], next]).filter(([former, next]) => {{
    const shared = Math.min(former.bottom, next.bottom) - Math.max(former.top, next.top);
    const inOneRow = shared > Math.min(former.bottom - former.top, next.bottom - next.top) / 2;
    const isAbove = next.bottom <= former.top + 1 && next.left < former.right - 1;  // else a column of its own
    return isAbove || (inOneRow && next.right <= former.left + 1);
  }}).map(([former, next]) => [former.name, next.name]);
}}
"""


def out_of_order(page: Page) -> list[tuple[str, str]]:
    """Return pairs of what follows each other for the keyboard, and stands the other way round on the page."""
    return [(former, following) for former, following in page.evaluate(OUT_OF_ORDER)]
