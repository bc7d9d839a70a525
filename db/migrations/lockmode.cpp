// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/script.h"

using namespace Qt::StringLiterals;

namespace seawall::db {

QString toString(LockMode mode)
{
    switch (mode) {
    case LockMode::None:
        return u"none"_s;
    case LockMode::AccessShare:
        return u"ACCESS SHARE"_s;
    case LockMode::RowShare:
        return u"ROW SHARE"_s;
    case LockMode::RowExclusive:
        return u"ROW EXCLUSIVE"_s;
    case LockMode::ShareUpdateExclusive:
        return u"SHARE UPDATE EXCLUSIVE"_s;
    case LockMode::Share:
        return u"SHARE"_s;
    case LockMode::ShareRowExclusive:
        return u"SHARE ROW EXCLUSIVE"_s;
    case LockMode::Exclusive:
        return u"EXCLUSIVE"_s;
    case LockMode::AccessExclusive:
        return u"ACCESS EXCLUSIVE"_s;
    }
    return {};
}

QString whatItBlocks(LockMode mode)
{
    switch (mode) {
    case LockMode::None:
        return u"nothing"_s;
    case LockMode::AccessShare:
    case LockMode::RowShare:
    case LockMode::RowExclusive:
        return u"other schema changes"_s;
    case LockMode::ShareUpdateExclusive:
        return u"other schema changes and VACUUM"_s;
    case LockMode::Share:
    case LockMode::ShareRowExclusive:
        return u"writes"_s;
    case LockMode::Exclusive:
        return u"writes and row locks"_s;
    case LockMode::AccessExclusive:
        return u"reads and writes"_s;
    }
    return {};
}

} // namespace seawall::db
