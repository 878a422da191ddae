"""The trace as SQL, the same for every engine that speaks it."""

MEETING = """
    SELECT {case}, o.person AS other, least(a."left", o."left", {until}) - greatest(a.came, o.came, {since}) AS seconds,
           greatest(a.came, o.came, {since}) AS first, least(a."left", o."left", {until}) AS last
    FROM {asked} c JOIN by_person a ON a.person = {who} AND a.came < {until} AND a."left" > {since}
    JOIN by_place o ON o.place = a.place AND o.came < least(a."left", {until}) AND o."left" > greatest(a.came, {since})
    WHERE o.person <> {who}
"""
FIRST = MEETING.format(case='c.person AS "case"', asked="cases", who="c.person", since="c.since", until="c.until")
ONE = f"""
    SELECT "case", other, sum(seconds) AS seconds, min(first) AS first, max(last) AS last, count(*) AS meetings
    FROM ({FIRST}) m WHERE seconds >= {{least}} GROUP BY "case", other
"""
SECOND = MEETING.format(case='c."case", c.other AS via', asked="links", who="c.other", since="c.first", until="c.until")
TWO = f"""
    SELECT "case", other, seconds, first, last, meetings, via FROM (
        SELECT *, row_number() OVER (PARTITION BY "case", other ORDER BY seconds DESC, first, via) AS nth FROM (
            SELECT "case", via, other, sum(seconds) AS seconds, min(first) AS first, max(last) AS last,
                   count(*) AS meetings
            FROM ({SECOND}) m WHERE seconds >= {{least}} AND other <> "case" GROUP BY "case", via, other
        ) g WHERE NOT EXISTS (SELECT 1 FROM links l WHERE l."case" = g."case" AND l.other = g.other)
    ) r WHERE nth = 1
"""
