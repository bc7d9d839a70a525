// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/findingtone.h"

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

} // namespace seawall::ui
