-- Doors beside a passkey and a password: the sign-in of an organisation, linked to an account by its administrator.

CREATE TABLE access.identities (
    issuer text NOT NULL CHECK (issuer LIKE 'http%'),
    subject text NOT NULL CHECK (subject <> ''),
    account uuid NOT NULL REFERENCES access.accounts,
    made timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (account, issuer)
);
COMMENT ON TABLE access.identities IS 'Who somebody is to another sign-in (OIDC); nobody is let in who stands here not';
COMMENT ON COLUMN access.identities.issuer IS 'Which sign-in says so';
COMMENT ON COLUMN access.identities.subject IS 'Their number there (claim sub), which is given to nobody else';
COMMENT ON COLUMN access.identities.account IS 'Whose account it opens';
COMMENT ON COLUMN access.identities.made IS 'When it was linked';
GRANT SELECT ON access.identities TO desk, area, auditor;

ALTER TABLE access.sessions DROP CONSTRAINT sessions_way_check;
ALTER TABLE access.sessions ADD CONSTRAINT sessions_way_check CHECK (way IN ('passkey', 'password', 'oidc'));
