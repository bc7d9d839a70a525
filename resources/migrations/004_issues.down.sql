-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- All issues go; they can be read from Jira again. Their index goes with the table.
DROP TABLE issues;
