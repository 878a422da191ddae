"""PostgreSQL alone, asked for the same page of the same list: filtered, counted, a hundred rows of it."""

import time

import numpy as np

from benchmarks.pages.asking import Officers, said
from benchmarks.pages.city import COMMUNITY, SEED, Size
from seawall.desk.opening import Desk
from seawall.store.database import transaction

MADE = """
    CREATE TABLE IF NOT EXISTS public.bench_contacts AS
    SELECT r.other AS person, min(r.person) AS "case", max(r.since_from) AS last_exposure, max(p.unit) AS unit
    FROM facts.relations r JOIN facts.residences h ON h.person = r.other JOIN facts.places p ON p.place = h.place
    GROUP BY r.other
"""
PAGE = """
    SELECT *, count(*) OVER () FROM public.bench_contacts
    WHERE (%(unit)s::text IS NULL OR unit = %(unit)s)
    AND lower(person || ' ' || "case" || ' ' || unit) LIKE %(words)s ORDER BY last_exposure DESC, person LIMIT 100
"""


def print_beside(desk: Desk, who: Officers, address: str, size: Size, rounds: int) -> None:
    """The list of contacts by both, and the ratio."""
    words = [f"p{int(n) % 1000}" for n in np.random.default_rng(SEED).integers(0, size.people, rounds)]
    with transaction(desk.server, "owner") as connection:
        connection.exec_driver_sql(MADE)
        connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS bench_unit ON public.bench_contacts (unit, person)")
        connection.exec_driver_sql("ANALYZE public.bench_contacts")
        for (name, officer), unit in zip(who.by_name(), (None, f"M{0 // COMMUNITY}"), strict=True):
            theirs, ours = [], []
            for word in words:
                begun = time.perf_counter()
                connection.exec_driver_sql(PAGE, {"unit": unit, "words": f"%{word}%"}).all()
                theirs.append(time.perf_counter() - begun)
                begun = time.perf_counter()
                officer.get(f"{address}/people", params={"list": "contacts", "q": word}).raise_for_status()
                ours.append(time.perf_counter() - begun)
            ratio = float(np.median(ours) / np.median(theirs))
            print(
                f"contacts, who sees {name}: the page {said(ours)}; "
                f"the rows alone by PostgreSQL {said(theirs)}; {ratio:.1f} times"
            )
        connection.exec_driver_sql("DROP TABLE public.bench_contacts")
