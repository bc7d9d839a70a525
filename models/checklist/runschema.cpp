// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/runschema.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

/// Evidence, sign-offs and texts are added and never changed, whatever program holds the file.
QStringList appendOnly(const QString &table)
{
    QStringList triggers;
    for (const auto &verb : {u"UPDATE"_s, u"DELETE"_s}) {
        triggers +=
            u"CREATE TRIGGER %1_no_%2 BEFORE %2 ON %1 BEGIN SELECT RAISE(ABORT, '%1 is append-only'); "
            "END"_s.arg(table, verb);
    }
    return triggers;
}

QStringList tables()
{
    return {
        u"CREATE TABLE run (id INTEGER PRIMARY KEY AUTOINCREMENT, profile TEXT NOT NULL, folder TEXT NOT "
        u"NULL, "
        "started_ms INTEGER NOT NULL)"_s,
        u"CREATE TABLE version (id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, "
        "time_ms INTEGER NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, checksum TEXT NOT NULL, "
        "text BLOB NOT NULL, nodes BLOB NOT NULL)"_s,
        u"CREATE INDEX version_run ON version (run, id)"_s,
        u"CREATE TABLE evidence (id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, "
        "step TEXT NOT NULL, payload TEXT NOT NULL, checksum TEXT NOT NULL)"_s,
        u"CREATE INDEX evidence_step ON evidence (run, step, id)"_s,
        u"CREATE TABLE sign_off (id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, "
        "phase TEXT NOT NULL, time_ms INTEGER NOT NULL, name TEXT NOT NULL, second TEXT NOT NULL)"_s,
        u"CREATE TABLE running (run INTEGER NOT NULL REFERENCES run, step TEXT NOT NULL, "
        "time_ms INTEGER NOT NULL, pid INTEGER NOT NULL, start_ticks INTEGER NOT NULL, boot TEXT NOT NULL, "
        "PRIMARY KEY (run, step)) WITHOUT ROWID"_s,
        u"CREATE TABLE changed (run INTEGER NOT NULL REFERENCES run, step TEXT NOT NULL, "
        "evidence INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (run, step)) WITHOUT ROWID"_s,
        u"CREATE TABLE spec (run INTEGER NOT NULL REFERENCES run, step TEXT NOT NULL, spec TEXT NOT NULL, "
        "PRIMARY KEY (run, step)) WITHOUT ROWID"_s,
    };
}

} // namespace

const QStringList &runSchema()
{
    static const QStringList statements = tables() + appendOnly(u"version"_s) + appendOnly(u"evidence"_s) +
                                          appendOnly(u"sign_off"_s) +
                                          QStringList{u"PRAGMA application_id = %1"_s.arg(runApplicationId),
                                                      u"PRAGMA user_version = %1"_s.arg(runSchemaVersion)};
    return statements;
}

} // namespace seawall::models
