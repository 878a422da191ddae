"""What both languages of the bulletin share: names, numbers, times."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from seawall.plan.inform import Bulletin
from seawall.tables.shown import GRAIN, Forms, ending

DISEASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "SARS-CoV-2": ("新冠肺炎", "COVID-19"),
        "MeV": ("麻疹", "measles"),
        "MERS-CoV": ("中东呼吸综合征", "MERS"),
        "EBOV": ("埃博拉病毒病", "Ebola disease"),
        "MPXV": ("猴痘", "mpox"),
        "DENV": ("登革热", "dengue"),
        "CHIKV": ("基孔肯雅热", "chikungunya"),
        "NoV": ("诺如病毒感染", "norovirus"),
        "EV-HFMD": ("手足口病", "hand, foot and mouth disease"),
        "IAV-H5": ("人感染禽流感", "avian influenza"),
        "IAV-zoonotic": ("人感染禽流感", "avian influenza"),
        "IAV/IBV": ("流感", "influenza"),
        "V. cholerae O1/O139": ("霍乱", "cholera"),
    }
)
"""The pathogens of the packaged policies as the public calls the disease; another is called by no name."""
_HAN = re.compile(r"[㐀-鿿]+")


def disease(bulletin: Bulletin) -> tuple[str, str]:
    """The disease in Chinese and in English."""
    return DISEASES.get(bulletin.disease or "", ("传染病", "outbreak"))


def area(bulletin: Bulletin) -> tuple[str, str]:
    """The area's name in Chinese and in English; one that is written in one script only serves for both."""
    name = bulletin.area or ""
    han = "".join(_HAN.findall(name))
    latin = " ".join(_HAN.sub(" ", name).split())
    return han or latin, latin or han


def moment(at: datetime, bulletin: Bulletin, forms: Forms) -> str:
    """The time of a bulletin, local: one of midnight closes the day before."""
    return ending(at, bulletin.zone, forms)


def few(bulletin: Bulletin, value: int) -> bool:
    """Whether so many people are too few to be told of."""
    return bulletin.small_count is not None and 0 < value < bulletin.small_count


def stated(bulletin: Bulletin, name: str) -> bool:
    """Whether a figure is there and is not nought; one too small to be printed is not nought."""
    return bulletin.printed.get(name, 0) != 0


def year(bulletin: Bulletin) -> int:
    """The local year of the bulletin's day."""
    return (bulletin.at - GRAIN).astimezone(bulletin.zone).year
