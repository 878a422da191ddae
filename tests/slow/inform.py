"""The slow obvious version of the bulletin's figures of cases: one case at a time, before and after."""

from collections.abc import Mapping

CASES, ASYMPTOMATIC = {"confirmed", "clinical"}, {"asymptomatic", "carrier"}


def figures(before: Mapping[str, list[str]] | None, now: Mapping[str, list[str]], over: set[str]) -> dict[str, int]:
    """Figures from each case's classes so far, at two times; `over` are the cases released or dead by now.

    Nobody is over before the first time, and the classes of a case only grow.
    """
    told = dict.fromkeys(
        ("new", "corrections", "cumulative", "active", "asym_new", "asym_converted", "asym_released",
         "asym_corrections", "asym_stock"), 0
    )  # fmt: skip
    for case in now:
        then = before[case][-1] if before and before[case] else None
        held = now[case][-1] if now[case] else None
        told["cumulative"] += held in CASES
        told["active"] += held in CASES and case not in over
        told["new"] += held in CASES and then not in CASES
        told["corrections"] += then in CASES and held not in CASES
        was, stays = then in ASYMPTOMATIC, held in ASYMPTOMATIC and case not in over
        told["asym_stock"] += stays
        told["asym_new"] += stays and not was
        told["asym_converted"] += was and held in CASES
        told["asym_released"] += was and held in ASYMPTOMATIC and case in over
        told["asym_corrections"] += was and held not in CASES | ASYMPTOMATIC
    return told
