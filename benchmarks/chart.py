"""A chart of how many times as long others take, as SVG that any browser shows: a bar each, on a scale of tens.

To the right of the line somebody takes longer than Seawall, to the left less long.
"""

from collections.abc import Mapping
from html import escape
from math import log10
from pathlib import Path

WIDTH, ROW, LEFT, LONG, TEXT = 900, 22, 250, 550, 80
"""Pixels: the drawing, a row, where bars may begin, how long all of the scale is, and what a figure needs."""


def write(file: Path, title: str, ratios: Mapping[str, Mapping[str, float]]) -> None:
    """`ratios` has for each work how many times as long as ours each other took."""
    lines, at = [f'<text x="10" y="24" font-size="16">{escape(title)}</text>'], 50
    every = [log10(ratio) for others in ratios.values() for ratio in others.values()]
    least, most = min([0.0, *every]), max([0.0, *every])
    ten = (LONG - TEXT) / ((most - least) or 1)
    even = LEFT - least * ten
    for work, others in ratios.items():
        lines.append(f'<text x="10" y="{at}" font-weight="bold">{escape(work)}</text>')
        at += ROW
        for other, ratio in sorted(others.items(), key=lambda each: -each[1]):
            long = log10(ratio) * ten
            left, bar = even + min(long, 0), abs(long)
            lines += [
                f'<text x="{LEFT - 8}" y="{at}" text-anchor="end">{escape(other)}</text>',
                f'<rect x="{left:.0f}" y="{at - 13}" width="{bar:.0f}" height="15" fill="#2b6cb0"/>',
                f'<text x="{left + bar + 6:.0f}" y="{at}">{ratio:.1f} ×</text>',
            ]
            at += ROW
        at += ROW // 2
    lines.append(f'<line x1="{even:.0f}" x2="{even:.0f}" y1="36" y2="{at - ROW}" stroke="black"/>')
    body = "\n".join(lines)
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{at}" font-family="sans-serif" '
        f'font-size="13">\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )
