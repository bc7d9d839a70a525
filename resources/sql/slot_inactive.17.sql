-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- id: slot_inactive
-- title: How long a slot has been inactive, in seconds
-- oldest: 170000
extract(epoch FROM clock_timestamp() - inactive_since)
