"""Every paper prints: Debian's chromium makes a PDF of it, and the hand-over stays on one page."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from seawall.tell.papers import drawing as papers
from seawall.tell.papers.brief import Brief
from tests.tell.papers.giving import told

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian package: chromium)")


def printed(page: Path, pdf: Path, profile: Path) -> int:
    """How many pages the PDF of a page has."""
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
               f"--user-data-dir={profile}", f"--print-to-pdf={pdf}", page.as_uri()]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - a program of the system
    text = pdf.read_bytes()
    assert text.startswith(b"%PDF")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", text))


def test_each_paper_prints_on_pages(tmp_path: Path) -> None:
    brief = told()
    drawn = papers.drawn(brief)
    counted = {}
    for name, text in drawn.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        counted[name] = printed(tmp_path / name, tmp_path / "out.pdf", tmp_path / "profile")
    assert min(counted.values()) >= 1
    assert counted["callsheet.zh.html"] >= 3, "each script and each team begins a page"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_hand_over_stays_on_one_page_however_much_there_is(tmp_path: Path, lang: str) -> None:
    duties = [
        {"officer": f"officer-{rank}", "role": "commander", "organisation": "county-headquarters", "rank": rank}
        for rank in range(1, 10)
    ]
    held = "the seal of 371526001201 cannot be signed: no carer is named for p0001 (dialysis), p0002 (lives_alone), "
    page = tmp_path / "handover.html"
    page.write_text(papers.drawn(crowded(told(duties=duties), held))[f"handover.{lang}.html"], encoding="utf-8")
    assert printed(page, tmp_path / "out.pdf", tmp_path / "profile") == 1


def crowded(brief: Brief, held: str) -> Brief:
    """Nine long notices, nine long questions, and a clock that is late everywhere."""
    plan = brief.plan
    question = ("C1", "When did the case leave place supermarket? The usual time is assumed, and nobody has said it.")
    asked = [(n, *question, "left on arriving", 0, 12, 12, "the case or somebody who was with them") for n in range(9)]
    questions = pl.DataFrame(asked, schema=plan.traced.questions.schema, orient="row")
    late = plan.clock.with_columns(
        pl.when(pl.col("state") == "open").then(pl.lit("late")).otherwise("state").alias("state")
    )
    clock = pl.concat([plan.clock.filter(state="open"), late])
    traced = replace(plan.traced, questions=questions)
    return replace(brief, plan=replace(plan, notices=(held * 2,) * 9, clock=clock, traced=traced))
