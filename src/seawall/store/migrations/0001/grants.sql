-- Who may do what. The owner makes tables; the desk reads and appends; the auditor reads what was decided.

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA facts FROM PUBLIC;
REVOKE ALL ON ALL PROCEDURES IN SCHEMA facts FROM PUBLIC;
GRANT USAGE ON SCHEMA facts TO desk, intimate, auditor;

GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA facts TO desk;
REVOKE INSERT ON facts.batches, facts.home FROM desk;
GRANT EXECUTE ON FUNCTION facts.queue_for_batch, facts.open_batch, facts.stored TO desk;

GRANT SELECT ON
    facts.batches, facts.cases, facts.classifications, facts.orders, facts.signatures, facts.appeals
    TO auditor;

-- Rows about intimate contact have a role of their own: the desk may state them, and sees none.
GRANT SELECT ON facts.relations, facts.batches TO intimate;
ALTER TABLE facts.relations ENABLE ROW LEVEL SECURITY;
CREATE POLICY all_but_intimate ON facts.relations FOR SELECT TO desk USING (kind <> 'sexual');
CREATE POLICY intimate_too ON facts.relations FOR SELECT TO intimate USING (true);
CREATE POLICY anything_stated ON facts.relations FOR INSERT TO desk WITH CHECK (true);
