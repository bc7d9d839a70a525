-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: deferred_constraints
-- title: The constraints that are checked at COMMIT
-- oldest: 130000
SELECT string_agg(quote_ident(n.nspname) || '.' || quote_ident(c.conname), ', ')
  FROM pg_constraint c
  JOIN pg_namespace n ON n.oid = c.connamespace
 WHERE c.condeferred
