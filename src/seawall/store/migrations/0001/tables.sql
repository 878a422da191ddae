-- Every table of facts, as the schema classes said it when this was written.

CREATE SCHEMA facts;
COMMENT ON SCHEMA facts IS 'What somebody stated, and when we learned it: rows are added, never changed';

CREATE TABLE facts."units" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "unit" TEXT NOT NULL,
    "parent" TEXT,
    "level" TEXT,
    "name" TEXT,
    "population" BIGINT,
    "lon" DOUBLE PRECISION,
    "lat" DOUBLE PRECISION,
    "datum" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT units_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT units_source_allowed CHECK ("source" <> ''),
    CONSTRAINT units_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT units_parent_allowed CHECK ("parent" <> ''),
    CONSTRAINT units_level_allowed CHECK ("level" IN ('country', 'province', 'city', 'county', 'street', 'community', 'village', 'grid', 'compound', 'building', 'stairwell', 'functional_zone')),
    CONSTRAINT units_name_allowed CHECK ("name" <> ''),
    CONSTRAINT units_population_allowed CHECK ("population" >= 0),
    CONSTRAINT units_lon_allowed CHECK ("lon" >= -180 AND "lon" <= 180 AND "lon" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT units_lat_allowed CHECK ("lat" >= -90 AND "lat" <= 90 AND "lat" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT units_datum_allowed CHECK ("datum" IN ('WGS84', 'GCJ02', 'BD09', 'CGCS2000')),
    CONSTRAINT units_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT units_values_are_stated CHECK ("corrects" IS NOT NULL OR ("level" IS NOT NULL AND "name" IS NOT NULL))
);
CREATE INDEX units_batch ON facts."units" USING brin ("batch");
CREATE INDEX units_corrects ON facts."units" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX units_recorded_at ON facts."units" USING brin ("recorded_at");
CREATE INDEX units_unit ON facts."units" ("unit");
COMMENT ON TABLE facts."units" IS 'An area of the tree.';
COMMENT ON COLUMN facts."units"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."units"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."units"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."units"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."units"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."units"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."units"."unit" IS 'the area; its twelve-digit GB/T 2260 code where it has one';
COMMENT ON COLUMN facts."units"."parent" IS 'the unit it lies in; empty at the root';
COMMENT ON COLUMN facts."units"."level" IS 'how high in the tree it stands';
COMMENT ON COLUMN facts."units"."name" IS 'what people call it';
COMMENT ON COLUMN facts."units"."population" IS 'people who live there';
COMMENT ON COLUMN facts."units"."lon" IS 'longitude of its middle, degrees';
COMMENT ON COLUMN facts."units"."lat" IS 'latitude of its middle, degrees';
COMMENT ON COLUMN facts."units"."datum" IS 'what the coordinates are measured in; GCJ-02 is off by hundreds of metres';
COMMENT ON COLUMN facts."units"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."units"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."places" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "place" TEXT NOT NULL,
    "kind" TEXT,
    "unit" TEXT,
    "name" TEXT,
    "lon" DOUBLE PRECISION,
    "lat" DOUBLE PRECISION,
    "datum" TEXT,
    "capacity" BIGINT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT places_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT places_source_allowed CHECK ("source" <> ''),
    CONSTRAINT places_place_allowed CHECK ("place" <> ''),
    CONSTRAINT places_kind_allowed CHECK ("kind" IN ('household', 'work', 'class', 'dormitory', 'shop', 'market', 'restaurant', 'entertainment', 'hall', 'lift', 'bus', 'coach', 'train', 'aircraft', 'ship', 'car', 'hospital', 'ward', 'clinic', 'care_home', 'quarantine', 'laboratory', 'school', 'gym', 'hotel', 'worship', 'outdoors', 'other')),
    CONSTRAINT places_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT places_name_allowed CHECK ("name" <> ''),
    CONSTRAINT places_lon_allowed CHECK ("lon" >= -180 AND "lon" <= 180 AND "lon" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT places_lat_allowed CHECK ("lat" >= -90 AND "lat" <= 90 AND "lat" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT places_datum_allowed CHECK ("datum" IN ('WGS84', 'GCJ02', 'BD09', 'CGCS2000')),
    CONSTRAINT places_capacity_allowed CHECK ("capacity" >= 0),
    CONSTRAINT places_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT places_values_are_stated CHECK ("corrects" IS NOT NULL OR ("kind" IS NOT NULL))
);
CREATE INDEX places_batch ON facts."places" USING brin ("batch");
CREATE INDEX places_corrects ON facts."places" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX places_place ON facts."places" ("place");
CREATE INDEX places_recorded_at ON facts."places" USING brin ("recorded_at");
COMMENT ON TABLE facts."places" IS 'Somewhere people meet.';
COMMENT ON COLUMN facts."places"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."places"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."places"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."places"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."places"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."places"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."places"."place" IS 'the place';
COMMENT ON COLUMN facts."places"."kind" IS 'what kind of setting it is';
COMMENT ON COLUMN facts."places"."unit" IS 'the smallest unit it lies in';
COMMENT ON COLUMN facts."places"."name" IS 'what people call it';
COMMENT ON COLUMN facts."places"."lon" IS 'longitude, degrees';
COMMENT ON COLUMN facts."places"."lat" IS 'latitude, degrees';
COMMENT ON COLUMN facts."places"."datum" IS 'what the coordinates are measured in';
COMMENT ON COLUMN facts."places"."capacity" IS 'people it holds';
COMMENT ON COLUMN facts."places"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."places"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."shapes" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "shape" TEXT NOT NULL,
    "kind" TEXT,
    "lon" DOUBLE PRECISION,
    "lat" DOUBLE PRECISION,
    "radius_m" DOUBLE PRECISION,
    "polygon" TEXT,
    "datum" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT shapes_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT shapes_source_allowed CHECK ("source" <> ''),
    CONSTRAINT shapes_shape_allowed CHECK ("shape" <> ''),
    CONSTRAINT shapes_kind_allowed CHECK ("kind" IN ('circle', 'polygon')),
    CONSTRAINT shapes_lon_allowed CHECK ("lon" >= -180 AND "lon" <= 180 AND "lon" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT shapes_lat_allowed CHECK ("lat" >= -90 AND "lat" <= 90 AND "lat" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT shapes_radius_m_allowed CHECK ("radius_m" >= 0 AND "radius_m" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT shapes_polygon_allowed CHECK ("polygon" <> ''),
    CONSTRAINT shapes_datum_allowed CHECK ("datum" IN ('WGS84', 'GCJ02', 'BD09', 'CGCS2000')),
    CONSTRAINT shapes_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT shapes_values_are_stated CHECK ("corrects" IS NOT NULL OR ("kind" IS NOT NULL))
);
CREATE INDEX shapes_batch ON facts."shapes" USING brin ("batch");
CREATE INDEX shapes_corrects ON facts."shapes" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX shapes_recorded_at ON facts."shapes" USING brin ("recorded_at");
CREATE INDEX shapes_shape ON facts."shapes" ("shape");
COMMENT ON TABLE facts."shapes" IS 'A circle or polygon of our own.';
COMMENT ON COLUMN facts."shapes"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."shapes"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."shapes"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."shapes"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."shapes"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."shapes"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."shapes"."shape" IS 'the shape';
COMMENT ON COLUMN facts."shapes"."kind" IS 'circle or polygon';
COMMENT ON COLUMN facts."shapes"."lon" IS 'longitude of a circle''s middle, degrees';
COMMENT ON COLUMN facts."shapes"."lat" IS 'latitude of a circle''s middle, degrees';
COMMENT ON COLUMN facts."shapes"."radius_m" IS 'radius of a circle, metres';
COMMENT ON COLUMN facts."shapes"."polygon" IS 'a polygon''s outline as well-known text';
COMMENT ON COLUMN facts."shapes"."datum" IS 'what the coordinates are measured in';
COMMENT ON COLUMN facts."shapes"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."shapes"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."persons" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "birth_from" TIMESTAMP WITH TIME ZONE,
    "birth_until" TIMESTAMP WITH TIME ZONE,
    "sex" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT persons_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT persons_source_allowed CHECK ("source" <> ''),
    CONSTRAINT persons_person_allowed CHECK ("person" <> ''),
    CONSTRAINT persons_sex_allowed CHECK ("sex" IN ('female', 'male', 'other', 'unknown')),
    CONSTRAINT persons_birth_runs_forwards CHECK ("birth_from" <= "birth_until"),
    CONSTRAINT persons_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX persons_batch ON facts."persons" USING brin ("batch");
CREATE INDEX persons_corrects ON facts."persons" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX persons_person ON facts."persons" ("person");
CREATE INDEX persons_recorded_at ON facts."persons" USING brin ("recorded_at");
COMMENT ON TABLE facts."persons" IS 'Somebody, without a name: names live in the register.';
COMMENT ON COLUMN facts."persons"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."persons"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."persons"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."persons"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."persons"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."persons"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."persons"."person" IS 'the person''s number';
COMMENT ON COLUMN facts."persons"."birth_from" IS 'birth: the earliest it may be';
COMMENT ON COLUMN facts."persons"."birth_until" IS 'birth: the latest it may be';
COMMENT ON COLUMN facts."persons"."sex" IS 'as stated';
COMMENT ON COLUMN facts."persons"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."persons"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."residences" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "kind" TEXT,
    "since_from" TIMESTAMP WITH TIME ZONE,
    "since_until" TIMESTAMP WITH TIME ZONE,
    "until_from" TIMESTAMP WITH TIME ZONE,
    "until_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT residences_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT residences_source_allowed CHECK ("source" <> ''),
    CONSTRAINT residences_person_allowed CHECK ("person" <> ''),
    CONSTRAINT residences_place_allowed CHECK ("place" <> ''),
    CONSTRAINT residences_kind_allowed CHECK ("kind" IN ('registered', 'current', 'dormitory', 'care_home', 'hotel', 'hospital', 'other')),
    CONSTRAINT residences_since_runs_forwards CHECK ("since_from" <= "since_until"),
    CONSTRAINT residences_until_runs_forwards CHECK ("until_from" <= "until_until"),
    CONSTRAINT residences_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT residences_values_are_stated CHECK ("corrects" IS NOT NULL OR ("kind" IS NOT NULL))
);
CREATE INDEX residences_batch ON facts."residences" USING brin ("batch");
CREATE INDEX residences_corrects ON facts."residences" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX residences_person ON facts."residences" ("person");
CREATE INDEX residences_place ON facts."residences" ("place");
CREATE INDEX residences_recorded_at ON facts."residences" USING brin ("recorded_at");
COMMENT ON TABLE facts."residences" IS 'Somebody lives somewhere.';
COMMENT ON COLUMN facts."residences"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."residences"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."residences"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."residences"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."residences"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."residences"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."residences"."person" IS 'who lives there';
COMMENT ON COLUMN facts."residences"."place" IS 'where';
COMMENT ON COLUMN facts."residences"."kind" IS 'in what sense';
COMMENT ON COLUMN facts."residences"."since_from" IS 'moving in: the earliest it may be';
COMMENT ON COLUMN facts."residences"."since_until" IS 'moving in: the latest it may be';
COMMENT ON COLUMN facts."residences"."until_from" IS 'moving out: the earliest it may be';
COMMENT ON COLUMN facts."residences"."until_until" IS 'moving out: the latest it may be';
COMMENT ON COLUMN facts."residences"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."residences"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."occupations" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "group" TEXT,
    "employer" TEXT,
    "role" TEXT,
    "since_from" TIMESTAMP WITH TIME ZONE,
    "since_until" TIMESTAMP WITH TIME ZONE,
    "until_from" TIMESTAMP WITH TIME ZONE,
    "until_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT occupations_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT occupations_source_allowed CHECK ("source" <> ''),
    CONSTRAINT occupations_person_allowed CHECK ("person" <> ''),
    CONSTRAINT occupations_group_allowed CHECK ("group" <> ''),
    CONSTRAINT occupations_employer_allowed CHECK ("employer" <> ''),
    CONSTRAINT occupations_role_allowed CHECK ("role" <> ''),
    CONSTRAINT occupations_since_runs_forwards CHECK ("since_from" <= "since_until"),
    CONSTRAINT occupations_until_runs_forwards CHECK ("until_from" <= "until_until"),
    CONSTRAINT occupations_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX occupations_batch ON facts."occupations" USING brin ("batch");
CREATE INDEX occupations_corrects ON facts."occupations" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX occupations_person ON facts."occupations" ("person");
CREATE INDEX occupations_recorded_at ON facts."occupations" USING brin ("recorded_at");
COMMENT ON TABLE facts."occupations" IS 'Somebody works or studies somewhere.';
COMMENT ON COLUMN facts."occupations"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."occupations"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."occupations"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."occupations"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."occupations"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."occupations"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."occupations"."person" IS 'who works there';
COMMENT ON COLUMN facts."occupations"."group" IS 'the occupational group';
COMMENT ON COLUMN facts."occupations"."employer" IS 'the place or organisation';
COMMENT ON COLUMN facts."occupations"."role" IS 'what they do there';
COMMENT ON COLUMN facts."occupations"."since_from" IS 'beginning: the earliest it may be';
COMMENT ON COLUMN facts."occupations"."since_until" IS 'beginning: the latest it may be';
COMMENT ON COLUMN facts."occupations"."until_from" IS 'end: the earliest it may be';
COMMENT ON COLUMN facts."occupations"."until_until" IS 'end: the latest it may be';
COMMENT ON COLUMN facts."occupations"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."occupations"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."traits" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "trait" TEXT NOT NULL,
    "since_from" TIMESTAMP WITH TIME ZONE,
    "since_until" TIMESTAMP WITH TIME ZONE,
    "until_from" TIMESTAMP WITH TIME ZONE,
    "until_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT traits_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT traits_source_allowed CHECK ("source" <> ''),
    CONSTRAINT traits_person_allowed CHECK ("person" <> ''),
    CONSTRAINT traits_trait_allowed CHECK ("trait" IN ('pregnant', 'dialysis', 'lives_alone', 'immune', 'severely_immunocompromised', 'vaccine_allergy', 'psychiatric', 'disabled', 'needs_carer', 'carer', 'deceased', 'other')),
    CONSTRAINT traits_since_runs_forwards CHECK ("since_from" <= "since_until"),
    CONSTRAINT traits_until_runs_forwards CHECK ("until_from" <= "until_until"),
    CONSTRAINT traits_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX traits_batch ON facts."traits" USING brin ("batch");
CREATE INDEX traits_corrects ON facts."traits" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX traits_person ON facts."traits" ("person");
CREATE INDEX traits_recorded_at ON facts."traits" USING brin ("recorded_at");
COMMENT ON TABLE facts."traits" IS 'Something about a person that changes what is owed to them.';
COMMENT ON COLUMN facts."traits"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."traits"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."traits"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."traits"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."traits"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."traits"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."traits"."person" IS 'whose trait';
COMMENT ON COLUMN facts."traits"."trait" IS 'what it is';
COMMENT ON COLUMN facts."traits"."since_from" IS 'beginning: the earliest it may be';
COMMENT ON COLUMN facts."traits"."since_until" IS 'beginning: the latest it may be';
COMMENT ON COLUMN facts."traits"."until_from" IS 'end: the earliest it may be';
COMMENT ON COLUMN facts."traits"."until_until" IS 'end: the latest it may be';
COMMENT ON COLUMN facts."traits"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."traits"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."same_person" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "other" TEXT NOT NULL,
    "decision" TEXT,
    "by" TEXT,
    "why" TEXT,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT same_person_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT same_person_source_allowed CHECK ("source" <> ''),
    CONSTRAINT same_person_person_allowed CHECK ("person" <> ''),
    CONSTRAINT same_person_other_allowed CHECK ("other" <> ''),
    CONSTRAINT same_person_decision_allowed CHECK ("decision" IN ('possible', 'same', 'different', 'undone')),
    CONSTRAINT same_person_by_allowed CHECK ("by" <> ''),
    CONSTRAINT same_person_why_allowed CHECK ("why" <> ''),
    CONSTRAINT same_person_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT same_person_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT same_person_values_are_stated CHECK ("corrects" IS NOT NULL OR ("decision" IS NOT NULL))
);
CREATE INDEX same_person_batch ON facts."same_person" USING brin ("batch");
CREATE INDEX same_person_corrects ON facts."same_person" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX same_person_other ON facts."same_person" ("other");
CREATE INDEX same_person_person ON facts."same_person" ("person");
CREATE INDEX same_person_recorded_at ON facts."same_person" USING brin ("recorded_at");
COMMENT ON TABLE facts."same_person" IS 'Two numbers are one person, or were not. `possible` asks; nobody is merged by it.';
COMMENT ON COLUMN facts."same_person"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."same_person"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."same_person"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."same_person"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."same_person"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."same_person"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."same_person"."person" IS 'the number that stays';
COMMENT ON COLUMN facts."same_person"."other" IS 'the number that may be the same person';
COMMENT ON COLUMN facts."same_person"."decision" IS 'what was decided; `undone` takes a merge back';
COMMENT ON COLUMN facts."same_person"."by" IS 'who decided';
COMMENT ON COLUMN facts."same_person"."why" IS 'what speaks for it';
COMMENT ON COLUMN facts."same_person"."at_from" IS 'the decision: the earliest it may be';
COMMENT ON COLUMN facts."same_person"."at_until" IS 'the decision: the latest it may be';
COMMENT ON COLUMN facts."same_person"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."same_person"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."sites" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "site" TEXT NOT NULL,
    "kind" TEXT,
    "place" TEXT,
    "unit" TEXT,
    "name" TEXT,
    "organisation" TEXT,
    "open" BOOLEAN,
    "registered" BOOLEAN,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT sites_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT sites_source_allowed CHECK ("source" <> ''),
    CONSTRAINT sites_site_allowed CHECK ("site" <> ''),
    CONSTRAINT sites_kind_allowed CHECK ("kind" IN ('quarantine', 'reserve_quarantine', 'hospital', 'designated_hospital', 'fever_clinic', 'laboratory', 'test_point', 'vaccination', 'warehouse', 'headquarters', 'other')),
    CONSTRAINT sites_place_allowed CHECK ("place" <> ''),
    CONSTRAINT sites_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT sites_name_allowed CHECK ("name" <> ''),
    CONSTRAINT sites_organisation_allowed CHECK ("organisation" <> ''),
    CONSTRAINT sites_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT sites_values_are_stated CHECK ("corrects" IS NOT NULL OR ("kind" IS NOT NULL))
);
CREATE INDEX sites_batch ON facts."sites" USING brin ("batch");
CREATE INDEX sites_corrects ON facts."sites" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX sites_recorded_at ON facts."sites" USING brin ("recorded_at");
CREATE INDEX sites_site ON facts."sites" ("site");
COMMENT ON TABLE facts."sites" IS 'A site the city runs. A laboratory whose results count is a site of kind laboratory, registered.';
COMMENT ON COLUMN facts."sites"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."sites"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."sites"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."sites"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."sites"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."sites"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."sites"."site" IS 'the site';
COMMENT ON COLUMN facts."sites"."kind" IS 'what it is for';
COMMENT ON COLUMN facts."sites"."place" IS 'where it stands';
COMMENT ON COLUMN facts."sites"."unit" IS 'the unit it lies in';
COMMENT ON COLUMN facts."sites"."name" IS 'what people call it';
COMMENT ON COLUMN facts."sites"."organisation" IS 'who runs it';
COMMENT ON COLUMN facts."sites"."open" IS 'whether it is in use; a reserve is not until it is opened';
COMMENT ON COLUMN facts."sites"."registered" IS 'whether it is registered for its purpose: a registered laboratory''s results count';
COMMENT ON COLUMN facts."sites"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."sites"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."rooms" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "site" TEXT NOT NULL,
    "room" TEXT NOT NULL,
    "floor" BIGINT,
    "beds" BIGINT,
    "bathroom" BOOLEAN,
    "accessible" BOOLEAN,
    "adjoins" TEXT,
    "air" TEXT,
    "state" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT rooms_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT rooms_source_allowed CHECK ("source" <> ''),
    CONSTRAINT rooms_site_allowed CHECK ("site" <> ''),
    CONSTRAINT rooms_room_allowed CHECK ("room" <> ''),
    CONSTRAINT rooms_floor_allowed CHECK ("floor" >= -10),
    CONSTRAINT rooms_beds_allowed CHECK ("beds" >= 0),
    CONSTRAINT rooms_adjoins_allowed CHECK ("adjoins" <> ''),
    CONSTRAINT rooms_air_allowed CHECK ("air" IN ('own', 'shared', 'negative_pressure')),
    CONSTRAINT rooms_state_allowed CHECK ("state" IN ('free', 'taken', 'closed', 'disinfecting')),
    CONSTRAINT rooms_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT rooms_values_are_stated CHECK ("corrects" IS NOT NULL OR ("beds" IS NOT NULL))
);
CREATE INDEX rooms_batch ON facts."rooms" USING brin ("batch");
CREATE INDEX rooms_corrects ON facts."rooms" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX rooms_recorded_at ON facts."rooms" USING brin ("recorded_at");
CREATE INDEX rooms_room ON facts."rooms" ("room");
CREATE INDEX rooms_site ON facts."rooms" ("site");
COMMENT ON TABLE facts."rooms" IS 'A room of a site.';
COMMENT ON COLUMN facts."rooms"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."rooms"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."rooms"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."rooms"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."rooms"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."rooms"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."rooms"."site" IS 'the site';
COMMENT ON COLUMN facts."rooms"."room" IS 'the room''s number';
COMMENT ON COLUMN facts."rooms"."floor" IS 'the floor; the ground floor is 1';
COMMENT ON COLUMN facts."rooms"."beds" IS 'beds';
COMMENT ON COLUMN facts."rooms"."bathroom" IS 'has its own bathroom';
COMMENT ON COLUMN facts."rooms"."accessible" IS 'can be entered in a wheelchair';
COMMENT ON COLUMN facts."rooms"."adjoins" IS 'a room joined to it by a door';
COMMENT ON COLUMN facts."rooms"."air" IS 'how it is aired';
COMMENT ON COLUMN facts."rooms"."state" IS 'whether it can be given';
COMMENT ON COLUMN facts."rooms"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."rooms"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."vehicles" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "vehicle" TEXT NOT NULL,
    "kind" TEXT,
    "seats" BIGINT,
    "site" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT vehicles_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT vehicles_source_allowed CHECK ("source" <> ''),
    CONSTRAINT vehicles_vehicle_allowed CHECK ("vehicle" <> ''),
    CONSTRAINT vehicles_kind_allowed CHECK ("kind" <> ''),
    CONSTRAINT vehicles_seats_allowed CHECK ("seats" >= 0),
    CONSTRAINT vehicles_site_allowed CHECK ("site" <> ''),
    CONSTRAINT vehicles_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT vehicles_values_are_stated CHECK ("corrects" IS NOT NULL OR ("kind" IS NOT NULL))
);
CREATE INDEX vehicles_batch ON facts."vehicles" USING brin ("batch");
CREATE INDEX vehicles_corrects ON facts."vehicles" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX vehicles_recorded_at ON facts."vehicles" USING brin ("recorded_at");
CREATE INDEX vehicles_vehicle ON facts."vehicles" ("vehicle");
COMMENT ON TABLE facts."vehicles" IS 'A vehicle that can carry people or goods.';
COMMENT ON COLUMN facts."vehicles"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."vehicles"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."vehicles"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."vehicles"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."vehicles"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."vehicles"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."vehicles"."vehicle" IS 'the vehicle';
COMMENT ON COLUMN facts."vehicles"."kind" IS 'ambulance, negative_pressure_ambulance, bus, van, truck';
COMMENT ON COLUMN facts."vehicles"."seats" IS 'people it carries';
COMMENT ON COLUMN facts."vehicles"."site" IS 'where it stands';
COMMENT ON COLUMN facts."vehicles"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."vehicles"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."teams" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "team" TEXT NOT NULL,
    "kind" TEXT,
    "unit" TEXT,
    "organisation" TEXT,
    "size" BIGINT,
    "lead" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT teams_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT teams_source_allowed CHECK ("source" <> ''),
    CONSTRAINT teams_team_allowed CHECK ("team" <> ''),
    CONSTRAINT teams_kind_allowed CHECK ("kind" <> ''),
    CONSTRAINT teams_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT teams_organisation_allowed CHECK ("organisation" <> ''),
    CONSTRAINT teams_size_allowed CHECK ("size" >= 0),
    CONSTRAINT teams_lead_allowed CHECK ("lead" <> ''),
    CONSTRAINT teams_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT teams_values_are_stated CHECK ("corrects" IS NOT NULL OR ("kind" IS NOT NULL))
);
CREATE INDEX teams_batch ON facts."teams" USING brin ("batch");
CREATE INDEX teams_corrects ON facts."teams" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX teams_recorded_at ON facts."teams" USING brin ("recorded_at");
CREATE INDEX teams_team ON facts."teams" ("team");
COMMENT ON TABLE facts."teams" IS 'People who work together.';
COMMENT ON COLUMN facts."teams"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."teams"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."teams"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."teams"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."teams"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."teams"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."teams"."team" IS 'the team';
COMMENT ON COLUMN facts."teams"."kind" IS 'tracing, sampling, disinfection, transfer, sealing';
COMMENT ON COLUMN facts."teams"."unit" IS 'the unit it works in';
COMMENT ON COLUMN facts."teams"."organisation" IS 'who sends it';
COMMENT ON COLUMN facts."teams"."size" IS 'people in it';
COMMENT ON COLUMN facts."teams"."lead" IS 'the account of its leader';
COMMENT ON COLUMN facts."teams"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."teams"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."stocks" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "site" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "quantity" DOUBLE PRECISION,
    "unit" TEXT,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT stocks_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT stocks_source_allowed CHECK ("source" <> ''),
    CONSTRAINT stocks_site_allowed CHECK ("site" <> ''),
    CONSTRAINT stocks_item_allowed CHECK ("item" <> ''),
    CONSTRAINT stocks_quantity_allowed CHECK ("quantity" >= 0 AND "quantity" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT stocks_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT stocks_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT stocks_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT stocks_values_are_stated CHECK ("corrects" IS NOT NULL OR ("quantity" IS NOT NULL))
);
CREATE INDEX stocks_batch ON facts."stocks" USING brin ("batch");
CREATE INDEX stocks_corrects ON facts."stocks" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX stocks_item ON facts."stocks" ("item");
CREATE INDEX stocks_recorded_at ON facts."stocks" USING brin ("recorded_at");
CREATE INDEX stocks_site ON facts."stocks" ("site");
COMMENT ON TABLE facts."stocks" IS 'What lies in store.';
COMMENT ON COLUMN facts."stocks"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."stocks"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."stocks"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."stocks"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."stocks"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."stocks"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."stocks"."site" IS 'where it lies';
COMMENT ON COLUMN facts."stocks"."item" IS 'what it is';
COMMENT ON COLUMN facts."stocks"."quantity" IS 'how much, in the item''s unit';
COMMENT ON COLUMN facts."stocks"."unit" IS 'the unit of the quantity: pieces, kg, person-samples';
COMMENT ON COLUMN facts."stocks"."at_from" IS 'the stocktaking: the earliest it may be';
COMMENT ON COLUMN facts."stocks"."at_until" IS 'the stocktaking: the latest it may be';
COMMENT ON COLUMN facts."stocks"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."stocks"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."capacities" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "site" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "per_day" DOUBLE PRECISION,
    "since_from" TIMESTAMP WITH TIME ZONE,
    "since_until" TIMESTAMP WITH TIME ZONE,
    "until_from" TIMESTAMP WITH TIME ZONE,
    "until_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT capacities_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT capacities_source_allowed CHECK ("source" <> ''),
    CONSTRAINT capacities_site_allowed CHECK ("site" <> ''),
    CONSTRAINT capacities_what_allowed CHECK ("what" <> ''),
    CONSTRAINT capacities_per_day_allowed CHECK ("per_day" >= 0 AND "per_day" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT capacities_since_runs_forwards CHECK ("since_from" <= "since_until"),
    CONSTRAINT capacities_until_runs_forwards CHECK ("until_from" <= "until_until"),
    CONSTRAINT capacities_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT capacities_values_are_stated CHECK ("corrects" IS NOT NULL OR ("per_day" IS NOT NULL))
);
CREATE INDEX capacities_batch ON facts."capacities" USING brin ("batch");
CREATE INDEX capacities_corrects ON facts."capacities" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX capacities_recorded_at ON facts."capacities" USING brin ("recorded_at");
CREATE INDEX capacities_site ON facts."capacities" ("site");
CREATE INDEX capacities_what ON facts."capacities" ("what");
COMMENT ON TABLE facts."capacities" IS 'What somebody can do in a day.';
COMMENT ON COLUMN facts."capacities"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."capacities"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."capacities"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."capacities"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."capacities"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."capacities"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."capacities"."site" IS 'who can';
COMMENT ON COLUMN facts."capacities"."what" IS 'what: person-samples, beds, transfers';
COMMENT ON COLUMN facts."capacities"."per_day" IS 'how much a day';
COMMENT ON COLUMN facts."capacities"."since_from" IS 'beginning: the earliest it may be';
COMMENT ON COLUMN facts."capacities"."since_until" IS 'beginning: the latest it may be';
COMMENT ON COLUMN facts."capacities"."until_from" IS 'end: the earliest it may be';
COMMENT ON COLUMN facts."capacities"."until_until" IS 'end: the latest it may be';
COMMENT ON COLUMN facts."capacities"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."capacities"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."incidents" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "incident" TEXT NOT NULL,
    "disease" TEXT,
    "policy" TEXT,
    "unit" TEXT,
    "opened_from" TIMESTAMP WITH TIME ZONE,
    "opened_until" TIMESTAMP WITH TIME ZONE,
    "closed_from" TIMESTAMP WITH TIME ZONE,
    "closed_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT incidents_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT incidents_source_allowed CHECK ("source" <> ''),
    CONSTRAINT incidents_incident_allowed CHECK ("incident" <> ''),
    CONSTRAINT incidents_disease_allowed CHECK ("disease" <> ''),
    CONSTRAINT incidents_policy_allowed CHECK ("policy" <> ''),
    CONSTRAINT incidents_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT incidents_opened_runs_forwards CHECK ("opened_from" <= "opened_until"),
    CONSTRAINT incidents_closed_runs_forwards CHECK ("closed_from" <= "closed_until"),
    CONSTRAINT incidents_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT incidents_values_are_stated CHECK ("corrects" IS NOT NULL OR ("policy" IS NOT NULL))
);
CREATE INDEX incidents_batch ON facts."incidents" USING brin ("batch");
CREATE INDEX incidents_corrects ON facts."incidents" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX incidents_incident ON facts."incidents" ("incident");
CREATE INDEX incidents_recorded_at ON facts."incidents" USING brin ("recorded_at");
COMMENT ON TABLE facts."incidents" IS 'An outbreak being handled. A later row that follows the first changes its policy from then on.';
COMMENT ON COLUMN facts."incidents"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."incidents"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."incidents"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."incidents"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."incidents"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."incidents"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."incidents"."incident" IS 'the incident';
COMMENT ON COLUMN facts."incidents"."disease" IS 'the disease, as the policies name its pathogen';
COMMENT ON COLUMN facts."incidents"."policy" IS 'the id of the policy it is handled under';
COMMENT ON COLUMN facts."incidents"."unit" IS 'the unit whose desk handles it';
COMMENT ON COLUMN facts."incidents"."opened_from" IS 'opening; in a row that follows, the moment the new policy begins: the earliest it may be';
COMMENT ON COLUMN facts."incidents"."opened_until" IS 'opening; in a row that follows, the moment the new policy begins: the latest it may be';
COMMENT ON COLUMN facts."incidents"."closed_from" IS 'closing: the earliest it may be';
COMMENT ON COLUMN facts."incidents"."closed_until" IS 'closing: the latest it may be';
COMMENT ON COLUMN facts."incidents"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."incidents"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."cases" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "case" TEXT NOT NULL,
    "person" TEXT,
    "incident" TEXT,
    "opened_from" TIMESTAMP WITH TIME ZONE,
    "opened_until" TIMESTAMP WITH TIME ZONE,
    "previous" TEXT,
    "relation_to_previous" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT cases_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT cases_source_allowed CHECK ("source" <> ''),
    CONSTRAINT cases_case_allowed CHECK ("case" <> ''),
    CONSTRAINT cases_person_allowed CHECK ("person" <> ''),
    CONSTRAINT cases_incident_allowed CHECK ("incident" <> ''),
    CONSTRAINT cases_previous_allowed CHECK ("previous" <> ''),
    CONSTRAINT cases_relation_to_previous_allowed CHECK ("relation_to_previous" IN ('new', 're_positive', 'reinfection')),
    CONSTRAINT cases_opened_runs_forwards CHECK ("opened_from" <= "opened_until"),
    CONSTRAINT cases_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT cases_values_are_stated CHECK ("corrects" IS NOT NULL OR ("person" IS NOT NULL AND "incident" IS NOT NULL))
);
CREATE INDEX cases_batch ON facts."cases" USING brin ("batch");
CREATE INDEX cases_case ON facts."cases" ("case");
CREATE INDEX cases_corrects ON facts."cases" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX cases_recorded_at ON facts."cases" USING brin ("recorded_at");
COMMENT ON TABLE facts."cases" IS 'One illness episode of one person.';
COMMENT ON COLUMN facts."cases"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."cases"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."cases"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."cases"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."cases"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."cases"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."cases"."case" IS 'the episode';
COMMENT ON COLUMN facts."cases"."person" IS 'whose it is';
COMMENT ON COLUMN facts."cases"."incident" IS 'the incident it belongs to';
COMMENT ON COLUMN facts."cases"."opened_from" IS 'opening of the episode: the earliest it may be';
COMMENT ON COLUMN facts."cases"."opened_until" IS 'opening of the episode: the latest it may be';
COMMENT ON COLUMN facts."cases"."previous" IS 'the same person''s earlier case';
COMMENT ON COLUMN facts."cases"."relation_to_previous" IS 'how it relates to the earlier one';
COMMENT ON COLUMN facts."cases"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."cases"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."classifications" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "case" TEXT NOT NULL,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "class" TEXT,
    "severity" TEXT,
    "origin" TEXT,
    "by" TEXT,
    "organisation" TEXT,
    "second_by" TEXT,
    "second_organisation" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT classifications_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT classifications_source_allowed CHECK ("source" <> ''),
    CONSTRAINT classifications_case_allowed CHECK ("case" <> ''),
    CONSTRAINT classifications_class_allowed CHECK ("class" IN ('screened_positive', 'suspect', 'clinical', 'confirmed', 'asymptomatic', 'carrier', 'excluded')),
    CONSTRAINT classifications_severity_allowed CHECK ("severity" IN ('none', 'mild', 'moderate', 'severe', 'critical')),
    CONSTRAINT classifications_origin_allowed CHECK ("origin" IN ('local', 'imported', 'undetermined')),
    CONSTRAINT classifications_by_allowed CHECK ("by" <> ''),
    CONSTRAINT classifications_organisation_allowed CHECK ("organisation" <> ''),
    CONSTRAINT classifications_second_by_allowed CHECK ("second_by" <> ''),
    CONSTRAINT classifications_second_organisation_allowed CHECK ("second_organisation" <> ''),
    CONSTRAINT classifications_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT classifications_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT classifications_values_are_stated CHECK ("corrects" IS NOT NULL OR ("class" IS NOT NULL))
);
CREATE INDEX classifications_batch ON facts."classifications" USING brin ("batch");
CREATE INDEX classifications_case ON facts."classifications" ("case");
CREATE INDEX classifications_corrects ON facts."classifications" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX classifications_recorded_at ON facts."classifications" USING brin ("recorded_at");
COMMENT ON TABLE facts."classifications" IS 'What a case is held to be, and who says so.';
COMMENT ON COLUMN facts."classifications"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."classifications"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."classifications"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."classifications"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."classifications"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."classifications"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."classifications"."case" IS 'the case';
COMMENT ON COLUMN facts."classifications"."at_from" IS 'the conclusion: the earliest it may be';
COMMENT ON COLUMN facts."classifications"."at_until" IS 'the conclusion: the latest it may be';
COMMENT ON COLUMN facts."classifications"."class" IS 'what it is held to be';
COMMENT ON COLUMN facts."classifications"."severity" IS 'how ill';
COMMENT ON COLUMN facts."classifications"."origin" IS 'where it was caught';
COMMENT ON COLUMN facts."classifications"."by" IS 'who concluded it';
COMMENT ON COLUMN facts."classifications"."organisation" IS 'for whom they speak';
COMMENT ON COLUMN facts."classifications"."second_by" IS 'who concluded it with them';
COMMENT ON COLUMN facts."classifications"."second_organisation" IS 'for whom the second speaks';
COMMENT ON COLUMN facts."classifications"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."classifications"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."outcomes" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "case" TEXT NOT NULL,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "outcome" TEXT,
    "facility" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT outcomes_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT outcomes_source_allowed CHECK ("source" <> ''),
    CONSTRAINT outcomes_case_allowed CHECK ("case" <> ''),
    CONSTRAINT outcomes_outcome_allowed CHECK ("outcome" IN ('admitted', 'icu', 'discharged', 'released', 'died_of', 'died_with', 'lost')),
    CONSTRAINT outcomes_facility_allowed CHECK ("facility" <> ''),
    CONSTRAINT outcomes_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT outcomes_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT outcomes_values_are_stated CHECK ("corrects" IS NOT NULL OR ("outcome" IS NOT NULL))
);
CREATE INDEX outcomes_batch ON facts."outcomes" USING brin ("batch");
CREATE INDEX outcomes_case ON facts."outcomes" ("case");
CREATE INDEX outcomes_corrects ON facts."outcomes" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX outcomes_recorded_at ON facts."outcomes" USING brin ("recorded_at");
COMMENT ON TABLE facts."outcomes" IS 'What became of a case. A death does not erase what the case was held to be.';
COMMENT ON COLUMN facts."outcomes"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."outcomes"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."outcomes"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."outcomes"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."outcomes"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."outcomes"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."outcomes"."case" IS 'the case';
COMMENT ON COLUMN facts."outcomes"."at_from" IS 'the outcome: the earliest it may be';
COMMENT ON COLUMN facts."outcomes"."at_until" IS 'the outcome: the latest it may be';
COMMENT ON COLUMN facts."outcomes"."outcome" IS 'what became of it';
COMMENT ON COLUMN facts."outcomes"."facility" IS 'where';
COMMENT ON COLUMN facts."outcomes"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."outcomes"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."links" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "case" TEXT NOT NULL,
    "infector" TEXT NOT NULL,
    "basis" TEXT,
    "setting" TEXT,
    "confidence" DOUBLE PRECISION,
    "by" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT links_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT links_source_allowed CHECK ("source" <> ''),
    CONSTRAINT links_case_allowed CHECK ("case" <> ''),
    CONSTRAINT links_infector_allowed CHECK ("infector" <> ''),
    CONSTRAINT links_basis_allowed CHECK ("basis" IN ('interview', 'genome', 'place', 'panel', 'record')),
    CONSTRAINT links_setting_allowed CHECK ("setting" <> ''),
    CONSTRAINT links_confidence_allowed CHECK ("confidence" >= 0 AND "confidence" <= 1 AND "confidence" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT links_by_allowed CHECK ("by" <> ''),
    CONSTRAINT links_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX links_batch ON facts."links" USING brin ("batch");
CREATE INDEX links_case ON facts."links" ("case");
CREATE INDEX links_corrects ON facts."links" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX links_infector ON facts."links" ("infector");
CREATE INDEX links_recorded_at ON facts."links" USING brin ("recorded_at");
COMMENT ON TABLE facts."links" IS 'Who infected whom, as somebody concluded. A case may have several named infectors.';
COMMENT ON COLUMN facts."links"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."links"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."links"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."links"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."links"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."links"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."links"."case" IS 'who was infected';
COMMENT ON COLUMN facts."links"."infector" IS 'the case that infected them';
COMMENT ON COLUMN facts."links"."basis" IS 'what it is concluded from';
COMMENT ON COLUMN facts."links"."setting" IS 'where it is thought to have happened';
COMMENT ON COLUMN facts."links"."confidence" IS 'how sure, 0 to 1';
COMMENT ON COLUMN facts."links"."by" IS 'who concluded it';
COMMENT ON COLUMN facts."links"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."links"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."stays" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "came_from" TIMESTAMP WITH TIME ZONE,
    "came_until" TIMESTAMP WITH TIME ZONE,
    "left_from" TIMESTAMP WITH TIME ZONE,
    "left_until" TIMESTAMP WITH TIME ZONE,
    "stated_by" TEXT,
    "confidence" DOUBLE PRECISION,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT stays_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT stays_source_allowed CHECK ("source" <> ''),
    CONSTRAINT stays_person_allowed CHECK ("person" <> ''),
    CONSTRAINT stays_place_allowed CHECK ("place" <> ''),
    CONSTRAINT stays_stated_by_allowed CHECK ("stated_by" <> ''),
    CONSTRAINT stays_confidence_allowed CHECK ("confidence" >= 0 AND "confidence" <= 1 AND "confidence" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT stays_came_runs_forwards CHECK ("came_from" <= "came_until"),
    CONSTRAINT stays_left_runs_forwards CHECK ("left_from" <= "left_until"),
    CONSTRAINT stays_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX stays_batch ON facts."stays" USING brin ("batch");
CREATE INDEX stays_corrects ON facts."stays" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX stays_person ON facts."stays" ("person");
CREATE INDEX stays_place ON facts."stays" ("place");
CREATE INDEX stays_recorded_at ON facts."stays" USING brin ("recorded_at");
COMMENT ON TABLE facts."stays" IS 'Somebody was somewhere, from `came` until `left` (half-open; empty: not known).';
COMMENT ON COLUMN facts."stays"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."stays"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."stays"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."stays"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."stays"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."stays"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."stays"."person" IS 'who';
COMMENT ON COLUMN facts."stays"."place" IS 'where';
COMMENT ON COLUMN facts."stays"."came_from" IS 'coming: the earliest it may be';
COMMENT ON COLUMN facts."stays"."came_until" IS 'coming: the latest it may be';
COMMENT ON COLUMN facts."stays"."left_from" IS 'leaving: the earliest it may be';
COMMENT ON COLUMN facts."stays"."left_until" IS 'leaving: the latest it may be';
COMMENT ON COLUMN facts."stays"."stated_by" IS 'who says so: the person, a check-in, a camera';
COMMENT ON COLUMN facts."stays"."confidence" IS 'how sure, 0 to 1';
COMMENT ON COLUMN facts."stays"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."stays"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."relations" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "other" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "place" TEXT,
    "since_from" TIMESTAMP WITH TIME ZONE,
    "since_until" TIMESTAMP WITH TIME ZONE,
    "until_from" TIMESTAMP WITH TIME ZONE,
    "until_until" TIMESTAMP WITH TIME ZONE,
    "minutes" DOUBLE PRECISION,
    "protection" TEXT,
    "stated_by" TEXT,
    "confidence" DOUBLE PRECISION,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT relations_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT relations_source_allowed CHECK ("source" <> ''),
    CONSTRAINT relations_person_allowed CHECK ("person" <> ''),
    CONSTRAINT relations_other_allowed CHECK ("other" <> ''),
    CONSTRAINT relations_kind_allowed CHECK ("kind" IN ('household', 'family', 'class', 'dormitory', 'work', 'team', 'care', 'ward', 'meal', 'entertainment', 'vehicle', 'visit', 'sexual', 'neighbour', 'friend', 'funeral', 'public', 'other')),
    CONSTRAINT relations_place_allowed CHECK ("place" <> ''),
    CONSTRAINT relations_minutes_allowed CHECK ("minutes" >= 0 AND "minutes" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT relations_protection_allowed CHECK ("protection" IN ('none', 'mask', 'full')),
    CONSTRAINT relations_stated_by_allowed CHECK ("stated_by" <> ''),
    CONSTRAINT relations_confidence_allowed CHECK ("confidence" >= 0 AND "confidence" <= 1 AND "confidence" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT relations_since_runs_forwards CHECK ("since_from" <= "since_until"),
    CONSTRAINT relations_until_runs_forwards CHECK ("until_from" <= "until_until"),
    CONSTRAINT relations_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX relations_batch ON facts."relations" USING brin ("batch");
CREATE INDEX relations_corrects ON facts."relations" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX relations_other ON facts."relations" ("other");
CREATE INDEX relations_person ON facts."relations" ("person");
CREATE INDEX relations_recorded_at ON facts."relations" USING brin ("recorded_at");
COMMENT ON TABLE facts."relations" IS 'Two people who meet by their relation; it runs both ways.';
COMMENT ON COLUMN facts."relations"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."relations"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."relations"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."relations"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."relations"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."relations"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."relations"."person" IS 'one of the two';
COMMENT ON COLUMN facts."relations"."other" IS 'the other';
COMMENT ON COLUMN facts."relations"."kind" IS 'how they meet';
COMMENT ON COLUMN facts."relations"."place" IS 'where they meet, if at one place';
COMMENT ON COLUMN facts."relations"."since_from" IS 'beginning: the earliest it may be';
COMMENT ON COLUMN facts."relations"."since_until" IS 'beginning: the latest it may be';
COMMENT ON COLUMN facts."relations"."until_from" IS 'end: the earliest it may be';
COMMENT ON COLUMN facts."relations"."until_until" IS 'end: the latest it may be';
COMMENT ON COLUMN facts."relations"."minutes" IS 'minutes together, all told';
COMMENT ON COLUMN facts."relations"."protection" IS 'what protected them';
COMMENT ON COLUMN facts."relations"."stated_by" IS 'who says so';
COMMENT ON COLUMN facts."relations"."confidence" IS 'how sure, 0 to 1';
COMMENT ON COLUMN facts."relations"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."relations"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."events" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "event" TEXT NOT NULL,
    "place" TEXT,
    "kind" TEXT,
    "from_from" TIMESTAMP WITH TIME ZONE,
    "from_until" TIMESTAMP WITH TIME ZONE,
    "until_from" TIMESTAMP WITH TIME ZONE,
    "until_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT events_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT events_source_allowed CHECK ("source" <> ''),
    CONSTRAINT events_event_allowed CHECK ("event" <> ''),
    CONSTRAINT events_place_allowed CHECK ("place" <> ''),
    CONSTRAINT events_kind_allowed CHECK ("kind" IN ('meal', 'wedding', 'funeral', 'meeting', 'class', 'worship', 'performance', 'sport', 'tour', 'other')),
    CONSTRAINT events_from_runs_forwards CHECK ("from_from" <= "from_until"),
    CONSTRAINT events_until_runs_forwards CHECK ("until_from" <= "until_until"),
    CONSTRAINT events_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX events_batch ON facts."events" USING brin ("batch");
CREATE INDEX events_corrects ON facts."events" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX events_event ON facts."events" ("event");
CREATE INDEX events_recorded_at ON facts."events" USING brin ("recorded_at");
COMMENT ON TABLE facts."events" IS 'A common exposure: a meal, a wedding, a funeral.';
COMMENT ON COLUMN facts."events"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."events"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."events"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."events"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."events"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."events"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."events"."event" IS 'the event';
COMMENT ON COLUMN facts."events"."place" IS 'where';
COMMENT ON COLUMN facts."events"."kind" IS 'what it was';
COMMENT ON COLUMN facts."events"."from_from" IS 'beginning: the earliest it may be';
COMMENT ON COLUMN facts."events"."from_until" IS 'beginning: the latest it may be';
COMMENT ON COLUMN facts."events"."until_from" IS 'end: the earliest it may be';
COMMENT ON COLUMN facts."events"."until_until" IS 'end: the latest it may be';
COMMENT ON COLUMN facts."events"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."events"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."attended" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "event" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "role" TEXT,
    "consumed" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT attended_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT attended_source_allowed CHECK ("source" <> ''),
    CONSTRAINT attended_event_allowed CHECK ("event" <> ''),
    CONSTRAINT attended_person_allowed CHECK ("person" <> ''),
    CONSTRAINT attended_role_allowed CHECK ("role" IN ('guest', 'host', 'staff', 'performer', 'cook', 'other')),
    CONSTRAINT attended_consumed_allowed CHECK ("consumed" <> ''),
    CONSTRAINT attended_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX attended_batch ON facts."attended" USING brin ("batch");
CREATE INDEX attended_corrects ON facts."attended" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX attended_event ON facts."attended" ("event");
CREATE INDEX attended_person ON facts."attended" ("person");
CREATE INDEX attended_recorded_at ON facts."attended" USING brin ("recorded_at");
COMMENT ON TABLE facts."attended" IS 'Somebody was at an event.';
COMMENT ON COLUMN facts."attended"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."attended"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."attended"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."attended"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."attended"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."attended"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."attended"."event" IS 'the event';
COMMENT ON COLUMN facts."attended"."person" IS 'who was there';
COMMENT ON COLUMN facts."attended"."role" IS 'as what';
COMMENT ON COLUMN facts."attended"."consumed" IS 'what they ate or drank, as stated';
COMMENT ON COLUMN facts."attended"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."attended"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."symptoms" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "onset_from" TIMESTAMP WITH TIME ZONE,
    "onset_until" TIMESTAMP WITH TIME ZONE,
    "kind" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT symptoms_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT symptoms_source_allowed CHECK ("source" <> ''),
    CONSTRAINT symptoms_person_allowed CHECK ("person" <> ''),
    CONSTRAINT symptoms_kind_allowed CHECK ("kind" IN ('onset', 'fever', 'cough', 'rash', 'prodrome', 'diarrhoea', 'vomiting', 'sore_throat', 'coryza', 'conjunctivitis', 'breathless', 'headache', 'loss_of_smell', 'haemorrhage', 'lesion', 'none', 'other')),
    CONSTRAINT symptoms_onset_runs_forwards CHECK ("onset_from" <= "onset_until"),
    CONSTRAINT symptoms_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT symptoms_values_are_stated CHECK ("corrects" IS NOT NULL OR ("kind" IS NOT NULL))
);
CREATE INDEX symptoms_batch ON facts."symptoms" USING brin ("batch");
CREATE INDEX symptoms_corrects ON facts."symptoms" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX symptoms_person ON facts."symptoms" ("person");
CREATE INDEX symptoms_recorded_at ON facts."symptoms" USING brin ("recorded_at");
COMMENT ON TABLE facts."symptoms" IS 'An onset. Kind `none` says that somebody was asked and had none; no row says nobody asked.';
COMMENT ON COLUMN facts."symptoms"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."symptoms"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."symptoms"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."symptoms"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."symptoms"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."symptoms"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."symptoms"."person" IS 'who';
COMMENT ON COLUMN facts."symptoms"."onset_from" IS 'onset: the earliest it may be';
COMMENT ON COLUMN facts."symptoms"."onset_until" IS 'onset: the latest it may be';
COMMENT ON COLUMN facts."symptoms"."kind" IS 'of what; `onset` is the onset of illness without more detail';
COMMENT ON COLUMN facts."symptoms"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."symptoms"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."answers" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT,
    "informant" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT answers_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT answers_source_allowed CHECK ("source" <> ''),
    CONSTRAINT answers_person_allowed CHECK ("person" <> ''),
    CONSTRAINT answers_question_allowed CHECK ("question" <> ''),
    CONSTRAINT answers_answer_allowed CHECK ("answer" IN ('yes', 'no', 'unknown', 'refused')),
    CONSTRAINT answers_informant_allowed CHECK ("informant" <> ''),
    CONSTRAINT answers_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT answers_values_are_stated CHECK ("corrects" IS NOT NULL OR ("answer" IS NOT NULL))
);
CREATE INDEX answers_batch ON facts."answers" USING brin ("batch");
CREATE INDEX answers_corrects ON facts."answers" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX answers_person ON facts."answers" ("person");
CREATE INDEX answers_question ON facts."answers" ("question");
CREATE INDEX answers_recorded_at ON facts."answers" USING brin ("recorded_at");
COMMENT ON TABLE facts."answers" IS 'An answer to a question; "unknown" and "refused" are answers.';
COMMENT ON COLUMN facts."answers"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."answers"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."answers"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."answers"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."answers"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."answers"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."answers"."person" IS 'who was asked about';
COMMENT ON COLUMN facts."answers"."question" IS 'what was asked';
COMMENT ON COLUMN facts."answers"."answer" IS 'the answer';
COMMENT ON COLUMN facts."answers"."informant" IS 'who answered, if not the person';
COMMENT ON COLUMN facts."answers"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."answers"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."specimens" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "specimen" TEXT NOT NULL,
    "subject_kind" TEXT,
    "subject" TEXT,
    "taken_from" TIMESTAMP WITH TIME ZONE,
    "taken_until" TIMESTAMP WITH TIME ZONE,
    "kind" TEXT,
    "pool" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT specimens_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT specimens_source_allowed CHECK ("source" <> ''),
    CONSTRAINT specimens_specimen_allowed CHECK ("specimen" <> ''),
    CONSTRAINT specimens_subject_kind_allowed CHECK ("subject_kind" IN ('person', 'place', 'object', 'animal', 'sewer')),
    CONSTRAINT specimens_subject_allowed CHECK ("subject" <> ''),
    CONSTRAINT specimens_kind_allowed CHECK ("kind" <> ''),
    CONSTRAINT specimens_pool_allowed CHECK ("pool" <> ''),
    CONSTRAINT specimens_taken_runs_forwards CHECK ("taken_from" <= "taken_until"),
    CONSTRAINT specimens_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT specimens_values_are_stated CHECK ("corrects" IS NOT NULL OR ("subject_kind" IS NOT NULL AND "subject" IS NOT NULL))
);
CREATE INDEX specimens_batch ON facts."specimens" USING brin ("batch");
CREATE INDEX specimens_corrects ON facts."specimens" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX specimens_recorded_at ON facts."specimens" USING brin ("recorded_at");
CREATE INDEX specimens_specimen ON facts."specimens" ("specimen");
COMMENT ON TABLE facts."specimens" IS 'A swab or sample of a person, a place, an object, an animal or a sewer.';
COMMENT ON COLUMN facts."specimens"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."specimens"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."specimens"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."specimens"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."specimens"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."specimens"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."specimens"."specimen" IS 'the specimen';
COMMENT ON COLUMN facts."specimens"."subject_kind" IS 'what was sampled';
COMMENT ON COLUMN facts."specimens"."subject" IS 'which one';
COMMENT ON COLUMN facts."specimens"."taken_from" IS 'taking: the earliest it may be';
COMMENT ON COLUMN facts."specimens"."taken_until" IS 'taking: the latest it may be';
COMMENT ON COLUMN facts."specimens"."kind" IS 'nasopharyngeal, oropharyngeal, blood, stool, surface, water';
COMMENT ON COLUMN facts."specimens"."pool" IS 'the tube it shares with others; empty: its own';
COMMENT ON COLUMN facts."specimens"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."specimens"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."results" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "specimen" TEXT NOT NULL,
    "laboratory" TEXT,
    "assay" TEXT,
    "target" TEXT,
    "result" TEXT,
    "value" DOUBLE PRECISION,
    "unit" TEXT,
    "plate" TEXT,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT results_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT results_source_allowed CHECK ("source" <> ''),
    CONSTRAINT results_specimen_allowed CHECK ("specimen" <> ''),
    CONSTRAINT results_laboratory_allowed CHECK ("laboratory" <> ''),
    CONSTRAINT results_assay_allowed CHECK ("assay" <> ''),
    CONSTRAINT results_target_allowed CHECK ("target" <> ''),
    CONSTRAINT results_result_allowed CHECK ("result" IN ('positive', 'negative', 'indeterminate', 'invalid')),
    CONSTRAINT results_value_allowed CHECK ("value" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT results_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT results_plate_allowed CHECK ("plate" <> ''),
    CONSTRAINT results_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT results_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT results_values_are_stated CHECK ("corrects" IS NOT NULL OR ("result" IS NOT NULL))
);
CREATE INDEX results_batch ON facts."results" USING brin ("batch");
CREATE INDEX results_corrects ON facts."results" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX results_recorded_at ON facts."results" USING brin ("recorded_at");
CREATE INDEX results_specimen ON facts."results" ("specimen");
COMMENT ON TABLE facts."results" IS 'One result of one laboratory for one target of a specimen.';
COMMENT ON COLUMN facts."results"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."results"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."results"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."results"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."results"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."results"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."results"."specimen" IS 'the specimen';
COMMENT ON COLUMN facts."results"."laboratory" IS 'the laboratory, a site';
COMMENT ON COLUMN facts."results"."assay" IS 'the method or kit: PCR, antigen, IgM';
COMMENT ON COLUMN facts."results"."target" IS 'the gene or antibody: ORF1ab, N';
COMMENT ON COLUMN facts."results"."result" IS 'what was found';
COMMENT ON COLUMN facts."results"."value" IS 'the measured value: a Ct, a titre';
COMMENT ON COLUMN facts."results"."unit" IS 'the unit of the value: Ct, copies/mL';
COMMENT ON COLUMN facts."results"."plate" IS 'plate and well, as plate:well';
COMMENT ON COLUMN facts."results"."at_from" IS 'the result: the earliest it may be';
COMMENT ON COLUMN facts."results"."at_until" IS 'the result: the latest it may be';
COMMENT ON COLUMN facts."results"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."results"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."sequences" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "specimen" TEXT NOT NULL,
    "lineage" TEXT,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT sequences_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT sequences_source_allowed CHECK ("source" <> ''),
    CONSTRAINT sequences_specimen_allowed CHECK ("specimen" <> ''),
    CONSTRAINT sequences_lineage_allowed CHECK ("lineage" <> ''),
    CONSTRAINT sequences_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT sequences_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT sequences_values_are_stated CHECK ("corrects" IS NOT NULL OR ("lineage" IS NOT NULL))
);
CREATE INDEX sequences_batch ON facts."sequences" USING brin ("batch");
CREATE INDEX sequences_corrects ON facts."sequences" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX sequences_recorded_at ON facts."sequences" USING brin ("recorded_at");
CREATE INDEX sequences_specimen ON facts."sequences" ("specimen");
COMMENT ON TABLE facts."sequences" IS 'A lineage read from a specimen.';
COMMENT ON COLUMN facts."sequences"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."sequences"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."sequences"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."sequences"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."sequences"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."sequences"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."sequences"."specimen" IS 'the specimen';
COMMENT ON COLUMN facts."sequences"."lineage" IS 'the lineage';
COMMENT ON COLUMN facts."sequences"."at_from" IS 'the reading: the earliest it may be';
COMMENT ON COLUMN facts."sequences"."at_until" IS 'the reading: the latest it may be';
COMMENT ON COLUMN facts."sequences"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."sequences"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."doses" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "vaccine" TEXT,
    "number" BIGINT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT doses_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT doses_source_allowed CHECK ("source" <> ''),
    CONSTRAINT doses_person_allowed CHECK ("person" <> ''),
    CONSTRAINT doses_vaccine_allowed CHECK ("vaccine" <> ''),
    CONSTRAINT doses_number_allowed CHECK ("number" >= 0),
    CONSTRAINT doses_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT doses_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT doses_values_are_stated CHECK ("corrects" IS NOT NULL OR ("number" IS NOT NULL))
);
CREATE INDEX doses_batch ON facts."doses" USING brin ("batch");
CREATE INDEX doses_corrects ON facts."doses" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX doses_person ON facts."doses" ("person");
CREATE INDEX doses_recorded_at ON facts."doses" USING brin ("recorded_at");
COMMENT ON TABLE facts."doses" IS 'A vaccination. Number 0 says that somebody was asked and had none.';
COMMENT ON COLUMN facts."doses"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."doses"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."doses"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."doses"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."doses"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."doses"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."doses"."person" IS 'who';
COMMENT ON COLUMN facts."doses"."at_from" IS 'the vaccination: the earliest it may be';
COMMENT ON COLUMN facts."doses"."at_until" IS 'the vaccination: the latest it may be';
COMMENT ON COLUMN facts."doses"."vaccine" IS 'which';
COMMENT ON COLUMN facts."doses"."number" IS 'which dose of the course; 0: none was given';
COMMENT ON COLUMN facts."doses"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."doses"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."arrivals" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "from_unit" TEXT,
    "transport" TEXT,
    "seat" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT arrivals_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT arrivals_source_allowed CHECK ("source" <> ''),
    CONSTRAINT arrivals_person_allowed CHECK ("person" <> ''),
    CONSTRAINT arrivals_from_unit_allowed CHECK ("from_unit" <> ''),
    CONSTRAINT arrivals_transport_allowed CHECK ("transport" <> ''),
    CONSTRAINT arrivals_seat_allowed CHECK ("seat" <> ''),
    CONSTRAINT arrivals_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT arrivals_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX arrivals_batch ON facts."arrivals" USING brin ("batch");
CREATE INDEX arrivals_corrects ON facts."arrivals" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX arrivals_person ON facts."arrivals" ("person");
CREATE INDEX arrivals_recorded_at ON facts."arrivals" USING brin ("recorded_at");
COMMENT ON TABLE facts."arrivals" IS 'Somebody came from elsewhere.';
COMMENT ON COLUMN facts."arrivals"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."arrivals"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."arrivals"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."arrivals"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."arrivals"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."arrivals"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."arrivals"."person" IS 'who';
COMMENT ON COLUMN facts."arrivals"."at_from" IS 'arrival: the earliest it may be';
COMMENT ON COLUMN facts."arrivals"."at_until" IS 'arrival: the latest it may be';
COMMENT ON COLUMN facts."arrivals"."from_unit" IS 'the unit they came from';
COMMENT ON COLUMN facts."arrivals"."transport" IS 'car, train, coach, aircraft, ship, on foot';
COMMENT ON COLUMN facts."arrivals"."seat" IS 'train or flight, carriage, row';
COMMENT ON COLUMN facts."arrivals"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."arrivals"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."requests" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "request" TEXT NOT NULL,
    "direction" TEXT,
    "unit" TEXT,
    "person" TEXT,
    "sent_from" TIMESTAMP WITH TIME ZONE,
    "sent_until" TIMESTAMP WITH TIME ZONE,
    "received_from" TIMESTAMP WITH TIME ZONE,
    "received_until" TIMESTAMP WITH TIME ZONE,
    "answer" TEXT,
    "by" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT requests_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT requests_source_allowed CHECK ("source" <> ''),
    CONSTRAINT requests_request_allowed CHECK ("request" <> ''),
    CONSTRAINT requests_direction_allowed CHECK ("direction" IN ('in', 'out')),
    CONSTRAINT requests_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT requests_person_allowed CHECK ("person" <> ''),
    CONSTRAINT requests_answer_allowed CHECK ("answer" <> ''),
    CONSTRAINT requests_by_allowed CHECK ("by" <> ''),
    CONSTRAINT requests_sent_runs_forwards CHECK ("sent_from" <= "sent_until"),
    CONSTRAINT requests_received_runs_forwards CHECK ("received_from" <= "received_until"),
    CONSTRAINT requests_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT requests_values_are_stated CHECK ("corrects" IS NOT NULL OR ("direction" IS NOT NULL AND "unit" IS NOT NULL))
);
CREATE INDEX requests_batch ON facts."requests" USING brin ("batch");
CREATE INDEX requests_corrects ON facts."requests" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX requests_recorded_at ON facts."requests" USING brin ("recorded_at");
CREATE INDEX requests_request ON facts."requests" ("request");
COMMENT ON TABLE facts."requests" IS 'Another place asks about a person (in), or was asked (out): 协查. No `received`, no receipt.';
COMMENT ON COLUMN facts."requests"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."requests"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."requests"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."requests"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."requests"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."requests"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."requests"."request" IS 'the request';
COMMENT ON COLUMN facts."requests"."direction" IS 'in: they ask us; out: we ask them';
COMMENT ON COLUMN facts."requests"."unit" IS 'the other place';
COMMENT ON COLUMN facts."requests"."person" IS 'whom it is about';
COMMENT ON COLUMN facts."requests"."sent_from" IS 'sending: the earliest it may be';
COMMENT ON COLUMN facts."requests"."sent_until" IS 'sending: the latest it may be';
COMMENT ON COLUMN facts."requests"."received_from" IS 'receipt: the earliest it may be';
COMMENT ON COLUMN facts."requests"."received_until" IS 'receipt: the latest it may be';
COMMENT ON COLUMN facts."requests"."answer" IS 'what was answered';
COMMENT ON COLUMN facts."requests"."by" IS 'who answered';
COMMENT ON COLUMN facts."requests"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."requests"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."followups" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "due_from" TIMESTAMP WITH TIME ZONE,
    "due_until" TIMESTAMP WITH TIME ZONE,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "by" TEXT,
    "seen" BOOLEAN,
    "temperature" DOUBLE PRECISION,
    "symptoms" BOOLEAN,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT followups_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT followups_source_allowed CHECK ("source" <> ''),
    CONSTRAINT followups_person_allowed CHECK ("person" <> ''),
    CONSTRAINT followups_by_allowed CHECK ("by" <> ''),
    CONSTRAINT followups_temperature_allowed CHECK ("temperature" >= 25 AND "temperature" <= 45 AND "temperature" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT followups_due_runs_forwards CHECK ("due_from" <= "due_until"),
    CONSTRAINT followups_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT followups_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX followups_batch ON facts."followups" USING brin ("batch");
CREATE INDEX followups_corrects ON facts."followups" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX followups_person ON facts."followups" ("person");
CREATE INDEX followups_recorded_at ON facts."followups" USING brin ("recorded_at");
COMMENT ON TABLE facts."followups" IS 'A contact was due a visit, and was seen or not.';
COMMENT ON COLUMN facts."followups"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."followups"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."followups"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."followups"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."followups"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."followups"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."followups"."person" IS 'the contact';
COMMENT ON COLUMN facts."followups"."due_from" IS 'the day the visit was due: the earliest it may be';
COMMENT ON COLUMN facts."followups"."due_until" IS 'the day the visit was due: the latest it may be';
COMMENT ON COLUMN facts."followups"."at_from" IS 'the visit: the earliest it may be';
COMMENT ON COLUMN facts."followups"."at_until" IS 'the visit: the latest it may be';
COMMENT ON COLUMN facts."followups"."by" IS 'the team or person who went';
COMMENT ON COLUMN facts."followups"."seen" IS 'whether the contact was seen; empty: nobody has gone yet';
COMMENT ON COLUMN facts."followups"."temperature" IS 'body temperature, degrees Celsius';
COMMENT ON COLUMN facts."followups"."symptoms" IS 'whether there were any';
COMMENT ON COLUMN facts."followups"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."followups"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."admissions" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "person" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "room" TEXT,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "until_from" TIMESTAMP WITH TIME ZONE,
    "until_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT admissions_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT admissions_source_allowed CHECK ("source" <> ''),
    CONSTRAINT admissions_person_allowed CHECK ("person" <> ''),
    CONSTRAINT admissions_site_allowed CHECK ("site" <> ''),
    CONSTRAINT admissions_room_allowed CHECK ("room" <> ''),
    CONSTRAINT admissions_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT admissions_until_runs_forwards CHECK ("until_from" <= "until_until"),
    CONSTRAINT admissions_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX admissions_batch ON facts."admissions" USING brin ("batch");
CREATE INDEX admissions_corrects ON facts."admissions" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX admissions_person ON facts."admissions" ("person");
CREATE INDEX admissions_recorded_at ON facts."admissions" USING brin ("recorded_at");
CREATE INDEX admissions_site ON facts."admissions" ("site");
COMMENT ON TABLE facts."admissions" IS 'A room was entered, and left.';
COMMENT ON COLUMN facts."admissions"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."admissions"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."admissions"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."admissions"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."admissions"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."admissions"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."admissions"."person" IS 'who';
COMMENT ON COLUMN facts."admissions"."site" IS 'the site';
COMMENT ON COLUMN facts."admissions"."room" IS 'the room';
COMMENT ON COLUMN facts."admissions"."at_from" IS 'entering: the earliest it may be';
COMMENT ON COLUMN facts."admissions"."at_until" IS 'entering: the latest it may be';
COMMENT ON COLUMN facts."admissions"."until_from" IS 'leaving; empty: still there, or not known: the earliest it may be';
COMMENT ON COLUMN facts."admissions"."until_until" IS 'leaving; empty: still there, or not known: the latest it may be';
COMMENT ON COLUMN facts."admissions"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."admissions"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."surveys" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "survey" TEXT NOT NULL,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "shape" TEXT,
    "unit" TEXT,
    "method" TEXT,
    "inspected" BIGINT,
    "positive" BIGINT,
    "value" DOUBLE PRECISION,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT surveys_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT surveys_source_allowed CHECK ("source" <> ''),
    CONSTRAINT surveys_survey_allowed CHECK ("survey" <> ''),
    CONSTRAINT surveys_shape_allowed CHECK ("shape" <> ''),
    CONSTRAINT surveys_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT surveys_method_allowed CHECK ("method" <> ''),
    CONSTRAINT surveys_inspected_allowed CHECK ("inspected" >= 0),
    CONSTRAINT surveys_positive_allowed CHECK ("positive" >= 0),
    CONSTRAINT surveys_value_allowed CHECK ("value" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT surveys_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT surveys_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT surveys_values_are_stated CHECK ("corrects" IS NOT NULL OR ("method" IS NOT NULL))
);
CREATE INDEX surveys_batch ON facts."surveys" USING brin ("batch");
CREATE INDEX surveys_corrects ON facts."surveys" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX surveys_recorded_at ON facts."surveys" USING brin ("recorded_at");
CREATE INDEX surveys_survey ON facts."surveys" ("survey");
COMMENT ON TABLE facts."surveys" IS 'A survey of vectors, water or surfaces.';
COMMENT ON COLUMN facts."surveys"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."surveys"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."surveys"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."surveys"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."surveys"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."surveys"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."surveys"."survey" IS 'the survey';
COMMENT ON COLUMN facts."surveys"."at_from" IS 'the survey: the earliest it may be';
COMMENT ON COLUMN facts."surveys"."at_until" IS 'the survey: the latest it may be';
COMMENT ON COLUMN facts."surveys"."shape" IS 'the shape surveyed';
COMMENT ON COLUMN facts."surveys"."unit" IS 'the unit surveyed';
COMMENT ON COLUMN facts."surveys"."method" IS 'breteau, ovitrap, double_net, water';
COMMENT ON COLUMN facts."surveys"."inspected" IS 'houses, traps or samples looked at';
COMMENT ON COLUMN facts."surveys"."positive" IS 'how many of them were positive';
COMMENT ON COLUMN facts."surveys"."value" IS 'the index or measurement, in the method''s unit';
COMMENT ON COLUMN facts."surveys"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."surveys"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."treatments" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "treatment" TEXT NOT NULL,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "place" TEXT,
    "unit" TEXT,
    "kind" TEXT,
    "product" TEXT,
    "covered" DOUBLE PRECISION,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT treatments_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT treatments_source_allowed CHECK ("source" <> ''),
    CONSTRAINT treatments_treatment_allowed CHECK ("treatment" <> ''),
    CONSTRAINT treatments_place_allowed CHECK ("place" <> ''),
    CONSTRAINT treatments_unit_allowed CHECK ("unit" <> ''),
    CONSTRAINT treatments_kind_allowed CHECK ("kind" <> ''),
    CONSTRAINT treatments_product_allowed CHECK ("product" <> ''),
    CONSTRAINT treatments_covered_allowed CHECK ("covered" >= 0 AND "covered" <= 1 AND "covered" NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT treatments_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT treatments_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT treatments_values_are_stated CHECK ("corrects" IS NOT NULL OR ("kind" IS NOT NULL))
);
CREATE INDEX treatments_batch ON facts."treatments" USING brin ("batch");
CREATE INDEX treatments_corrects ON facts."treatments" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX treatments_recorded_at ON facts."treatments" USING brin ("recorded_at");
CREATE INDEX treatments_treatment ON facts."treatments" ("treatment");
COMMENT ON TABLE facts."treatments" IS 'A disinfection or a vector treatment.';
COMMENT ON COLUMN facts."treatments"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."treatments"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."treatments"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."treatments"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."treatments"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."treatments"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."treatments"."treatment" IS 'the treatment';
COMMENT ON COLUMN facts."treatments"."at_from" IS 'the treatment: the earliest it may be';
COMMENT ON COLUMN facts."treatments"."at_until" IS 'the treatment: the latest it may be';
COMMENT ON COLUMN facts."treatments"."place" IS 'the place treated';
COMMENT ON COLUMN facts."treatments"."unit" IS 'the unit treated';
COMMENT ON COLUMN facts."treatments"."kind" IS 'disinfection, spraying, larval control';
COMMENT ON COLUMN facts."treatments"."product" IS 'what was used';
COMMENT ON COLUMN facts."treatments"."covered" IS 'share of the area that was covered, 0 to 1';
COMMENT ON COLUMN facts."treatments"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."treatments"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."orders" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "order" TEXT NOT NULL,
    "incident" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "from" TIMESTAMP WITH TIME ZONE NOT NULL,
    "until" TIMESTAMP WITH TIME ZONE NOT NULL,
    "why" TEXT NOT NULL,
    "why_public" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "clause" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "ends" TEXT NOT NULL,
    "signatures" BIGINT NOT NULL,
    "plan" TEXT NOT NULL,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT orders_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT orders_source_allowed CHECK ("source" <> ''),
    CONSTRAINT orders_order_allowed CHECK ("order" <> ''),
    CONSTRAINT orders_incident_allowed CHECK ("incident" <> ''),
    CONSTRAINT orders_verb_allowed CHECK ("verb" IN ('command', 'confirm', 'trace', 'zone', 'isolate', 'screen', 'vaccinate', 'passes', 'supply', 'care', 'continuity', 'inform', 'warn', 'alliance')),
    CONSTRAINT orders_subject_allowed CHECK ("subject" <> ''),
    CONSTRAINT orders_scope_allowed CHECK ("scope" <> ''),
    CONSTRAINT orders_why_allowed CHECK ("why" <> ''),
    CONSTRAINT orders_why_public_allowed CHECK ("why_public" <> ''),
    CONSTRAINT orders_evidence_allowed CHECK ("evidence" <> ''),
    CONSTRAINT orders_clause_allowed CHECK ("clause" <> ''),
    CONSTRAINT orders_policy_allowed CHECK ("policy" <> ''),
    CONSTRAINT orders_policy_version_allowed CHECK ("policy_version" <> ''),
    CONSTRAINT orders_ends_allowed CHECK ("ends" <> ''),
    CONSTRAINT orders_signatures_allowed CHECK ("signatures" >= 1 AND "signatures" <= 9),
    CONSTRAINT orders_plan_allowed CHECK ("plan" <> ''),
    CONSTRAINT orders_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX orders_batch ON facts."orders" USING brin ("batch");
CREATE INDEX orders_corrects ON facts."orders" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX orders_order ON facts."orders" ("order");
CREATE INDEX orders_recorded_at ON facts."orders" USING brin ("recorded_at");
COMMENT ON TABLE facts."orders" IS 'What a plan proposed and officers sign. Without an end, a reason and a clause it cannot be stored. It is in force from its last needed signature until `until`, unless the evidence ends first, a later order follows it, or an appeal ends it. An order that releases another follows it and has the scope `release`.';
COMMENT ON COLUMN facts."orders"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."orders"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."orders"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."orders"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."orders"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."orders"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."orders"."order" IS 'the order';
COMMENT ON COLUMN facts."orders"."incident" IS 'the incident it belongs to';
COMMENT ON COLUMN facts."orders"."verb" IS 'the verb that proposed it';
COMMENT ON COLUMN facts."orders"."subject" IS 'whom or what it binds: a person, a unit, a site, the public';
COMMENT ON COLUMN facts."orders"."scope" IS 'what it asks of them: observation, transfer, publication, release';
COMMENT ON COLUMN facts."orders"."from" IS 'when it begins';
COMMENT ON COLUMN facts."orders"."until" IS 'when it ends by itself (half-open)';
COMMENT ON COLUMN facts."orders"."why" IS 'the officer''s reason: a chain down to facts';
COMMENT ON COLUMN facts."orders"."why_public" IS 'the reason its subject reads: day, setting, rule, end, appeal; never the case';
COMMENT ON COLUMN facts."orders"."evidence" IS 'the cases, meetings and rows it rests on, as JSON, so that it stays explainable';
COMMENT ON COLUMN facts."orders"."clause" IS 'the policy keys it rests on, with their confidence';
COMMENT ON COLUMN facts."orders"."policy" IS 'the policy''s id';
COMMENT ON COLUMN facts."orders"."policy_version" IS 'the policy''s version: a digest of its rules';
COMMENT ON COLUMN facts."orders"."ends" IS 'what ends it before its time, without anybody acting';
COMMENT ON COLUMN facts."orders"."signatures" IS 'how many signatures of different organisations it needs';
COMMENT ON COLUMN facts."orders"."plan" IS 'the digest of the plan that proposed it';
COMMENT ON COLUMN facts."orders"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."orders"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."signatures" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "order" TEXT NOT NULL,
    "officer" TEXT NOT NULL,
    "role" TEXT,
    "organisation" TEXT,
    "at" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT signatures_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT signatures_source_allowed CHECK ("source" <> ''),
    CONSTRAINT signatures_order_allowed CHECK ("order" <> ''),
    CONSTRAINT signatures_officer_allowed CHECK ("officer" <> ''),
    CONSTRAINT signatures_role_allowed CHECK ("role" <> ''),
    CONSTRAINT signatures_organisation_allowed CHECK ("organisation" <> ''),
    CONSTRAINT signatures_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT signatures_values_are_stated CHECK ("corrects" IS NOT NULL OR ("role" IS NOT NULL AND "organisation" IS NOT NULL AND "at" IS NOT NULL))
);
CREATE INDEX signatures_batch ON facts."signatures" USING brin ("batch");
CREATE INDEX signatures_corrects ON facts."signatures" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX signatures_officer ON facts."signatures" ("officer");
CREATE INDEX signatures_order ON facts."signatures" ("order");
CREATE INDEX signatures_recorded_at ON facts."signatures" USING brin ("recorded_at");
COMMENT ON TABLE facts."signatures" IS 'An officer signed an order.';
COMMENT ON COLUMN facts."signatures"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."signatures"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."signatures"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."signatures"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."signatures"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."signatures"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."signatures"."order" IS 'the order';
COMMENT ON COLUMN facts."signatures"."officer" IS 'who signed';
COMMENT ON COLUMN facts."signatures"."role" IS 'in which role';
COMMENT ON COLUMN facts."signatures"."organisation" IS 'for which organisation';
COMMENT ON COLUMN facts."signatures"."at" IS 'when';
COMMENT ON COLUMN facts."signatures"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."signatures"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."appeals" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "order" TEXT NOT NULL,
    "opened_from" TIMESTAMP WITH TIME ZONE,
    "opened_until" TIMESTAMP WITH TIME ZONE,
    "decided_from" TIMESTAMP WITH TIME ZONE,
    "decided_until" TIMESTAMP WITH TIME ZONE,
    "by" TEXT,
    "answer" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT appeals_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT appeals_source_allowed CHECK ("source" <> ''),
    CONSTRAINT appeals_order_allowed CHECK ("order" <> ''),
    CONSTRAINT appeals_by_allowed CHECK ("by" <> ''),
    CONSTRAINT appeals_answer_allowed CHECK ("answer" IN ('upheld', 'changed', 'ended')),
    CONSTRAINT appeals_opened_runs_forwards CHECK ("opened_from" <= "opened_until"),
    CONSTRAINT appeals_decided_runs_forwards CHECK ("decided_from" <= "decided_until"),
    CONSTRAINT appeals_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX appeals_batch ON facts."appeals" USING brin ("batch");
CREATE INDEX appeals_corrects ON facts."appeals" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX appeals_order ON facts."appeals" ("order");
CREATE INDEX appeals_recorded_at ON facts."appeals" USING brin ("recorded_at");
COMMENT ON TABLE facts."appeals" IS 'Somebody bound by an order asks for it to be looked at again.';
COMMENT ON COLUMN facts."appeals"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."appeals"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."appeals"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."appeals"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."appeals"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."appeals"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."appeals"."order" IS 'the order';
COMMENT ON COLUMN facts."appeals"."opened_from" IS 'opening: the earliest it may be';
COMMENT ON COLUMN facts."appeals"."opened_until" IS 'opening: the latest it may be';
COMMENT ON COLUMN facts."appeals"."decided_from" IS 'decision; empty: not decided yet: the earliest it may be';
COMMENT ON COLUMN facts."appeals"."decided_until" IS 'decision; empty: not decided yet: the latest it may be';
COMMENT ON COLUMN facts."appeals"."by" IS 'who decided: never one who signed the order';
COMMENT ON COLUMN facts."appeals"."answer" IS 'what was decided';
COMMENT ON COLUMN facts."appeals"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."appeals"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."tasks" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "task" TEXT NOT NULL,
    "incident" TEXT,
    "order" TEXT,
    "team" TEXT,
    "step" TEXT,
    "due_from" TIMESTAMP WITH TIME ZONE,
    "due_until" TIMESTAMP WITH TIME ZONE,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT tasks_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT tasks_source_allowed CHECK ("source" <> ''),
    CONSTRAINT tasks_task_allowed CHECK ("task" <> ''),
    CONSTRAINT tasks_incident_allowed CHECK ("incident" <> ''),
    CONSTRAINT tasks_order_allowed CHECK ("order" <> ''),
    CONSTRAINT tasks_team_allowed CHECK ("team" <> ''),
    CONSTRAINT tasks_step_allowed CHECK ("step" IN ('found', 'screened', 'confirmed', 'responded', 'published', 'headquarters', 'isolated', 'tested', 'transferred', 'press_conference', 'seal', 'test', 'search', 'isolate', 'advise', 'track_core', 'case_investigation', 'notified', 'other')),
    CONSTRAINT tasks_due_runs_forwards CHECK ("due_from" <= "due_until"),
    CONSTRAINT tasks_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row")
);
CREATE INDEX tasks_batch ON facts."tasks" USING brin ("batch");
CREATE INDEX tasks_corrects ON facts."tasks" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX tasks_recorded_at ON facts."tasks" USING brin ("recorded_at");
CREATE INDEX tasks_task ON facts."tasks" ("task");
COMMENT ON TABLE facts."tasks" IS 'What a team was asked to do.';
COMMENT ON COLUMN facts."tasks"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."tasks"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."tasks"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."tasks"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."tasks"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."tasks"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."tasks"."task" IS 'the task';
COMMENT ON COLUMN facts."tasks"."incident" IS 'the incident it belongs to';
COMMENT ON COLUMN facts."tasks"."order" IS 'the order it carries out';
COMMENT ON COLUMN facts."tasks"."team" IS 'who was asked';
COMMENT ON COLUMN facts."tasks"."step" IS 'the step of the incident clock it belongs to';
COMMENT ON COLUMN facts."tasks"."due_from" IS 'when it must be done: the earliest it may be';
COMMENT ON COLUMN facts."tasks"."due_until" IS 'when it must be done: the latest it may be';
COMMENT ON COLUMN facts."tasks"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."tasks"."batch" IS 'the number, in commit order, of the batch it came in with';

CREATE TABLE facts."done" (
    "row" UUID NOT NULL,
    "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "follows" UUID,
    "corrects" UUID,
    "task" TEXT NOT NULL,
    "at_from" TIMESTAMP WITH TIME ZONE,
    "at_until" TIMESTAMP WITH TIME ZONE,
    "outcome" TEXT,
    "entered_at" TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    "batch" BIGINT NOT NULL,
    PRIMARY KEY ("row"),
    CONSTRAINT done_recorded_by_allowed CHECK ("recorded_by" <> ''),
    CONSTRAINT done_source_allowed CHECK ("source" <> ''),
    CONSTRAINT done_task_allowed CHECK ("task" <> ''),
    CONSTRAINT done_outcome_allowed CHECK ("outcome" IN ('done', 'partly', 'failed', 'refused', 'not_found')),
    CONSTRAINT done_at_runs_forwards CHECK ("at_from" <= "at_until"),
    CONSTRAINT done_names_another_row CHECK ("corrects" <> "row" AND "follows" <> "row"),
    CONSTRAINT done_values_are_stated CHECK ("corrects" IS NOT NULL OR ("outcome" IS NOT NULL))
);
CREATE INDEX done_batch ON facts."done" USING brin ("batch");
CREATE INDEX done_corrects ON facts."done" ("corrects") WHERE "corrects" IS NOT NULL;
CREATE INDEX done_recorded_at ON facts."done" USING brin ("recorded_at");
CREATE INDEX done_task ON facts."done" ("task");
COMMENT ON TABLE facts."done" IS 'What a team did.';
COMMENT ON COLUMN facts."done"."row" IS 'the row''s own id, a UUID';
COMMENT ON COLUMN facts."done"."recorded_at" IS 'when we learned it, as the source claims';
COMMENT ON COLUMN facts."done"."recorded_by" IS 'who wrote it down';
COMMENT ON COLUMN facts."done"."source" IS 'where it came from: a file, an interview, a laboratory';
COMMENT ON COLUMN facts."done"."follows" IS 'the row whose next step this is; both stay true';
COMMENT ON COLUMN facts."done"."corrects" IS 'the row that was wrong; without values, this is a retraction';
COMMENT ON COLUMN facts."done"."task" IS 'the task';
COMMENT ON COLUMN facts."done"."at_from" IS 'doing: the earliest it may be';
COMMENT ON COLUMN facts."done"."at_until" IS 'doing: the latest it may be';
COMMENT ON COLUMN facts."done"."outcome" IS 'how it went';
COMMENT ON COLUMN facts."done"."entered_at" IS 'when the database took it in: the clock that nobody can set back';
COMMENT ON COLUMN facts."done"."batch" IS 'the number, in commit order, of the batch it came in with';

