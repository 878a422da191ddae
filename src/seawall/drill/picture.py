"""The pictures of the README, drawn from the drill itself: `python -m seawall.drill.picture docs/img`."""

import re
import sys
from html import unescape
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from seawall.desk import opening
from seawall.drill import gaotang
from seawall.drill.stage import Stage
from seawall.tell.terminal import Language

WIDTH = 96
CHARACTER = 12.2
"""The width of a column in Rich's pictures."""
SHOWN = "2022-01-23T09:30+08:00"
"""The arrival that is drawn: the morning with a new ring, a release, and limits past."""
FILES: dict[Language, str] = {"en": "demo.svg", "zh": "demo.zh.svg"}
INK, GREY, MET, LATE, OPEN, UNSURE, ACT = (
    (20, 33, 42), (86, 100, 109), (31, 107, 91), (179, 32, 14), (11, 79, 158), (125, 76, 156), (11, 74, 99),
)  # fmt: skip
COLOURS = [INK, LATE, MET, UNSURE, OPEN, UNSURE, ACT, GREY]
PAPER = TerminalTheme((255, 255, 255), INK, COLOURS, COLOURS)
"""The colours of a state on paper; a terminal shows them in its own."""
FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", "Noto Sans CJK SC", monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<rect fill="#FFFFFF" stroke="#D3DADD" x="0.5" y="0.5" width="{width}" height="{height}" rx="2"/>
<g transform="translate(9, 9)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""  # noqa: E501 - one element a line
"""No frame of a window and no font fetched from elsewhere: the reader's own, each run held to its columns."""


def draw(folder: Path) -> None:
    """Plays the drill once a language and writes its picture into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for lang, name in FILES.items():
        (folder / name).write_text(drawn(lang), encoding="utf-8")


def drawn(lang: Language) -> str:
    """The arrival SHOWN as SVG."""
    console = Console(width=WIDTH, record=True, file=StringIO(), force_terminal=False, color_system="standard")
    drill = gaotang.told()
    with gaotang.at_home(None, console) as home, TemporaryDirectory() as scratch:
        stage = Stage(console, lang, opening.opened(home).zone)
        for arrival in gaotang.scenes(home, drill, stage, Path(scratch)):
            if arrival.at.isoformat(timespec="minutes") == SHOWN:
                return in_columns(console.export_svg(title="", theme=PAPER, code_format=FORMAT, unique_id="seawall"))
            console.export_text(clear=True)
    raise ValueError(f"the drill has no arrival at {SHOWN}")


def in_columns(svg: str) -> str:
    """Each run of text as wide as its columns: Rich takes a Chinese character for one, a terminal gives it two."""

    def widened(run: re.Match[str]) -> str:
        columns = cell_len(unescape(run["text"]))
        return f'textLength="{columns * CHARACTER:g}"{run["more"]}>{run["text"]}<'

    return re.sub(r'textLength="[\d.]+"(?P<more>[^>]*)>(?P<text>[^<]*)<', widened, svg)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
