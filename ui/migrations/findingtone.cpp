// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/findingtone.h"

#include <QCoreApplication>

namespace seawall::ui {

Tone toneOf(db::Finding::Severity severity)
{
    switch (severity) {
    case db::Finding::Severity::Note:
        return Tone::Info;
    case db::Finding::Severity::Warning:
        return Tone::Warning;
    case db::Finding::Severity::Danger:
        break;
    }
    return Tone::Critical;
}

Tone toneOf(db::LockMode lock)
{
    if (lock == db::LockMode::AccessExclusive)
        return Tone::Critical;
    return lock >= db::LockMode::Share ? Tone::Warning : Tone::Ok;
}

QString wordFor(db::Finding::Severity severity)
{
    const auto tr = [](const char *word) { return QCoreApplication::translate("Findings", word); };
    switch (severity) {
    case db::Finding::Severity::Note:
        return tr("note");
    case db::Finding::Severity::Warning:
        return tr("warning");
    case db::Finding::Severity::Danger:
        break;
    }
    return tr("danger");
}

} // namespace seawall::ui
