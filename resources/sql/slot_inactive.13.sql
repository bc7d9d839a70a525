-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: slot_inactive
-- title: How long a slot has been inactive; not known before PostgreSQL 17
-- oldest: 130000
NULL::float8
