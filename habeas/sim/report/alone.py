"""A picture as a file of its own: its paper, light or dark as the reader likes, and its key inside."""

from collections.abc import Sequence
from html import escape

from habeas.sim.report.style import COLOURS
from habeas.sim.report.svg import WIDE, Key, Picture, render

# In units of the drawing: the edge, where the key begins, a line of it, a mark and a letter in it.
EDGE, TOP, LINE, MARK, LETTER = 16, 54, 20, 18, 6.6
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

# (from the left, entry)
Row = list[tuple[int, Key]]


def alone(picture: Picture, title: str) -> str:
    """The wide drawing under its title and key; the same text whenever it is made again."""
    rows = _rows(picture.key)
    top = TOP + LINE * len(rows)
    size = f'x="{EDGE}" y="{top}" width="{WIDE}" height="{picture.wide_height}"'
    drawn = render(picture, True, WIDE, picture.wide_height).replace("<svg ", f"<svg {size} ", 1)
    box = f"0 0 {WIDE + 2 * EDGE} {top + picture.wide_height + EDGE}"
    key = "".join(_line(row, TOP + LINE * number) for number, row in enumerate(rows))
    return (
        f'<svg {NAMESPACES} viewBox="{box}" role="img" aria-label="{escape(title)}">'
        f"<style>{COLOURS}text{{font-family:system-ui,sans-serif}}</style>"
        f'<rect width="100%" height="100%" fill="var(--paper)"/>'
        f"{_text(EDGE, 30, title, weight=600)}{key}{drawn}</svg>\n"
    )


def _rows(key: Sequence[Key]) -> list[Row]:
    """In as many lines as it takes."""
    rows: list[Row] = []
    left = WIDE
    for one in key:
        needs = 2 * MARK + round(LETTER * len(one.words))
        if left + needs > WIDE:
            rows.append([])
            left = 0
        rows[-1].append((left, one))
        left += needs
    return rows


def _line(row: Row, y: int) -> str:
    return "".join(
        _text(EDGE + left, y, one.mark, one.variable) + _text(EDGE + left + MARK, y, one.words)
        for left, one in row
    )


def _text(x: int, y: int, text: str, variable: str = "--ink", weight: int = 400) -> str:
    size = 16 if weight > 400 else 13
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="var({variable})">'
        f"{escape(text)}</text>"
    )
