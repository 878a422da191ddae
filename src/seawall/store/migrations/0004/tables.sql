CREATE TABLE facts."duties" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "officer" TEXT NOT NULL,
    "role" TEXT,
    "organisation" TEXT,
    "rank" BIGINT,
    "since_from" TIMESTAMP WITH TIME ZONE,
    "since_until" TIMESTAMP WITH TIME ZONE,
    "until_from" TIMESTAMP WITH TIME ZONE,
    "until_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT duties_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT duties_source_allowed CHECK ("source" <> ''),
    CONSTRAINT duties_officer_allowed CHECK ("officer" <> ''),
    CONSTRAINT duties_role_allowed CHECK ("role" <> ''),
    CONSTRAINT duties_organisation_allowed CHECK ("organisation" <> ''),
    CONSTRAINT duties_rank_allowed CHECK ("rank" >= 1),
    CONSTRAINT duties_since_runs_forwards CHECK ("since_from" <= "since_until"),
    CONSTRAINT duties_until_runs_forwards CHECK ("until_from" <= "until_until"),
    CONSTRAINT duties_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT duties_values_are_stated CHECK ("corrects" IS NOT NULL OR ("role" IS NOT NULL AND "organisation" IS NOT NULL AND "rank" IS NOT NULL))
);
CREATE INDEX duties_batch ON facts."duties" USING brin ("batch");
CREATE INDEX duties_corrects ON facts."duties" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX duties_officer ON facts."duties" ("officer");
CREATE INDEX duties_recorded_at ON facts."duties" USING brin ("recorded_at");
COMMENT ON TABLE facts."duties" IS 'Somebody is on duty: who is to sign, and who is called next when nobody answers.';
COMMENT ON COLUMN facts."duties"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."duties"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."duties"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."duties"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."duties"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."duties"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."duties"."officer" IS 'the account on duty';
COMMENT ON COLUMN facts."duties"."role" IS 'in which role';
COMMENT ON COLUMN facts."duties"."organisation" IS 'for which organisation';
COMMENT ON COLUMN facts."duties"."rank" IS '1 is called first, the next when nobody answers';
COMMENT ON COLUMN facts."duties"."since_from" IS 'beginning: the earliest it may be';
COMMENT ON COLUMN facts."duties"."since_until" IS 'beginning: the latest it may be';
COMMENT ON COLUMN facts."duties"."until_from" IS 'end: the earliest it may be';
COMMENT ON COLUMN facts."duties"."until_until" IS 'end: the latest it may be';
COMMENT ON COLUMN facts."duties"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."duties"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."acknowledgements" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "officer" TEXT NOT NULL,
    "incident" TEXT NOT NULL,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT acknowledgements_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT acknowledgements_source_allowed CHECK ("source" <> ''),
    CONSTRAINT acknowledgements_officer_allowed CHECK ("officer" <> ''),
    CONSTRAINT acknowledgements_incident_allowed CHECK ("incident" <> ''),
    CONSTRAINT acknowledgements_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT acknowledgements_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX acknowledgements_batch ON facts."acknowledgements" USING brin ("batch");
CREATE INDEX acknowledgements_corrects ON facts."acknowledgements" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX acknowledgements_incident ON facts."acknowledgements" ("incident");
CREATE INDEX acknowledgements_officer ON facts."acknowledgements" ("officer");
CREATE INDEX acknowledgements_recorded_at ON facts."acknowledgements" USING brin ("recorded_at");
COMMENT ON TABLE facts."acknowledgements" IS 'An officer on duty said that they have seen what waits for a signature.';
COMMENT ON COLUMN facts."acknowledgements"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."acknowledgements"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."acknowledgements"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."acknowledgements"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."acknowledgements"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."acknowledgements"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."acknowledgements"."officer" IS 'who';
COMMENT ON COLUMN facts."acknowledgements"."incident" IS 'of which incident';
COMMENT ON COLUMN facts."acknowledgements"."at_from" IS 'saying so: the earliest it may be';
COMMENT ON COLUMN facts."acknowledgements"."at_until" IS 'saying so: the latest it may be';
COMMENT ON COLUMN facts."acknowledgements"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."acknowledgements"."batch" IS 'the number, in commit order, of the batch it came in with';
