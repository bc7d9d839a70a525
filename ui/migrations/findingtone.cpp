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

Tone toneOf(db::LockMode lock, db::TimeClass time)
{
    if (lock < db::LockMode::Share)
        return Tone::Ok;
    switch (time) {
    case db::TimeClass::Instant:
        return Tone::Info;
    case db::TimeClass::Seconds:
        return Tone::Warning;
    case db::TimeClass::Minutes:
    case db::TimeClass::Long:
        return Tone::Critical;
    case db::TimeClass::Unknown:
        break;
    }
    return Tone::Unknown;
}

} // namespace seawall::ui
