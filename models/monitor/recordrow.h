// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>
#include <optional>
#include <vector>

namespace seawall::models {

/// One resolution of the flight recorder.
struct RecordTier {
    qint64 span; ///< seconds a row
    qint64 keep; ///< seconds until rows are pruned
    qint64
        floor; ///< seconds that are kept when the size bound asks for room, as long as another tier can give

    qint64 startOf(qint64 second) const { return second - second % span; } ///< of the row it falls into
};
constexpr std::array<RecordTier, 3> recordTiers{
    {{1, 86'400, 3'600}, {10, 30 * 86'400, 86'400}, {300, 2 * 365 * 86'400, 30 * 86'400}}};

/// What the samples of one series within a row's span come to. Only known samples count.
struct RecordFold {
    double min = 0, max = 0, sum = 0;
    quint32 count = 0;

    void add(double value) { add({value, value, value, 1}); }
    void add(const RecordFold &other);
    double avg() const { return sum / count; }
    bool operator==(const RecordFold &) const = default;
};

/// A row of the recorder's file: all series of a node within one span. Packed as varint samples, varint tick
/// in quarters of a second, then for each known series varint (slot * 4 + own count * 2 + three floats),
/// the count where it is not the row's, and one float (min = avg = max) or three, little-endian.
struct RecordRow {
    quint32 samples = 0;           ///< ticks within the span
    quint32 tickQuarters = 4;      ///< tick, in quarters of a second
    std::vector<RecordFold> folds; ///< by slot; count 0: unknown in this span

    void addTick(double tickSeconds);
    void add(quint32 slot, double value); ///< an unknown value adds nothing
    void add(const RecordRow &other);
    double tickSeconds() const { return tickQuarters / 4.0; }

    QByteArray packed() const;
    static std::optional<RecordRow> unpacked(const QByteArray &bytes); ///< nothing: not a row
    bool operator==(const RecordRow &) const = default;
};

} // namespace seawall::models
