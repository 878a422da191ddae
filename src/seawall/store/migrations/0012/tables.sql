CREATE TABLE facts."amendments" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "incident" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "change" TEXT,
    "until" TIMESTAMP WITH TIME ZONE,
    "unit" TEXT,
    "proposed" TIMESTAMP WITH TIME ZONE,
    "why" TEXT,
    "officer" TEXT,
    "role" TEXT,
    "organisation" TEXT,
    "plan" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT amendments_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT amendments_source_allowed CHECK ("source" <> ''),
    CONSTRAINT amendments_incident_allowed CHECK ("incident" <> ''),
    CONSTRAINT amendments_verb_allowed CHECK ("verb" IN ('command', 'confirm', 'trace', 'zone', 'isolate', 'screen', 'vaccinate', 'passes', 'supply', 'care', 'continuity', 'inform', 'warn', 'alliance')),
    CONSTRAINT amendments_subject_allowed CHECK ("subject" <> ''),
    CONSTRAINT amendments_scope_allowed CHECK ("scope" <> ''),
    CONSTRAINT amendments_change_allowed CHECK ("change" IN ('end', 'leave_out', 'unit')),
    CONSTRAINT amendments_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT amendments_why_allowed CHECK ("why" <> ''),
    CONSTRAINT amendments_officer_allowed CHECK ("officer" <> ''),
    CONSTRAINT amendments_role_allowed CHECK ("role" <> ''),
    CONSTRAINT amendments_organisation_allowed CHECK ("organisation" <> ''),
    CONSTRAINT amendments_plan_allowed CHECK ("plan" <> ''),
    CONSTRAINT amendments_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT amendments_values_are_stated CHECK ("corrects" IS NOT NULL OR ("change" IS NOT NULL AND "proposed" IS NOT NULL AND "why" IS NOT NULL AND "officer" IS NOT NULL AND "role" IS NOT NULL AND "organisation" IS NOT NULL AND "plan" IS NOT NULL))
);
CREATE INDEX amendments_batch ON facts."amendments" USING brin ("batch");
CREATE INDEX amendments_corrects ON facts."amendments" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX amendments_incident ON facts."amendments" ("incident");
CREATE INDEX amendments_recorded_at ON facts."amendments" USING brin ("recorded_at");
CREATE INDEX amendments_scope ON facts."amendments" ("scope");
CREATE INDEX amendments_subject ON facts."amendments" ("subject");
COMMENT ON TABLE facts."amendments" IS 'An officer wants an order that a plan proposes otherwise, before it is signed; by itself it orders nothing. It holds while the plan proposes what it changes: once facts move the end that was proposed, the plan''s own proposal stands again beside the reason. Of several about one order the last one counts.';
COMMENT ON COLUMN facts."amendments"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."amendments"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."amendments"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."amendments"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."amendments"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."amendments"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."amendments"."incident" IS 'the incident';
COMMENT ON COLUMN facts."amendments"."verb" IS 'the verb that proposes it';
COMMENT ON COLUMN facts."amendments"."subject" IS 'whom or what the proposed order binds';
COMMENT ON COLUMN facts."amendments"."scope" IS 'what it asks of them';
COMMENT ON COLUMN facts."amendments"."change" IS 'what is to be otherwise: when it ends, whether it is ordered, which unit it is of';
COMMENT ON COLUMN facts."amendments"."until" IS 'the end that it is to have; empty: as proposed';
COMMENT ON COLUMN facts."amendments"."unit" IS 'the unit that is to be ordered instead; empty: as proposed';
COMMENT ON COLUMN facts."amendments"."proposed" IS 'the end that was proposed';
COMMENT ON COLUMN facts."amendments"."why" IS 'the officer''s reason; it names nobody';
COMMENT ON COLUMN facts."amendments"."officer" IS 'who wants it so';
COMMENT ON COLUMN facts."amendments"."role" IS 'in which role';
COMMENT ON COLUMN facts."amendments"."organisation" IS 'for which organisation';
COMMENT ON COLUMN facts."amendments"."plan" IS 'the digest of the plan that proposed it';
COMMENT ON COLUMN facts."amendments"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."amendments"."batch" IS 'the number, in commit order, of the batch it came in with';

-- Lists as somebody set them up: which one, its filters and order. Whose they are, and whether the desk has them too.
CREATE TABLE access.views (
    view uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account uuid NOT NULL REFERENCES access.accounts,
    name text NOT NULL CHECK (name ~ '^[^[:space:][:cntrl:]]([^[:cntrl:]]{0,58}[^[:space:][:cntrl:]])?$'),
    list text NOT NULL CHECK (list ~ '^[a-z_]{1,40}$'),
    asks jsonb NOT NULL CHECK (jsonb_typeof(asks) = 'object' AND octet_length(asks::text) <= 2000),
    shared boolean NOT NULL,
    made timestamptz NOT NULL,
    UNIQUE (account, name)
);
COMMENT ON TABLE access.views IS 'Lists as somebody set them up; they hold no row of anybody''s';
COMMENT ON COLUMN access.views.view IS 'Its number';
COMMENT ON COLUMN access.views.account IS 'Who made it, and may take it away';
COMMENT ON COLUMN access.views.name IS 'What they call it';
COMMENT ON COLUMN access.views.list IS 'Which list';
COMMENT ON COLUMN access.views.asks IS 'What it asks of the list: words to find, a filter for each column, the order';
COMMENT ON COLUMN access.views.shared IS 'Whether everybody who sees the list has it too';
COMMENT ON COLUMN access.views.made IS 'When it was made';
GRANT SELECT, INSERT, DELETE ON access.views TO desk;
GRANT SELECT (view, account, name, list, shared, made) ON access.views TO auditor;
