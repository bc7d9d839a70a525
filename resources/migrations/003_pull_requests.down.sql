-- SPDX-FileCopyrightText: 2026 The Seawall authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- All pull requests go; they can be read from GitHub again. Their index goes with the table.
DROP TABLE pull_requests;
