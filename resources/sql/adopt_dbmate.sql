-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: adopt_dbmate
-- title: What dbmate recorded: a row a version; %1 is the table
-- oldest: 130000
SELECT version::text AS version FROM %1
