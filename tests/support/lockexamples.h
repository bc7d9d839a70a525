// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace seawall::tests {

/// What the examples work on.
inline constexpr auto lockExampleSchema = R"(
CREATE TABLE clients (id bigint PRIMARY KEY, name varchar(50), note text, age int);
CREATE TABLE orders (id bigint PRIMARY KEY, client_id bigint, amount int);
ALTER TABLE orders ADD CONSTRAINT amount_check CHECK (amount > 0) NOT VALID;
CREATE UNIQUE INDEX orders_amount ON orders (amount);
CREATE TABLE events (id bigint) PARTITION BY RANGE (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (10);
CREATE TABLE events_2 (id bigint);
CREATE VIEW names AS SELECT name FROM clients;
CREATE MATERIALIZED VIEW totals AS SELECT client_id, sum(amount) FROM orders GROUP BY 1;
CREATE UNIQUE INDEX totals_client ON totals (client_id);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON clients FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY own ON clients USING (true);
INSERT INTO clients SELECT n, 'n', 'x', n FROM generate_series(1, 100) n;
INSERT INTO orders SELECT n, n, n FROM generate_series(1, 100) n;
)";

struct LockExample {
    const char *sql;
    const char *uses; ///< 'table LOCK [rewrites] [scans] [drops] [empties]; …' in the order of their names
};

inline constexpr LockExample lockExamples[] = {
    {"ALTER TABLE clients ADD COLUMN x int", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients ADD COLUMN x int NOT NULL DEFAULT 5", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients ADD COLUMN x timestamptz DEFAULT now()", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients ADD COLUMN x float NOT NULL DEFAULT random()", "clients ACCESS EXCLUSIVE rewrites"},
    {"ALTER TABLE clients ADD COLUMN x bigserial", "clients ACCESS EXCLUSIVE rewrites"},
    {"ALTER TABLE clients ADD COLUMN x int GENERATED ALWAYS AS IDENTITY",
     "clients ACCESS EXCLUSIVE rewrites"},
    {"ALTER TABLE clients ADD COLUMN x int GENERATED ALWAYS AS (age * 2) STORED",
     "clients ACCESS EXCLUSIVE rewrites"},
    {"ALTER TABLE clients ADD COLUMN x int CHECK (x > 1)", "clients ACCESS EXCLUSIVE scans"},
    {"ALTER TABLE clients ADD COLUMN x bigint REFERENCES orders",
     "clients ACCESS EXCLUSIVE; orders SHARE ROW EXCLUSIVE"},
    {"ALTER TABLE clients ADD COLUMN x int UNIQUE", "clients ACCESS EXCLUSIVE scans"},
    {"ALTER TABLE clients DROP COLUMN note", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients ALTER note SET NOT NULL", "clients ACCESS EXCLUSIVE scans"},
    {"ALTER TABLE clients ALTER note DROP NOT NULL", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients ALTER note SET DEFAULT 'x'", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients ALTER age TYPE bigint", "clients ACCESS EXCLUSIVE rewrites"},
    {"ALTER TABLE clients ALTER note SET STATISTICS 500", "clients SHARE UPDATE EXCLUSIVE"},
    {"ALTER TABLE clients ALTER note SET STORAGE EXTERNAL", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients ALTER note SET (n_distinct = 5)", "clients SHARE UPDATE EXCLUSIVE"},
    {"ALTER TABLE clients SET (fillfactor = 70)", "clients SHARE UPDATE EXCLUSIVE"},
    {"ALTER TABLE clients RESET (autovacuum_enabled)", "clients SHARE UPDATE EXCLUSIVE"},
    {"ALTER TABLE clients CLUSTER ON clients_pkey", "clients SHARE UPDATE EXCLUSIVE"},
    {"ALTER TABLE clients DISABLE TRIGGER touched", "clients SHARE ROW EXCLUSIVE"},
    {"ALTER TABLE clients ENABLE ALWAYS TRIGGER touched", "clients SHARE ROW EXCLUSIVE"},
    {"ALTER TABLE clients ENABLE ROW LEVEL SECURITY", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients REPLICA IDENTITY FULL", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients SET UNLOGGED", "clients ACCESS EXCLUSIVE rewrites"},
    {"ALTER TABLE clients ADD CHECK (age > 0)", "clients ACCESS EXCLUSIVE scans"},
    {"ALTER TABLE clients ADD CHECK (age > 0) NOT VALID", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE orders ADD FOREIGN KEY (client_id) REFERENCES clients",
     "clients SHARE ROW EXCLUSIVE; orders SHARE ROW EXCLUSIVE scans"},
    {"ALTER TABLE orders ADD FOREIGN KEY (client_id) REFERENCES clients NOT VALID",
     "clients SHARE ROW EXCLUSIVE; orders SHARE ROW EXCLUSIVE"},
    {"ALTER TABLE orders VALIDATE CONSTRAINT amount_check", "orders SHARE UPDATE EXCLUSIVE scans"},
    {"ALTER TABLE orders DROP CONSTRAINT amount_check", "orders ACCESS EXCLUSIVE"},
    {"ALTER TABLE orders ADD UNIQUE (client_id)", "orders ACCESS EXCLUSIVE scans"},
    {"ALTER TABLE orders ADD UNIQUE USING INDEX orders_amount", "orders ACCESS EXCLUSIVE"},
    {"ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM (10) TO (20)",
     "events SHARE UPDATE EXCLUSIVE; events_2 ACCESS EXCLUSIVE scans"},
    {"ALTER TABLE events DETACH PARTITION events_1", "events ACCESS EXCLUSIVE; events_1 ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients RENAME TO customers", "clients ACCESS EXCLUSIVE"},
    {"ALTER TABLE clients RENAME COLUMN note TO remark", "clients ACCESS EXCLUSIVE"},
    {"ALTER INDEX orders_amount RENAME TO orders_by_amount", ""},
    {"CREATE INDEX ON clients (age)", "clients SHARE scans"},
    {"DROP MATERIALIZED VIEW totals; DROP TABLE orders",
     "orders ACCESS EXCLUSIVE drops; totals ACCESS EXCLUSIVE"},
    {"DROP TRIGGER touched ON clients", "clients ACCESS EXCLUSIVE"},
    {"DROP POLICY own ON clients", "clients ACCESS EXCLUSIVE"},
    {"DROP VIEW names", "names ACCESS EXCLUSIVE"},
    {"TRUNCATE orders, clients", "clients ACCESS EXCLUSIVE empties; orders ACCESS EXCLUSIVE empties"},
    {"LOCK TABLE clients IN SHARE MODE", "clients SHARE"},
    {"LOCK clients", "clients ACCESS EXCLUSIVE"},
    {"CREATE TRIGGER t2 AFTER INSERT ON clients FOR EACH ROW EXECUTE FUNCTION touch()",
     "clients SHARE ROW EXCLUSIVE"},
    {"CREATE RULE r AS ON UPDATE TO orders DO INSTEAD NOTHING", "orders ACCESS EXCLUSIVE"},
    {"CREATE POLICY p ON clients USING (true)", "clients ACCESS EXCLUSIVE"},
    {"CREATE STATISTICS s ON name, note FROM clients", "clients SHARE UPDATE EXCLUSIVE"},
    {"CREATE PUBLICATION pub FOR TABLE clients", "clients SHARE UPDATE EXCLUSIVE"},
    {"CREATE TABLE t (a bigint REFERENCES clients)", "clients SHARE ROW EXCLUSIVE"},
    {"CREATE TABLE t (LIKE clients)", "clients ACCESS SHARE"},
    {"CREATE TABLE t () INHERITS (clients)", "clients SHARE UPDATE EXCLUSIVE"},
    {"CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM (20) TO (30)", "events ACCESS EXCLUSIVE"},
    {"CREATE TABLE t AS SELECT * FROM clients", "clients ACCESS SHARE"},
    {"CREATE VIEW v AS SELECT name FROM clients JOIN orders ON client_id = clients.id",
     "clients ACCESS SHARE; orders ACCESS SHARE"},
    {"SELECT * INTO t FROM clients", "clients ACCESS SHARE"},
    {"SELECT * FROM clients c JOIN orders o ON o.client_id = c.id FOR UPDATE",
     "clients ROW SHARE; orders ROW SHARE"},
    {"WITH c AS (SELECT * FROM clients) SELECT * FROM c", "clients ACCESS SHARE"},
    {"INSERT INTO clients SELECT id + 1000 FROM orders", "clients ROW EXCLUSIVE; orders ACCESS SHARE"},
    {"UPDATE clients SET note = 'y'", "clients ROW EXCLUSIVE scans"},
    {"UPDATE clients SET note = 'y' FROM orders WHERE orders.id = clients.id",
     "clients ROW EXCLUSIVE; orders ACCESS SHARE"},
    {"DELETE FROM orders WHERE id IN (SELECT id FROM clients)", "clients ACCESS SHARE; orders ROW EXCLUSIVE"},
    {"WITH gone AS (DELETE FROM orders RETURNING *) INSERT INTO clients SELECT id + 1000 FROM gone",
     "clients ROW EXCLUSIVE; orders ROW EXCLUSIVE scans empties"},
    {"MERGE INTO clients USING orders ON orders.id = clients.id WHEN MATCHED THEN DELETE",
     "clients ROW EXCLUSIVE; orders ACCESS SHARE"},
    {"REFRESH MATERIALIZED VIEW totals", "totals ACCESS EXCLUSIVE rewrites"},
    {"REFRESH MATERIALIZED VIEW CONCURRENTLY totals", "totals EXCLUSIVE scans"},
    {"REINDEX TABLE clients", "clients SHARE scans"},
    {"CLUSTER clients USING clients_pkey", "clients ACCESS EXCLUSIVE rewrites"},
    {"ANALYZE clients", "clients SHARE UPDATE EXCLUSIVE"},
    {"COMMENT ON TABLE clients IS 'x'", "clients SHARE UPDATE EXCLUSIVE"},
    {"COMMENT ON COLUMN public.clients.note IS 'x'", "public.clients SHARE UPDATE EXCLUSIVE"},
    {"GRANT SELECT ON clients TO PUBLIC", ""},
    {"CREATE TABLE t (a int); CREATE INDEX ON t (a); ALTER TABLE public.t ADD b int; DROP TABLE t", ""},
    {"CREATE TABLE t (a int); ALTER TABLE t RENAME TO u; UPDATE u SET a = 1", ""},
};

} // namespace seawall::tests
