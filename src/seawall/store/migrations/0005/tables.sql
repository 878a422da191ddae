CREATE TABLE facts."rounds" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "unit" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "swabbed" BIGINT,
    "present" BIGINT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT rounds_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT rounds_source_allowed CHECK ("source" <> ''),
    CONSTRAINT rounds_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT rounds_team_allowed CHECK ("team" <> ''),
    CONSTRAINT rounds_swabbed_allowed CHECK ("swabbed" >= 0),
    CONSTRAINT rounds_present_allowed CHECK ("present" >= 0),
    CONSTRAINT rounds_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT rounds_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT rounds_values_are_stated CHECK ("corrects" IS NOT NULL OR ("swabbed" IS NOT NULL))
);
CREATE INDEX rounds_batch ON facts."rounds" USING brin ("batch");
CREATE INDEX rounds_corrects ON facts."rounds" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX rounds_recorded_at ON facts."rounds" USING brin ("recorded_at");
CREATE INDEX rounds_team ON facts."rounds" ("team");
CREATE INDEX rounds_unit ON facts."rounds" ("unit");
COMMENT ON TABLE facts."rounds" IS 'A team reports a round of tests of a whole unit in numbers: how many it swabbed of how many it found there. A team''s latest report of a round counts, and those of several teams are added; who goes back for somebody whom another team has missed counts them as swabbed and not as present again.';
COMMENT ON COLUMN facts."rounds"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."rounds"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."rounds"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."rounds"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."rounds"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."rounds"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."rounds"."unit" IS 'the unit tested';
COMMENT ON COLUMN facts."rounds"."team" IS 'the team that reports';
COMMENT ON COLUMN facts."rounds"."at_from" IS 'the swabbing: the earliest it may be';
COMMENT ON COLUMN facts."rounds"."at_until" IS 'the swabbing: the latest it may be';
COMMENT ON COLUMN facts."rounds"."swabbed" IS 'people of the unit swabbed in the round so far';
COMMENT ON COLUMN facts."rounds"."present" IS 'people found there to be swabbed; empty: nobody counted';
COMMENT ON COLUMN facts."rounds"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."rounds"."batch" IS 'the number, in commit order, of the batch it came in with';
