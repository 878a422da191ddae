-- Accounts: who may sign in, in which roles, with which keys, and who is signed in.

CREATE SCHEMA access;
COMMENT ON SCHEMA access IS 'Who may sign in, as what, and who is signed in';

CREATE TABLE access.accounts (
    account uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    officer text NOT NULL UNIQUE CHECK (officer ~ '^[^[:space:][:cntrl:]]([^[:cntrl:]]{0,62}[^[:space:][:cntrl:]])?$'),
    password text CHECK (password LIKE '$argon2id$%'),
    active boolean NOT NULL DEFAULT true,
    made timestamptz NOT NULL
);
COMMENT ON TABLE access.accounts IS 'Somebody who may sign in; an account is ended, never taken away';
COMMENT ON COLUMN access.accounts.account IS 'Its number; a passkey bears it, and no address shows it';
COMMENT ON COLUMN access.accounts.officer IS 'What the officer is called in the journal, the roster and under signatures';
COMMENT ON COLUMN access.accounts.password IS 'Break-glass: an argon2id hash; empty: a passkey alone opens';
COMMENT ON COLUMN access.accounts.active IS 'Whether it may sign in at all';
COMMENT ON COLUMN access.accounts.made IS 'When it was made';

CREATE TABLE access.roles (
    account uuid NOT NULL REFERENCES access.accounts,
    role text NOT NULL CHECK (role IN (
        'commander', 'epidemiologist', 'area_officer', 'tracer', 'laboratory',
        'site_manager', 'clerk', 'press_officer', 'administrator', 'auditor')),
    organisation text NOT NULL CHECK (organisation <> ''),
    area text CHECK (area <> ''),
    since timestamptz NOT NULL,
    until timestamptz CHECK (until >= since)
);
CREATE UNIQUE INDEX roles_one_at_a_time ON access.roles (account, role, organisation, area) NULLS NOT DISTINCT
    WHERE until IS NULL;
COMMENT ON TABLE access.roles IS 'As what somebody may act; rows are added and ended';
COMMENT ON COLUMN access.roles.account IS 'Whose it is';
COMMENT ON COLUMN access.roles.role IS 'One of ten';
COMMENT ON COLUMN access.roles.organisation IS 'For which organisation';
COMMENT ON COLUMN access.roles.area IS 'In which area only; empty: everywhere';
COMMENT ON COLUMN access.roles.since IS 'From when on';
COMMENT ON COLUMN access.roles.until IS 'Until when, that moment not included; empty: until it is ended';

CREATE TABLE access.passkeys (
    credential bytea PRIMARY KEY CHECK (octet_length(credential) BETWEEN 1 AND 1023),
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL CHECK (sign_count >= 0),
    account uuid NOT NULL REFERENCES access.accounts,
    made timestamptz NOT NULL,
    used timestamptz
);
CREATE INDEX ON access.passkeys (account);
COMMENT ON TABLE access.passkeys IS 'Keys that open an account; the half that is secret never leaves its device';
COMMENT ON COLUMN access.passkeys.credential IS 'Its number, chosen by the device';
COMMENT ON COLUMN access.passkeys.public_key IS 'What its signatures are checked with, as COSE says';
COMMENT ON COLUMN access.passkeys.sign_count IS 'How often the device says it was used; one that counts back is a copy';
COMMENT ON COLUMN access.passkeys.account IS 'Whose account it opens';
COMMENT ON COLUMN access.passkeys.made IS 'When it was registered';
COMMENT ON COLUMN access.passkeys.used IS 'When it was last used';

CREATE TABLE access.sessions (
    token bytea PRIMARY KEY CHECK (octet_length(token) = 32),
    account uuid NOT NULL REFERENCES access.accounts,
    way text NOT NULL CHECK (way IN ('passkey', 'password')),
    opened timestamptz NOT NULL,
    seen timestamptz NOT NULL,
    ends timestamptz NOT NULL CHECK (ends > opened)
);
CREATE INDEX ON access.sessions (account);
COMMENT ON TABLE access.sessions IS 'Who is signed in';
COMMENT ON COLUMN access.sessions.token IS 'SHA-256 of what the browser holds, which stands nowhere here';
COMMENT ON COLUMN access.sessions.account IS 'Who';
COMMENT ON COLUMN access.sessions.way IS 'With what they signed in';
COMMENT ON COLUMN access.sessions.opened IS 'When they signed in';
COMMENT ON COLUMN access.sessions.seen IS 'When something was last asked under it, to the minute';
COMMENT ON COLUMN access.sessions.ends IS 'When it ends whatever is done';

-- The desk signs in whom the owner gave an account; it can neither make one nor give a role.
GRANT USAGE ON SCHEMA access TO desk, auditor;
GRANT SELECT ON access.accounts, access.roles TO desk;
GRANT SELECT, INSERT, UPDATE (sign_count, used) ON access.passkeys TO desk;
GRANT SELECT, INSERT, UPDATE (seen), DELETE ON access.sessions TO desk;
GRANT SELECT (account, officer, active, made) ON access.accounts TO auditor;
GRANT SELECT ON access.roles TO auditor;
GRANT SELECT (account, made, used) ON access.passkeys TO auditor;
GRANT SELECT (account, way, opened, seen, ends) ON access.sessions TO auditor;
