"""A signature: from the officer's click until it stands in the journal."""

import re
import time

from sqlalchemy import text

from benchmarks.pages.leaving import Officer
from seawall.desk.opening import Desk
from seawall.store.accounts import Role
from seawall.store.database import transaction

FIELD = re.compile(r'name="(incident|at|batch|checkins|digest|verbs)" value="([^"]*)"')


def print_signing(desk: Desk, address: str) -> None:
    """One signature under the areas of the plan that stands, and one under its orders about people."""
    for verb, role in (("zone", Role("commander", "hq")), ("trace", Role("epidemiologist", "cdc"))):
        officer = Officer(desk, role)
        while (page := officer.get(f"{address}/plan?verbs={verb}").text).count('action="/plan/sign"') == 0:
            time.sleep(1)  # the plan that knows the last signature is still being made
        fields = {**dict(FIELD.findall(page)), "role": role.role, "organisation": role.organisation}
        begun = time.perf_counter()
        officer.send(f"{address}/plan/sign", **fields)
        seconds = time.perf_counter() - begun
        with transaction(desk.server) as connection:
            rows = connection.scalar(text("SELECT rows FROM facts.batches ORDER BY batch DESC LIMIT 1")) or 0
        print(f"a signature under {verb}: {seconds * 1e3:,.0f} ms, {rows:,} rows stored", flush=True)
