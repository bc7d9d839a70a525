-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: journal_mirror_table
-- title: Makes the table that Journals are mirrored to, and a view of their entries
-- oldest: 130000
SELECT pg_advisory_xact_lock(hashtext('seawall.journal'));
CREATE SCHEMA IF NOT EXISTS seawall;
CREATE TABLE IF NOT EXISTS seawall.journal (
    origin      text NOT NULL,
    id          bigint NOT NULL,
    type        text NOT NULL CHECK (type IN ('start', 'outcome')),
    entry       bigint NOT NULL,
    time_ms     bigint NOT NULL,
    payload     text NOT NULL,
    hash        text NOT NULL,
    mirrored_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (origin, id)
);
CREATE INDEX IF NOT EXISTS journal_by_entry ON seawall.journal (origin, entry) WHERE type = 'outcome';
CREATE OR REPLACE VIEW seawall.journal_entry AS
SELECT s.origin, s.id, to_timestamp(s.time_ms / 1000.0) AS started, to_timestamp(o.time_ms / 1000.0) AS finished,
       s.payload::json ->> 'actor' AS actor, s.payload::json ->> 'kind' AS kind, s.payload::json ->> 'title' AS title,
       s.payload::json ->> 'reason' AS reason, s.payload::json #>> '{target,node}' AS node,
       o.payload::json ->> 'state' AS state, o.payload::json ->> 'summary' AS summary
  FROM seawall.journal s
  LEFT JOIN seawall.journal o ON o.origin = s.origin AND o.entry = s.id AND o.type = 'outcome'
 WHERE s.type = 'start';
