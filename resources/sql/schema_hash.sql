-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: schema_hash
-- title: The schema as one hash; search_path has to be pg_catalog
-- oldest: 130000
SELECT md5(coalesce(string_agg(md5(f.object || E'\n' || coalesce(f.definition, '')), ''
                               ORDER BY f.object COLLATE "C", f.definition COLLATE "C"), ''))
  FROM ({{schema_fingerprint}}) AS f
