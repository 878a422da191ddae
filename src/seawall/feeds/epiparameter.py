"""Published epidemiological parameters, as the epiparameter data set has them (CC0): nothing is filled in or derived.

`estimates` gives one row a reported number; `rules` gives each study in the shape of a policy's rules, for a drill.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from seawall.policy import Rule
from seawall.tables.errors import SeawallError

ESTIMATES = pl.Schema(
    {
        "study": pl.Int64(),
        "disease": pl.String(),
        "pathogen": pl.String(),
        "parameter": pl.String(),
        "distribution": pl.String(),
        "offset": pl.Float64(),
        "statistic": pl.String(),
        "value": pl.Float64(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "interval": pl.Float64(),
        "unit": pl.String(),
        "sample_size": pl.Int64(),
        "region": pl.String(),
        "author": pl.String(),
        "year": pl.Int64(),
        "doi": pl.String(),
        "doubt": pl.String(),
    }
)
"""`study` is the place in the file, from 1. `statistic` is a summary (mean, sd, median, dispersion, lower_range, q2.5)
or a parameter of the distribution (shape, scale, meanlog, sdlog, k, precision), which begins at `offset`. `low` to
`high` is the reported interval of `interval` percent. What a study does not report is empty; `doubt` says what cannot
be true in it."""

UNITS = {"days": "d", "No units": "ratio", "deaths per 1000 cases": "per_1000_cases"}


class EpiparameterError(SeawallError):
    """The file is not a list of epidemiological parameters: choose another, or mend the entries it names."""


def estimates(path: Path) -> pl.DataFrame:
    """Every number of every study in the file, with interval, sample size, region and DOI.

    A study that reports no number keeps one row without a statistic. Raises EpiparameterError with every entry that
    cannot be read.
    """
    entries = _entries(path)
    rows = [row for study, entry in enumerate(entries, start=1) for row in _rows(study, entry)]
    return pl.DataFrame(rows, schema=ESTIMATES, orient="row")


def rules(frame: pl.DataFrame) -> list[Rule]:
    """Each study as a rule `epi.<pathogen>.<parameter>`: a table of its numbers, its DOI as the source.

    Studies of one parameter have one key: whoever simulates chooses. A study with a doubt is in `conflict`.
    """
    return [_rule(study.sort("statistic")) for study in frame.partition_by("study", maintain_order=True)]


def _entries(path: Path) -> list[Mapping[str, Any]]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise EpiparameterError(f"{path.name}: is not JSON ({error}); allowed is a list of entries") from error
    if not isinstance(entries, list):
        raise EpiparameterError(f"{path.name}: holds no list of entries")
    faults = [fault for place, entry in enumerate(entries, start=1) for fault in _faults(place, entry)]
    if faults:
        raise EpiparameterError(f"{path.name}: {'; '.join(faults)}")
    return entries


def _faults(place: int, entry: Any) -> Iterator[str]:
    parts = ("disease", "epi_name", "probability_distribution", "summary_statistics", "citation", "metadata")
    absent = [part for part in parts if part not in entry] if isinstance(entry, dict) else list(parts)
    if absent:
        yield f"entry {place} has no {', '.join(absent)}"
        return
    numbers = {**entry["summary_statistics"], **entry["probability_distribution"].get("parameters", {})}
    for name, value in numbers.items():
        if name.endswith("_limits") and not (isinstance(value, list) and len(value) == 2):
            yield f"entry {place}: {name} is {value!r}; allowed are two numbers"
    if len(numbers.get("quantile_names", [])) != len(numbers.get("quantile_values", [])):
        yield f"entry {place}: quantile_names and quantile_values differ in length"
    if entry["metadata"].get("units") not in UNITS:
        yield f"entry {place}: the unit {entry['metadata'].get('units')!r} is unknown; allowed are {', '.join(UNITS)}"


def _rows(study: int, entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    named = _study(study, entry)
    found = list(_statistics(entry))
    doubt = "; ".join(filter(None, map(_doubt, found))) or None
    for statistic in found or [{}]:
        yield {**named, **statistic, "doubt": doubt}


def _study(study: int, entry: Mapping[str, Any]) -> dict[str, Any]:
    about, cited = entry["metadata"], entry["citation"]
    return {
        "study": study,
        "disease": entry["disease"],
        "pathogen": entry.get("pathogen"),
        "parameter": entry["epi_name"],
        "distribution": entry["probability_distribution"].get("prob_distribution"),
        "offset": entry["probability_distribution"].get("offset"),
        "unit": UNITS[about["units"]],
        "sample_size": about.get("sample_size"),
        "region": about.get("region") or None,
        "author": next((author.get("family") for author in cited.get("author", [])), None),
        "year": cited.get("year"),
        "doi": cited.get("doi") or None,
    }


def _statistics(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    summary = entry["summary_statistics"]
    yield from _numbers(summary)
    for name, value in zip(summary.get("quantile_names", []), summary.get("quantile_values", []), strict=True):
        yield {"statistic": f"q{name}", "value": value}
    for row in _numbers(entry["probability_distribution"].get("parameters", {})):
        yield {**row, "statistic": "k" if row["statistic"] == "dispersion" else row["statistic"]}


def _numbers(table: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, value in table.items():
        if isinstance(value, (int, float)) and not name.endswith("_ci"):
            low, high = table.get(f"{name}_limits") or table.get(f"{name}_ci_limits") or (None, None)
            yield {
                "statistic": name, "value": value, "low": low, "high": high, "interval": table.get(f"{name}_ci"),
            }  # fmt: skip


def _doubt(row: Mapping[str, Any]) -> str | None:
    low, high = row.get("low"), row.get("high")
    if low is None or high is None or low <= row["value"] <= high:
        return None
    return f"{row['statistic']} {row['value']} lies outside its own interval {low} to {high}"


def _rule(study: pl.DataFrame) -> Rule:
    first = study.row(0, named=True)
    numbers: dict[str, Any] = {} if first["distribution"] is None else {"family": first["distribution"]}
    if first["offset"]:
        numbers["offset"] = first["offset"]
    for row in study.filter(pl.col("statistic").is_not_null()).iter_rows(named=True):
        numbers[row["statistic"]] = row["value"]
        if row["low"] is not None:
            numbers[f"{row['statistic']}_interval"] = [row["low"], row["high"]]
    if first["sample_size"] is not None:
        numbers["n"] = first["sample_size"]
    return Rule(
        key=f"epi.{_slug(first['pathogen'] or first['disease'])}.{_slug(first['parameter'])}",
        value=numbers,
        unit=first["unit"],
        source=(f"https://doi.org/{first['doi']}",) if first["doi"] else (),
        confidence="conflict" if first["doubt"] else "dataset",
        valid_from=None,
        valid_until=None,
        note=first["doubt"],
        when=None,
        origin="epiparameter",
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
