-- Tokens: with which a program asks in an officer's stead; and answers, so that asking twice enters nothing twice.

CREATE TABLE access.tokens (
    token uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    digest bytea NOT NULL UNIQUE CHECK (octet_length(digest) = 32),
    account uuid NOT NULL REFERENCES access.accounts,
    name text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    scopes jsonb NOT NULL CHECK (jsonb_typeof(scopes) = 'array' AND jsonb_array_length(scopes) BETWEEN 1 AND 64),
    made timestamptz NOT NULL,
    made_by text NOT NULL CHECK (made_by <> ''),
    ends timestamptz NOT NULL CHECK (ends > made),
    used timestamptz,
    ended timestamptz
);
CREATE INDEX ON access.tokens (account);
CREATE UNIQUE INDEX tokens_one_of_a_name ON access.tokens (name) WHERE ended IS NULL;
COMMENT ON TABLE access.tokens IS 'With what a program asks in an officer''s stead; a token is ended, never taken away';
COMMENT ON COLUMN access.tokens.token IS 'Its number, which the journal bears; it opens nothing';
COMMENT ON COLUMN access.tokens.digest IS 'SHA-256 of what the program holds, which stands nowhere here';
COMMENT ON COLUMN access.tokens.account IS 'In whose stead it asks: it may no more than they may at that moment';
COMMENT ON COLUMN access.tokens.name IS 'What the program is called; of those that were not ended one has a name';
COMMENT ON COLUMN access.tokens.scopes IS 'What it may: a list of action, resource, table, area (null: every one)';
COMMENT ON COLUMN access.tokens.made IS 'When it was made';
COMMENT ON COLUMN access.tokens.made_by IS 'By whom';
COMMENT ON COLUMN access.tokens.ends IS 'When it ends whatever is done';
COMMENT ON COLUMN access.tokens.used IS 'When it was last used, to the minute';
COMMENT ON COLUMN access.tokens.ended IS 'When somebody ended it before that';

CREATE TABLE access.answers (
    account uuid NOT NULL REFERENCES access.accounts,
    key text NOT NULL CHECK (key ~ '^[!-~]{1,128}$'),
    asked bytea NOT NULL CHECK (octet_length(asked) = 32),
    status integer NOT NULL CHECK (status BETWEEN 200 AND 499),
    media text NOT NULL,
    body bytea NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE INDEX ON access.answers (at);
COMMENT ON TABLE access.answers IS 'What a request that writes was answered, for who repeats it; gone after two days';
COMMENT ON COLUMN access.answers.account IS 'Whose key it is';
COMMENT ON COLUMN access.answers.key IS 'The Idempotency-Key that the request named';
COMMENT ON COLUMN access.answers.asked IS 'SHA-256 of what was asked: method, address, kind and body';
COMMENT ON COLUMN access.answers.status IS 'The status of the answer';
COMMENT ON COLUMN access.answers.media IS 'What kind its body is';
COMMENT ON COLUMN access.answers.body IS 'Its body: rows and columns that were refused, and why';
COMMENT ON COLUMN access.answers.at IS 'When it was given';

-- The desk asks whose a token is and says that it was used; it can neither make one nor let it live longer.
GRANT SELECT, UPDATE (used) ON access.tokens TO desk;
GRANT SELECT, INSERT, DELETE ON access.answers TO desk;
GRANT SELECT (token, account, name, scopes, made, made_by, ends, used, ended) ON access.tokens TO auditor;
