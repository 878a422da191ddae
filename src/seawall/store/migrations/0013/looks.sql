-- Who looked at a person. The desk may not read the journal: it is told of one person, and of looks at them alone.

CREATE INDEX entries_subject ON journal.entries (subject, index);
CREATE INDEX entries_persons ON journal.entries USING gin (((body::jsonb) -> 'persons')) WHERE kind = 'read';

CREATE FUNCTION journal.looks(person text, upto timestamptz)
RETURNS TABLE (index bigint, at timestamptz, refused boolean, actor text, roles text[], purpose text, why text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT e.index, e.at, e.kind = 'refusal', e.actor, (
        SELECT array_agg(DISTINCT r.role) FROM access.accounts a JOIN access.roles r USING (account)
        WHERE a.officer = e.actor AND r.since <= e.at AND (r.until IS NULL OR e.at < r.until)
    ), e.purpose, (e.body::json) ->> 'why'
    FROM (
        SELECT * FROM journal.entries r WHERE r.kind = 'read' AND (r.body::jsonb) -> 'persons' ? looks.person
        UNION ALL
        SELECT * FROM journal.entries r WHERE r.kind = 'refusal' AND r.subject = looks.person AND r.purpose = 'name people'
    ) e
    WHERE e.at <= looks.upto ORDER BY e.index DESC
$$;
REVOKE ALL ON FUNCTION journal.looks FROM PUBLIC;
GRANT EXECUTE ON FUNCTION journal.looks TO desk, area;
