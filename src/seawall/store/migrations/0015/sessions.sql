-- How strongly somebody showed who they are to the sign-in of their organisation, as that says.
ALTER TABLE access.sessions ADD COLUMN strength text CHECK (strength <> '');
COMMENT ON COLUMN access.sessions.strength IS 'How they signed in at their organisation, as that says (acr, amr); empty: nobody said';
GRANT SELECT (strength) ON access.sessions TO auditor;
