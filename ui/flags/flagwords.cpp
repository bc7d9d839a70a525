// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/flagwords.h"

#include "models/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::FlagEffect;
namespace format = models::format;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FlagWords", text);
}

QString readsEffect(bool isOn)
{
    return isOn ? tr("Reads go to the replica: its sessions rise, and the primary is relieved.")
                : tr("Reads come to the primary: the sessions on the replica fall, and the primary carries "
                     "both.");
}

QString fallbackEffect(bool isOn)
{
    return isOn ? tr("While the replica is away or too far behind, reads go to the primary.")
                : tr("While the replica is away or too far behind, reads fail.");
}

} // namespace

Tone toneOf(models::FlagProofState::State state)
{
    using State = models::FlagProofState::State;
    switch (state) {
    case State::PickedUp:
        return Tone::Ok;
    case State::Watching:
    case State::NotVisible:
        return Tone::Info;
    case State::NotPickedUp:
        return Tone::Warning;
    case State::Unknown:
        break;
    }
    return Tone::Unknown;
}

Tone toneOf(models::DeadManSwitch::State state)
{
    using State = models::DeadManSwitch::State;
    switch (state) {
    case State::Fired:
        return Tone::Warning;
    case State::Missed:
        return Tone::Critical;
    case State::Over:
        return Tone::Ok;
    case State::Armed:
    case State::Superseded:
    case State::Disarmed:
        break;
    }
    return Tone::Info;
}

QString shownValue(const std::optional<QString> &value)
{
    if (!value)
        return tr("not set");
    return value->isEmpty() ? tr("empty") : *value;
}

QString shownValue(const models::Flag &flag)
{
    const bool isBool = flag.declaration.kind == models::FlagKind::Bool;
    const auto isOn = isBool && flag.value ? models::flagIsOn(*flag.value) : std::nullopt;
    if (isOn)
        return *isOn ? tr("on") : tr("off");
    return shownValue(flag.value);
}

QString oppositeOf(const models::Flag &flag)
{
    const bool isOn = flag.value && models::flagIsOn(*flag.value).value_or(false);
    const auto wanted = isOn ? u"false"_s : u"true"_s;
    return models::flagValue(flag.declaration, wanted, flag.value.value_or(QString())).value_or(wanted);
}

QString sentenceOf(const db::Error &error)
{
    return u"%1 %2"_s.arg(error.message, error.hint).trimmed();
}

QString expectedEffect(const models::FlagDeclaration &flag, const QString &value)
{
    const auto isOn = models::flagIsOn(value);
    switch (flag.effect) {
    case FlagEffect::ReadsToReplica:
        return isOn ? readsEffect(*isOn) : QString();
    case FlagEffect::Fallback:
        return isOn ? fallbackEffect(*isOn) : QString();
    case FlagEffect::PrimaryPool:
        return tr("Each process of the application holds that many connections to the primary.");
    case FlagEffect::ReplicaPool:
        return tr("Each process of the application holds that many connections to the replica.");
    case FlagEffect::None:
        break;
    }
    return tr("As the service has it; nothing of it can be seen from the servers.");
}

QString timeLeft(const models::SwitchTerms &terms, qint64 nowMs)
{
    const auto untilMs = terms.revertAtMs && terms.watchUntilMs
                             ? std::min(*terms.revertAtMs, *terms.watchUntilMs)
                         : terms.revertAtMs ? *terms.revertAtMs
                                            : terms.watchUntilMs.value_or(nowMs);
    return untilMs > nowMs ? tr("%1 left").arg(format::seconds(double((untilMs - nowMs) / 1000)))
                           : tr("due now");
}

} // namespace seawall::ui
