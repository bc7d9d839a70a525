// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tone.h"

#include "db/monitor/verdict.h"

#include <QPalette>

#include <array>

namespace seawall::ui {

using namespace Qt::StringLiterals;

Tone toneOf(db::ClusterVerdict verdict)
{
    switch (verdict) {
    case db::ClusterVerdict::Healthy:
        return Tone::Ok;
    case db::ClusterVerdict::Degraded:
        return Tone::Warning;
    case db::ClusterVerdict::NoPrimary:
    case db::ClusterVerdict::SplitBrain:
        return Tone::Critical;
    case db::ClusterVerdict::Unknown:
        break;
    }
    return Tone::Unknown;
}

Tone toneOf(const db::NodeSnapshot &node)
{
    using Severity = db::NodeWord::Severity;
    switch (db::wordOn(node).severity) {
    case Severity::None:
        return Tone::Ok;
    case Severity::Intended:
        return Tone::Info;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Critical:
        return Tone::Critical;
    case Severity::Unknown:
        break;
    }
    return Tone::Unknown;
}

Tone toneOf(models::Severity severity)
{
    switch (severity) {
    case models::Severity::Info:
        return Tone::Info;
    case models::Severity::Warning:
        return Tone::Warning;
    case models::Severity::Critical:
        break;
    }
    return Tone::Critical;
}

Tone toneOf(models::Guard::State state)
{
    switch (state) {
    case models::Guard::State::Ok:
        return Tone::Ok;
    case models::Guard::State::Warning:
        return Tone::Warning;
    case models::Guard::State::Blocking:
        return Tone::Critical;
    case models::Guard::State::Unknown:
        break;
    }
    return Tone::Unknown;
}

Tone toneOf(models::Outcome::State state)
{
    switch (state) {
    case models::Outcome::State::Succeeded:
        return Tone::Ok;
    case models::Outcome::State::Cancelled:
        return Tone::Warning;
    case models::Outcome::State::Failed:
        break;
    }
    return Tone::Critical;
}

int rankOf(Tone tone)
{
    switch (tone) {
    case Tone::Critical:
        return 3;
    case Tone::Warning:
        return 2;
    case Tone::Unknown:
        return 1;
    default:
        return 0;
    }
}

QString toneIconName(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return u"emblem-success"_s;
    case Tone::Info:
        return u"emblem-information"_s;
    case Tone::Warning:
        return u"emblem-warning"_s;
    case Tone::Critical:
        return u"emblem-error"_s;
    case Tone::Neutral:
    case Tone::Unknown:
        break;
    }
    return u"emblem-question"_s;
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor toneColour(const QPalette &palette, Tone tone)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Ok:
        return dark ? QColor(0x3c, 0xcf, 0xa2) : QColor(0x00, 0x74, 0x55);
    case Tone::Info:
        return dark ? QColor(0x62, 0xb6, 0xf7) : QColor(0x00, 0x62, 0xa3);
    case Tone::Warning:
        return dark ? QColor(0xf2, 0xb1, 0x34) : QColor(0x95, 0x5a, 0x00);
    case Tone::Critical:
        return dark ? QColor(0xff, 0x86, 0x66) : QColor(0xb9, 0x30, 0x0a);
    case Tone::Unknown:
        return mutedText(palette);
    case Tone::Neutral:
        break;
    }
    return palette.color(QPalette::WindowText);
}

QColor toneBackground(const QPalette &palette, Tone tone)
{
    auto colour = toneColour(palette, tone);
    colour.setAlphaF(isDark(palette) ? 0.16F : 0.10F);
    return colour;
}

QColor borderColour(const QPalette &palette)
{
    return palette.color(QPalette::Mid);
}

QColor mutedText(const QPalette &palette)
{
    return palette.color(QPalette::PlaceholderText);
}

QColor cardColour(const QPalette &palette)
{
    return palette.color(QPalette::Base);
}

QColor seriesColour(const QPalette &palette, int index)
{
    static constexpr std::array<QRgb, 7> light{0xff0072b2, 0xffd55e00, 0xff008f68, 0xffb0578d,
                                               0xffb07c00, 0xff2f93cf, 0xff4d5763};
    static constexpr std::array<QRgb, 7> dark{0xff56b4e9, 0xfff08a3c, 0xff3cc79b, 0xffe39ac6,
                                              0xfff0d442, 0xff8aa6ff, 0xffb6c0cb};
    const auto &colours = isDark(palette) ? dark : light;
    const auto size = static_cast<int>(colours.size());
    return QColor::fromRgb(colours[static_cast<std::size_t>(((index % size) + size) % size)]);
}

} // namespace seawall::ui
