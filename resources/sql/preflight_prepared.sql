-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: preflight_prepared
-- title: Prepared transactions, the oldest first
-- oldest: 130000
SELECT format('%s of %s in %s', gid, owner, database) AS name, extract(epoch FROM clock_timestamp() - prepared) AS age
  FROM pg_prepared_xacts
 ORDER BY prepared
