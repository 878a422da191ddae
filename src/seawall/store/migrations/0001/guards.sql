-- What no row can say for itself: batches are numbered in commit order, nothing stored is changed, and a row
-- bears the number and the clock of the batch it came in with.

CREATE TABLE facts.home (
    one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one),
    id UUID NOT NULL,
    history BOOLEAN NOT NULL
);
COMMENT ON TABLE facts.home IS 'The home these facts belong to: one row, written once.';
COMMENT ON COLUMN facts.home.one IS 'always true, so that there is one row';
COMMENT ON COLUMN facts.home.id IS 'the home''s id';
COMMENT ON COLUMN facts.home.history IS 'whether an earlier recorded_at is accepted';

CREATE TABLE facts.batches (
    batch BIGINT PRIMARY KEY,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    what TEXT NOT NULL CHECK (what <> ''),
    by TEXT NOT NULL CHECK (by <> ''),
    source TEXT NOT NULL CHECK (source <> ''),
    rows BIGINT NOT NULL CHECK (rows > 0)
);
COMMENT ON TABLE facts.batches IS 'Rows that became durable together.';
COMMENT ON COLUMN facts.batches.batch IS 'its number, given in commit order';
COMMENT ON COLUMN facts.batches.at IS 'when: the clock of the database';
COMMENT ON COLUMN facts.batches.what IS 'the tables it fills';
COMMENT ON COLUMN facts.batches.by IS 'who wrote it';
COMMENT ON COLUMN facts.batches.source IS 'where its rows came from';
COMMENT ON COLUMN facts.batches.rows IS 'how many rows it holds';

-- Writers queue here, as late as they can, until the one before has committed: so a number that can be seen
-- has no lower one still to come. Readers never wait.
CREATE FUNCTION facts.queue_for_batch() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    LOCK TABLE facts.batches IN SHARE ROW EXCLUSIVE MODE;
END $$;

CREATE FUNCTION facts.open_batch(what TEXT, by TEXT, source TEXT, rows BIGINT)
RETURNS TABLE (batch BIGINT, at TIMESTAMP WITH TIME ZONE)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    PERFORM facts.queue_for_batch();
    RETURN QUERY
        INSERT INTO facts.batches AS b
        SELECT coalesce(max(e.batch), 0) + 1, clock_timestamp(), $1, $2, $3, $4 FROM facts.batches e
        RETURNING b.batch, b.at;
END $$;

-- Which of these rows are stored already, also those that the asking role may not read.
CREATE FUNCTION facts.stored(of TEXT, rows UUID[]) RETURNS SETOF UUID
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    RETURN QUERY EXECUTE format('SELECT "row" FROM facts.%I WHERE "row" = ANY ($1)', of) USING rows;
END $$;

CREATE FUNCTION facts.refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only: state a row that corrects the wrong one', TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION facts.refuse_strays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    current RECORD;
    service BOOLEAN;
BEGIN
    SELECT b.batch, b.at, b.xmin = pg_current_xact_id()::xid AS ours INTO current
        FROM facts.batches b ORDER BY b.batch DESC LIMIT 1;
    SELECT NOT history INTO service FROM facts.home;
    IF current.ours IS NOT TRUE
        OR EXISTS (SELECT FROM entered e WHERE e.batch <> current.batch OR e.entered_at <> current.at) THEN
        RAISE EXCEPTION 'rows of % bear another number or clock than their batch', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF service IS NOT FALSE AND EXISTS (SELECT FROM entered e WHERE e.recorded_at <> current.at) THEN
        RAISE EXCEPTION 'rows of % state a recorded_at of their own; only a history accepts that', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE PROCEDURE facts.guard(called TEXT)
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON facts.%I '
        'FOR EACH STATEMENT EXECUTE FUNCTION facts.refuse_change()', called);
    IF called NOT IN ('home', 'batches') THEN
        EXECUTE format(
            'CREATE TRIGGER came_with_its_batch AFTER INSERT ON facts.%I REFERENCING NEW TABLE AS entered '
            'FOR EACH STATEMENT EXECUTE FUNCTION facts.refuse_strays()', called);
    END IF;
END $$;

DO $$
DECLARE
    called TEXT;
BEGIN
    FOR called IN SELECT tablename FROM pg_tables WHERE schemaname = 'facts' LOOP
        CALL facts.guard(called);
    END LOOP;
END $$;

-- An order is changed by the order that follows it, a signature by nothing; neither is corrected.
ALTER TABLE facts.orders
    ADD CONSTRAINT orders_is_not_corrected CHECK (corrects IS NULL),
    ADD CONSTRAINT orders_ends_after_it_begins CHECK ("from" < "until" AND isfinite("until")),
    ADD CONSTRAINT orders_evidence_is_json CHECK (evidence IS JSON);
ALTER TABLE facts.signatures
    ADD CONSTRAINT signatures_is_not_corrected CHECK (corrects IS NULL);
CREATE UNIQUE INDEX signatures_one_an_officer ON facts.signatures ("order", officer);
CREATE UNIQUE INDEX signatures_one_an_organisation ON facts.signatures ("order", organisation);
