"""A chart of how many times longer others take, as SVG that any browser shows: a bar each, on a scale of tens."""

from collections.abc import Mapping
from html import escape
from math import log10
from pathlib import Path

WIDTH, ROW, LEFT, TEN = 760, 22, 250, 150
"""Pixels: the drawing, a row, where bars begin, and how long ten times is."""


def write(file: Path, title: str, ratios: Mapping[str, Mapping[str, float]]) -> None:
    """`ratios` has for each work how many times as long as ours each other took."""
    lines, at = [f'<text x="10" y="24" font-size="16">{escape(title)}</text>'], 50
    for work, others in ratios.items():
        lines.append(f'<text x="10" y="{at}" font-weight="bold">{escape(work)}</text>')
        at += ROW
        for other, ratio in sorted(others.items(), key=lambda each: -each[1]):
            long = max(log10(ratio), 0.01) * TEN if ratio > 1 else 1
            lines += [
                f'<text x="{LEFT - 8}" y="{at}" text-anchor="end">{escape(other)}</text>',
                f'<rect x="{LEFT}" y="{at - 13}" width="{long:.0f}" height="15" fill="#2b6cb0"/>',
                f'<text x="{LEFT + long + 6:.0f}" y="{at}">{ratio:.1f} ×</text>',
            ]
            at += ROW
        at += ROW // 2
    body = "\n".join(lines)
    file.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{at}" font-family="sans-serif" '
        f'font-size="13">\n<rect width="100%" height="100%" fill="white"/>\n{body}\n</svg>\n'
    )
