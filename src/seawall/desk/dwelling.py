"""How long somebody is taken to stay at a place of whom no leaving is known: by the kind of the place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np
import polars as pl

from seawall.kernels import Ints
from seawall.plan.trace.stays import UNDESCRIBED
from seawall.policy import Policy


@dataclass(frozen=True)
class Dwelling:
    """The usual stay at each kind of place, and the places (place, kind); one that nobody described is of the kind
    other."""

    usual: Mapping[str, timedelta]
    places: pl.DataFrame

    def __call__(self, names: pl.Series) -> Ints:
        """Seconds, for each name of a place."""
        usual = self._by_kind[UNDESCRIBED]
        return np.array([self._by_place.get(name, usual) for name in names], np.int32)

    @cached_property
    def _by_kind(self) -> dict[str, int]:
        return {kind: span // timedelta(seconds=1) for kind, span in self.usual.items()}

    @cached_property
    def _by_place(self) -> dict[str, int]:
        kinds = self.places.select("place", pl.col("kind").cast(pl.String)).iter_rows()
        return {place: self._by_kind.get(kind, self._by_kind[UNDESCRIBED]) for place, kind in kinds}


def dwelling(rules: Policy, places: pl.DataFrame) -> Dwelling:
    """As a policy has it. Raises RuleMissing."""
    return Dwelling({kind: rule.timedelta() for kind, rule in rules.family("place.dwell").items()}, places)
