"""Published parameters come in as they were reported: no number added, none lost."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from seawall.feeds.epiparameter import EpiparameterError, estimates, rules


def entry(**more: Any) -> dict[str, Any]:
    """One entry as the data set writes it: an incubation period of measles with a median and its interval."""
    return {
        "disease": "Measles",
        "pathogen": "Measles Virus",
        "epi_name": "incubation period",
        "probability_distribution": {"prob_distribution": "lnorm", "parameters": {}, "offset": 0},
        "summary_statistics": {"median": 12.5, "median_ci_limits": [11.8, 13.3], "median_ci": 95},
        "citation": {"author": [{"family": "Lessler"}], "year": 2009, "doi": "10.1016/S1473-3099(09)70069-6"},
        "metadata": {"units": "days", "sample_size": 55, "region": "Mixed"},
        **more,
    }


def written(folder: Path, *entries: Any) -> Path:
    path = folder / "parameters.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def test_a_reported_number_comes_in_with_interval_sample_region_and_doi(tmp_path: Path) -> None:
    assert estimates(written(tmp_path, entry())).rows(named=True) == [
        {
            "study": 1, "disease": "Measles", "pathogen": "Measles Virus", "parameter": "incubation period",
            "distribution": "lnorm", "offset": 0.0, "statistic": "median", "value": 12.5,
            "low": 11.8, "high": 13.3, "interval": 95.0,
            "unit": "d", "sample_size": 55, "region": "Mixed", "author": "Lessler", "year": 2009,
            "doi": "10.1016/S1473-3099(09)70069-6", "doubt": None,
        }
    ]  # fmt: skip


def test_what_a_study_does_not_report_stays_empty(tmp_path: Path) -> None:
    bare = entry(
        summary_statistics={"mean": 11}, metadata={"units": "days", "sample_size": None, "region": ""}, pathogen=None
    )
    (row,) = estimates(written(tmp_path, bare)).rows(named=True)
    assert (row["value"], row["low"], row["high"], row["interval"]) == (11, None, None, None)
    assert (row["sample_size"], row["region"], row["pathogen"]) == (None, None, None)


def test_an_interval_without_its_width_keeps_its_limits(tmp_path: Path) -> None:
    unsure = entry(summary_statistics={"median": 5, "median_ci_limits": [4, 6], "median_ci": None})
    (row,) = estimates(written(tmp_path, unsure)).rows(named=True)
    assert (row["low"], row["high"], row["interval"]) == (4, 6, None)


def test_quantiles_and_parameters_of_the_distribution_are_rows_of_their_own(tmp_path: Path) -> None:
    gamma = entry(
        probability_distribution={"prob_distribution": "gamma", "parameters": {"shape": 2.0, "scale": 3.0}},
        summary_statistics={"quantile_names": ["5", "95"], "quantile_values": [1.1, 9.9]},
    )
    frame = estimates(written(tmp_path, gamma)).select("statistic", "value")
    assert dict(frame.iter_rows()) == {"q5": 1.1, "q95": 9.9, "shape": 2.0, "scale": 3.0}


def test_the_dispersion_of_a_summary_is_not_that_of_a_negative_binomial(tmp_path: Path) -> None:
    both = entry(
        probability_distribution={"prob_distribution": "nbinom", "parameters": {"dispersion": 0.16}},
        summary_statistics={"dispersion": 1.26},
    )
    assert estimates(written(tmp_path, both))["statistic"].to_list() == ["dispersion", "k"]


def test_a_study_without_a_number_keeps_its_row(tmp_path: Path) -> None:
    (row,) = estimates(written(tmp_path, entry(summary_statistics={}))).rows(named=True)
    assert (row["study"], row["statistic"], row["value"]) == (1, None, None)


def test_a_number_outside_its_own_interval_is_kept_and_doubted(tmp_path: Path) -> None:
    odd = entry(summary_statistics={"mean": 5.6, "mean_ci_limits": [4.4, 4.8], "mean_ci": 95})
    frame = estimates(written(tmp_path, odd))
    assert frame["doubt"].to_list() == ["mean 5.6 lies outside its own interval 4.4 to 4.8"]
    (rule,) = rules(frame)
    assert (rule.value["mean"], rule.confidence) == (5.6, "conflict")


def test_a_study_becomes_a_rule_with_its_numbers_and_its_doi(tmp_path: Path) -> None:
    (rule,) = rules(estimates(written(tmp_path, entry())))
    assert rule.key == "epi.measles-virus.incubation-period"
    assert rule.value == {"family": "lnorm", "median": 12.5, "median_interval": [11.8, 13.3], "n": 55}
    assert (rule.unit, rule.confidence) == ("d", "dataset")
    assert rule.source == ("https://doi.org/10.1016/S1473-3099(09)70069-6",)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (entry(metadata={"units": "weeks"}), "entry 2: the unit 'weeks' is unknown; allowed are days"),
        (
            entry(summary_statistics={"mean": 1, "mean_ci_limits": [1]}),
            "entry 2: mean_ci_limits is [1]; allowed are two",
        ),
        (
            entry(summary_statistics={"quantile_names": ["5"], "quantile_values": []}),
            "entry 2: quantile_names and quantile_values differ in length",
        ),
        ({"disease": "Measles"}, "entry 2 has no epi_name, probability_distribution"),
        (7, "entry 2 has no disease"),
    ],
)
def test_an_entry_that_cannot_be_read_is_named(tmp_path: Path, wrong: Any, says: str) -> None:
    with pytest.raises(EpiparameterError) as caught:
        estimates(written(tmp_path, entry(), wrong))
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["{}", "not json", ""])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "parameters.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EpiparameterError, match=r"parameters\.json"):
        estimates(path)


def test_the_published_data_set_comes_in_whole(shared: Path) -> None:
    path = shared / "data" / "epiparameter" / "parameters.json"
    frame, raw = estimates(path), json.loads(path.read_text(encoding="utf-8"))
    assert frame["study"].n_unique() == len(raw) == len(rules(frame)) == 133
    studies = frame.unique("study", keep="first", maintain_order=True).sort("study")
    assert studies["sample_size"].null_count() == sum(each["metadata"]["sample_size"] is None for each in raw)
    assert studies["doi"].to_list() == [each["citation"]["doi"] for each in raw]
    assert studies["offset"].to_list() == [each["probability_distribution"]["offset"] for each in raw]
    assert studies["region"].to_list() == [each["metadata"]["region"] for each in raw]
    assert frame.filter(pl.col("low").is_not_null()).height == sum(
        name.endswith("_limits")
        for each in raw
        for name in (*each["summary_statistics"], *each["probability_distribution"]["parameters"])
    )
    assert frame.filter(pl.col("doubt").is_not_null())["study"].unique().to_list() == [105]


def test_measles_of_the_data_set_is_that_of_the_defaults_for_simulation(shared: Path) -> None:
    frame = estimates(shared / "data" / "epiparameter" / "parameters.json").filter(disease="Measles")
    numbers = dict(frame.select("statistic", "value").iter_rows())
    assert numbers["median"] == 12.5
    assert [numbers[name] for name in ("q5", "q25", "q75", "q95")] == [8.9, 10.9, 14.4, 17.7]
    assert frame["sample_size"].unique().to_list() == [55]
