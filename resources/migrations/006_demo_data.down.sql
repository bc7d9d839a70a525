-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- All rows go, those added since as well, and the numbers begin at 1 again.
TRUNCATE clients, projects, pull_requests, issues, jobs RESTART IDENTITY;
