"""Sets a PDF: HTML comes in, `python -m seawall.web.bulletin.setting FILE FOOT` writes the file whole or not at all.

FOOT is a sheet of style that says what stands at the foot of each page.

Nothing is fetched: the sheet is ours, fonts are the machine's (Noto CJK where it is there). Without Pango it ends with
NO_PANGO.
"""

import os
import sys
from importlib.resources import files
from pathlib import Path

NO_PANGO = 3


def main() -> int:
    """1. Be nice: the desk goes first. 2. Set. 3. Put the file where it is to be."""
    os.nice(10)
    try:
        import weasyprint  # here: it loads Pango as it is imported, and says that there is none
    except OSError as error:
        sys.stderr.write(str(error))
        return NO_PANGO
    file, html = Path(sys.argv[1]), sys.stdin.buffer.read().decode()
    sheet = (files("seawall.web") / "static" / "public-print.css").read_text(encoding="utf-8")
    part = file.with_suffix(".part")  # one is set at a time: what a setting left that was stopped is written over
    document = weasyprint.HTML(string=html, url_fetcher=_nothing)
    document.write_pdf(part, stylesheets=[weasyprint.CSS(string=sheet + sys.argv[2], url_fetcher=_nothing)])
    part.replace(file)
    return 0


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    """Refuses to fetch. Raises ValueError."""
    raise ValueError(f"{url}: a bulletin fetches nothing")


if __name__ == "__main__":
    sys.exit(main())
