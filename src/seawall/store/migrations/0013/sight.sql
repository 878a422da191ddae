-- What somebody sees of people whose roles hold in some areas only: the role `area` reads the rows about who lives, or
-- was said to live, in the areas that its transaction names, and those of specimens, orders and amendments about units
-- and places in them. No name: no such row. Tables that say nothing of anybody, such as units and places, are read whole.
-- Where units lie and people live is kept beside the facts, as they come in: a path of units, from the largest down.

CREATE SCHEMA sight;
COMMENT ON SCHEMA sight IS 'Where units lie and people live: whom a session of the role area may see rows about';
GRANT USAGE ON SCHEMA sight TO area;

CREATE TABLE sight.tree (
    unit text PRIMARY KEY,
    path text COLLATE "C" NOT NULL
);
COMMENT ON TABLE sight.tree IS 'Where each unit lies, as was last learned; kept by the facts that come in';
COMMENT ON COLUMN sight.tree.unit IS 'The unit';
COMMENT ON COLUMN sight.tree.path IS 'The units that hold it, the largest first, and itself, each after a sign 31';

CREATE TABLE sight.living (
    person text NOT NULL,
    path text COLLATE "C" NOT NULL,
    PRIMARY KEY (person, path)
);
CREATE INDEX living_there ON sight.living (path, person);
COMMENT ON TABLE sight.living IS 'In which units somebody lives, or ever was said to; kept by the facts that come in';
COMMENT ON COLUMN sight.living.person IS 'The person, under each number of theirs';
COMMENT ON COLUMN sight.living.path IS 'Where the unit of their home lies';

CREATE INDEX places_in_a_unit ON facts.places (unit);
CREATE INDEX cases_of_a_person ON facts.cases (person);
CREATE INDEX specimens_of_a_subject ON facts.specimens (subject);
CREATE INDEX orders_of_a_subject ON facts.orders (subject);
CREATE INDEX tasks_of_an_order ON facts.tasks ("order");

CREATE FUNCTION sight.alone(unit text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT chr(31) || unit || chr(31) WHERE position(chr(31) IN unit) = 0
$$;

-- Rows of a table that a standing correction takes back. `silent` says of a row `w` that it states nothing.
CREATE FUNCTION sight.gone(called text, silent text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT c.corrects FROM facts.%1$I c WHERE c.corrects IS NOT NULL AND NOT EXISTS ('
        'SELECT FROM facts.%1$I w WHERE w.corrects = c."row" AND %2$s '
        'AND NOT EXISTS (SELECT FROM facts.%1$I x WHERE x.corrects = w."row"))', called, silent);
END $$;

-- Numbers that are one person, in both directions, by the last decision on each pair.
CREATE FUNCTION sight.same() RETURNS TABLE (person text, other text)
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    WITH latest AS (
        SELECT DISTINCT ON (least(s.person, s.other), greatest(s.person, s.other)) s.person, s.other, s.decision
        FROM facts.same_person s WHERE s.decision <> 'possible'
        AND NOT EXISTS (SELECT FROM sight.gone('same_person', 'w.decision IS NULL') g WHERE g = s."row")
        ORDER BY least(s.person, s.other), greatest(s.person, s.other),
            coalesce(s.at_from, s.recorded_at) DESC, s.recorded_at DESC, s."row" DESC
    )
    SELECT l.person, l.other FROM latest l WHERE l.decision = 'same'
    UNION ALL SELECT l.other, l.person FROM latest l WHERE l.decision = 'same'
$$;

-- Says again where these people live; null: everybody.
CREATE FUNCTION sight.settle(who text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    everybody text[];
BEGIN
    IF who IS NOT NULL THEN
        WITH RECURSIVE same AS MATERIALIZED (SELECT * FROM sight.same()), all_of AS (
            SELECT unnest(who) AS person UNION SELECT s.other FROM all_of a JOIN same s USING (person)
        )
        SELECT array_agg(person) INTO everybody FROM all_of;
        DELETE FROM sight.living l USING unnest(everybody) a (person) WHERE l.person = a.person;
    ELSE
        DELETE FROM sight.living;
    END IF;
    WITH RECURSIVE gone AS MATERIALIZED (
        SELECT g AS "row" FROM sight.gone('residences', 'w.kind IS NULL') g
    ), own AS MATERIALIZED (
        SELECT DISTINCT r.person, coalesce(t.path, sight.alone(h.unit)) AS path
        FROM facts.residences r
        JOIN LATERAL (
            SELECT p.unit FROM facts.places p WHERE p.place = r.place
            AND NOT (p.corrects IS NOT NULL AND p.kind IS NULL)
            AND NOT EXISTS (SELECT FROM facts.places c WHERE c.corrects = p."row"
                AND NOT EXISTS (SELECT FROM facts.places w WHERE w.corrects = c."row" AND w.kind IS NULL))
            ORDER BY p.recorded_at DESC, p."row" DESC LIMIT 1
        ) h ON true
        LEFT JOIN sight.tree t ON t.unit = h.unit
        WHERE (everybody IS NULL OR r.person = ANY (everybody))
        AND NOT (r.corrects IS NOT NULL AND r.kind IS NULL)
        AND r."row" NOT IN (SELECT g."row" FROM gone g)
    ), same AS MATERIALIZED (SELECT * FROM sight.same()), joined AS (
        SELECT person, path FROM own UNION SELECT s.other, j.path FROM joined j JOIN same s USING (person)
    )
    INSERT INTO sight.living SELECT person, path FROM joined WHERE path IS NOT NULL ON CONFLICT DO NOTHING;
END $$;

-- Says again where the units lie; true: one that was there lies elsewhere.
CREATE FUNCTION sight.plant() RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    moved boolean;
BEGIN
    CREATE TEMPORARY TABLE planted ON COMMIT DROP AS
    WITH RECURSIVE standing AS MATERIALIZED (
        SELECT DISTINCT ON (u.unit) u.unit, u.parent FROM facts.units u
        WHERE NOT (u.corrects IS NOT NULL AND u.level IS NULL)
        AND u."row" NOT IN (SELECT g FROM sight.gone('units', 'w.level IS NULL') g)
        ORDER BY u.unit, u.recorded_at DESC, u."row" DESC
    ), below AS (
        SELECT s.unit, coalesce(sight.alone(s.parent), chr(31)) || s.unit || chr(31) AS path FROM standing s
        WHERE NOT EXISTS (SELECT FROM standing p WHERE p.unit = s.parent)
        UNION ALL SELECT s.unit, b.path || s.unit || chr(31) FROM below b JOIN standing s ON s.parent = b.unit
    )
    SELECT unit, path FROM below WHERE position(chr(31) IN unit) = 0;
    SELECT EXISTS (SELECT FROM sight.tree t LEFT JOIN pg_temp.planted p USING (unit) WHERE p.path IS DISTINCT FROM t.path)
        OR EXISTS (SELECT FROM pg_temp.planted p WHERE NOT EXISTS (SELECT FROM sight.tree t WHERE t.unit = p.unit)
            AND EXISTS (SELECT FROM sight.living l WHERE l.path = sight.alone(p.unit))) INTO moved;
    DELETE FROM sight.tree t WHERE NOT EXISTS (SELECT FROM pg_temp.planted p WHERE (p.unit, p.path) = (t.unit, t.path));
    INSERT INTO sight.tree SELECT p.unit, p.path FROM pg_temp.planted p ON CONFLICT DO NOTHING;
    DROP TABLE pg_temp.planted;
    RETURN moved;
END $$;

CREATE FUNCTION sight.follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    CASE TG_TABLE_NAME
    WHEN 'units' THEN
        IF sight.plant() THEN
            PERFORM sight.settle(NULL);
        END IF;
    WHEN 'places' THEN
        PERFORM sight.settle(array_agg(DISTINCT r.person)) FROM facts.residences r JOIN entered e USING (place)
            HAVING count(*) > 0;
    WHEN 'residences' THEN
        PERFORM sight.settle(array_agg(DISTINCT x.person)) FROM (
            SELECT e.person FROM entered e
            UNION ALL SELECT r.person FROM entered e JOIN facts.residences r ON r."row" = e.corrects
            UNION ALL SELECT b.person FROM entered e JOIN facts.residences r ON r."row" = e.corrects
                JOIN facts.residences b ON b."row" = r.corrects) x HAVING count(*) > 0;
    WHEN 'same_person' THEN
        PERFORM sight.settle(array_agg(DISTINCT x)) FROM (
            SELECT unnest(ARRAY[e.person, e.other]) x FROM entered e
            UNION ALL SELECT unnest(ARRAY[s.person, s.other]) FROM entered e
                JOIN facts.same_person s ON s."row" = e.corrects) y HAVING count(*) > 0;
    END CASE;
    RETURN NULL;
END $$;

CREATE TRIGGER keeps_sight AFTER INSERT ON facts.units REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION sight.follow();
CREATE TRIGGER keeps_sight AFTER INSERT ON facts.places REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION sight.follow();
CREATE TRIGGER keeps_sight AFTER INSERT ON facts.residences REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION sight.follow();
CREATE TRIGGER keeps_sight AFTER INSERT ON facts.same_person REFERENCING NEW TABLE AS entered
    FOR EACH STATEMENT EXECUTE FUNCTION sight.follow();

-- Where the areas lie that the transaction names, as a JSON array, in `seawall.areas`.
CREATE FUNCTION sight.paths() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(coalesce(t.path, sight.alone(a.value)) COLLATE "C"), '{}')
    FROM json_array_elements_text(coalesce(nullif(current_setting('seawall.areas', true), ''), '[]')::json) a
    LEFT JOIN sight.tree t ON t.unit = a.value WHERE a.value <> ''
$$;
CREATE FUNCTION sight.first() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT min(p COLLATE "C") FROM unnest(sight.paths()) p
$$;
CREATE FUNCTION sight.last() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT max(p COLLATE "C") || chr(1114111) FROM unnest(sight.paths()) p
$$;

ALTER TABLE sight.tree ENABLE ROW LEVEL SECURITY;
ALTER TABLE sight.living ENABLE ROW LEVEL SECURITY;
-- The two ends are for the index, the last line is the condition: a sub-query in brackets is asked once a statement.
CREATE POLICY of_its_areas ON sight.tree FOR SELECT TO area USING (
    path >= (SELECT sight.first()) AND path < (SELECT sight.last()) AND path ^@ ANY ((SELECT sight.paths())::text[]));
CREATE POLICY of_its_areas ON sight.living FOR SELECT TO area USING (
    path >= (SELECT sight.first()) AND path < (SELECT sight.last()) AND path ^@ ANY ((SELECT sight.paths())::text[]));
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sight FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sight.paths, sight.first, sight.last, sight.alone TO area;
GRANT SELECT ON sight.tree, sight.living TO area;

-- Closes a table that is about people: the desk's own roles see and state what they did, the role area sees what the
-- condition says.
CREATE PROCEDURE sight.wall(called text, seen text)
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    other text;
BEGIN
    EXECUTE format('ALTER TABLE facts.%I ENABLE ROW LEVEL SECURITY', called);
    EXECUTE format('CREATE POLICY of_its_areas ON facts.%I FOR SELECT TO area USING (%s)', called, seen);
    IF called = 'relations' THEN
        RETURN; -- has the policies of the others already
    END IF;
    EXECUTE format('CREATE POLICY anything_stated ON facts.%I FOR INSERT TO desk WITH CHECK (true)', called);
    FOR other IN SELECT r FROM unnest('{desk,intimate,auditor}'::text[]) r
        WHERE has_table_privilege(r, format('facts.%I', called), 'SELECT') LOOP
        EXECUTE format('CREATE POLICY %I ON facts.%I FOR SELECT TO %I USING (true)', 'all_to_' || other, called, other);
    END LOOP;
END $$;
REVOKE ALL ON PROCEDURE sight.wall FROM PUBLIC;

DO $$
DECLARE
    called text;
    lives text := 'EXISTS (SELECT FROM sight.living l WHERE l.person = %s.%s)';
    there text := 'EXISTS (SELECT FROM sight.living l WHERE l.person = %1$s.subject) '
        'OR EXISTS (SELECT FROM sight.tree t WHERE t.unit = %1$s.subject) '
        'OR EXISTS (SELECT FROM facts.places p JOIN sight.tree t ON t.unit = p.unit WHERE p.place = %1$s.subject)';
BEGIN
    FOREACH called IN ARRAY ARRAY['persons', 'residences', 'occupations', 'traits', 'stays', 'attended', 'symptoms',
        'answers', 'doses', 'arrivals', 'requests', 'followups', 'admissions', 'cases'] LOOP
        CALL sight.wall(called, format(lives, called, 'person'));
    END LOOP;
    CALL sight.wall('same_person',
        format(lives, 'same_person', 'person') || ' OR ' || format(lives, 'same_person', 'other'));
    CALL sight.wall('relations', format('kind <> ''sexual'' AND (%s OR %s)',
        format(lives, 'relations', 'person'), format(lives, 'relations', 'other')));
    CALL sight.wall('specimens', format(there, 'specimens'));
    CALL sight.wall('orders', format(there, 'orders'));
    CALL sight.wall('amendments', format(there, 'amendments'));
    FOREACH called IN ARRAY ARRAY['classifications', 'outcomes', 'links'] LOOP
        CALL sight.wall(called, format('EXISTS (SELECT FROM facts.cases c WHERE c."case" = %s."case")', called));
    END LOOP;
    FOREACH called IN ARRAY ARRAY['results', 'sequences'] LOOP
        CALL sight.wall(called, format('EXISTS (SELECT FROM facts.specimens s WHERE s.specimen = %s.specimen)', called));
    END LOOP;
    FOREACH called IN ARRAY ARRAY['signatures', 'appeals', 'tasks'] LOOP
        CALL sight.wall(called, format('EXISTS (SELECT FROM facts.orders o WHERE o."order" = %s."order")', called));
    END LOOP;
    CALL sight.wall('done', 'EXISTS (SELECT FROM facts.tasks t WHERE t.task = done.task)');
    PERFORM sight.plant();
    PERFORM sight.settle(NULL);
END $$;

-- What the role may beside: what everybody who is signed in does, under its own name, and nothing that states a fact.
GRANT USAGE ON SCHEMA facts, journal, access TO area;
GRANT SELECT ON ALL TABLES IN SCHEMA facts TO area;
GRANT INSERT ON journal.entries TO area;
GRANT SELECT (index, nodes) ON journal.entries TO area;
GRANT SELECT ON access.accounts, access.roles TO area;
GRANT SELECT, INSERT, UPDATE (sign_count, used) ON access.passkeys TO area;
GRANT SELECT, INSERT, UPDATE (seen), DELETE ON access.sessions TO area;
GRANT SELECT, UPDATE (used) ON access.tokens TO area;
GRANT SELECT, INSERT, DELETE ON access.answers, access.views TO area;
