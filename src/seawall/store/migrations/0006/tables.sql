-- The record of live check-ins: what came, in the order it came, unreadable without the key of its day.

CREATE SCHEMA presence;
COMMENT ON SCHEMA presence IS 'The record of live check-ins: sealed, by day, dropped when the term of the day is over';

CREATE TABLE presence.checkins (
    batch bigint NOT NULL CHECK (batch > 0),
    day date NOT NULL,
    entered timestamptz NOT NULL,
    rows integer NOT NULL CHECK (rows > 0),
    sealed bytea STORAGE EXTERNAL NOT NULL CHECK (octet_length(sealed) > 28),
    PRIMARY KEY (batch, day)
) PARTITION BY LIST (day);
COMMENT ON TABLE presence.checkins IS 'The check-ins of one local day that became durable together; added, never changed';
COMMENT ON COLUMN presence.checkins.batch IS 'Its number, in the order of commits';
COMMENT ON COLUMN presence.checkins.day IS 'The local day on which its people came; each has a partition';
COMMENT ON COLUMN presence.checkins.entered IS 'When it came in; never before an earlier batch';
COMMENT ON COLUMN presence.checkins.rows IS 'How many check-ins it holds';
COMMENT ON COLUMN presence.checkins.sealed IS 'Nonce, then the check-ins under AES-256-GCM with the key of the day, then the tag';

CREATE TABLE presence.dropped (
    day date PRIMARY KEY,
    batch bigint NOT NULL,
    entered timestamptz NOT NULL
);
COMMENT ON TABLE presence.dropped IS 'Days that were dropped: no check-in of them is taken any more';
COMMENT ON COLUMN presence.dropped.day IS 'The day';
COMMENT ON COLUMN presence.dropped.batch IS 'The highest batch of any day when it was dropped; no number is given twice';
COMMENT ON COLUMN presence.dropped.entered IS 'When that one came in, or 1970 when there was none';

CREATE FUNCTION presence.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '%.% is only added to, and dropped by the day', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE ON presence.checkins
    FOR EACH ROW EXECUTE FUNCTION presence.refuse(); -- the only kind that each partition gets too
CREATE TRIGGER not_emptied BEFORE TRUNCATE ON presence.checkins
    FOR EACH STATEMENT EXECUTE FUNCTION presence.refuse();
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON presence.dropped
    FOR EACH STATEMENT EXECUTE FUNCTION presence.refuse();

CREATE FUNCTION presence.partition_of(day date) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT to_char(day, '"checkins_"YYYY_MM_DD')
$$;

-- Makes a day's partition unless it is there; false: the day was dropped. It is attached when it is made already, so
-- that nobody who reads or adds to other days waits.
CREATE FUNCTION presence.open_day(day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    part text := presence.partition_of(day);
BEGIN
    LOCK TABLE presence.dropped IN SHARE ROW EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM presence.dropped d WHERE d.day = open_day.day) THEN
        RETURN false;
    END IF;
    IF to_regclass(format('presence.%I', part)) IS NULL THEN
        EXECUTE format('CREATE TABLE presence.%I (LIKE presence.checkins INCLUDING ALL)', part);
        EXECUTE format('ALTER TABLE presence.checkins ATTACH PARTITION presence.%I FOR VALUES IN (%L)', part, day);
    END IF;
    RETURN true;
END $$;

-- Drops a day for good, and says what it held. The owner alone may call it, for a day whose term is over.
CREATE FUNCTION presence.drop_day(day date, OUT batches bigint, OUT rows bigint)
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    part text := presence.partition_of(day);
BEGIN
    LOCK TABLE presence.dropped IN SHARE ROW EXCLUSIVE MODE;
    SELECT count(*), coalesce(sum(c.rows), 0) INTO batches, rows FROM presence.checkins c WHERE c.day = drop_day.day;
    INSERT INTO presence.dropped SELECT drop_day.day, last.batch, last.entered FROM presence.last() last;
    EXECUTE format('DROP TABLE IF EXISTS presence.%I', part);
END $$;

-- The highest number that was ever given, and the clock of its batch.
CREATE FUNCTION presence.last(OUT batch bigint, OUT entered timestamptz)
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    (SELECT c.batch, c.entered FROM presence.checkins c ORDER BY c.batch DESC LIMIT 1)
    UNION ALL (SELECT d.batch, d.entered FROM presence.dropped d ORDER BY d.batch DESC LIMIT 1)
    UNION ALL SELECT 0, to_timestamp(0)
    ORDER BY 1 DESC LIMIT 1
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA presence FROM PUBLIC;
GRANT USAGE ON SCHEMA presence TO desk, auditor;
GRANT SELECT, INSERT ON presence.checkins TO desk;
GRANT SELECT ON presence.dropped TO desk, auditor;
GRANT EXECUTE ON FUNCTION presence.open_day, presence.last, presence.partition_of TO desk;
