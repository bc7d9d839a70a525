// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/monitor/recordrow.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace seawall::models {

namespace {

constexpr quint32 threeFloats = 1, ownCount = 2;
constexpr quint32 mostSlots = 4096; ///< a row that names more is damaged

void putVarint(QByteArray &bytes, quint32 value)
{
    for (; value >= 0x80; value >>= 7)
        bytes.append(static_cast<char>(value | 0x80));
    bytes.append(static_cast<char>(value));
}

void putFloat(QByteArray &bytes, float value)
{
    std::array<char, sizeof(float)> raw;
    qToLittleEndian(value, raw.data());
    bytes.append(raw.data(), raw.size());
}

/// Reads from the front; once something is missing it stays not ok and reads zeros.
struct Unpacker {
    QByteArrayView rest;
    bool ok = true;

    quint32 varint()
    {
        quint32 value = 0;
        for (int shift = 0; shift < 35 && !rest.isEmpty(); shift += 7) {
            const auto byte = static_cast<quint8>(rest.front());
            rest = rest.sliced(1);
            value |= static_cast<quint32>(byte & 0x7f) << shift;
            if ((byte & 0x80) == 0)
                return value;
        }
        ok = false;
        return 0;
    }

    double number()
    {
        if (rest.size() < qsizetype(sizeof(float))) {
            ok = false;
            return 0;
        }
        const auto value = qFromLittleEndian<float>(rest.data());
        rest = rest.sliced(sizeof(float));
        return static_cast<double>(value);
    }
};

} // namespace

void RecordFold::add(const RecordFold &other)
{
    if (other.count == 0)
        return;
    min = count == 0 ? other.min : std::min(min, other.min);
    max = count == 0 ? other.max : std::max(max, other.max);
    sum += other.sum;
    count += other.count;
}

void RecordRow::addTick(double seconds)
{
    ++samples;
    tickQuarters = static_cast<quint32>(std::clamp(std::lround(seconds * 4), 1L, 100'000L));
}

void RecordRow::add(quint32 slot, double value)
{
    if (folds.size() <= slot)
        folds.resize(slot + 1);
    if (!std::isnan(value))
        folds[slot].add(value);
}

void RecordRow::add(const RecordRow &other)
{
    samples += other.samples;
    tickQuarters = other.tickQuarters;
    if (folds.size() < other.folds.size())
        folds.resize(other.folds.size());
    for (size_t i = 0; i < other.folds.size(); ++i)
        folds[i].add(other.folds[i]);
}

QByteArray RecordRow::packed() const
{
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(4 + folds.size() * 13));
    putVarint(bytes, samples);
    putVarint(bytes, tickQuarters);
    for (quint32 slot = 0; slot < folds.size(); ++slot) {
        const RecordFold &fold = folds[slot];
        if (fold.count == 0)
            continue;
        const auto min = static_cast<float>(fold.min), max = static_cast<float>(fold.max);
        const bool flat = min == max;
        putVarint(bytes, slot * 4 + (flat ? 0 : threeFloats) + (fold.count == samples ? 0 : ownCount));
        if (fold.count != samples)
            putVarint(bytes, fold.count);
        putFloat(bytes, min);
        if (!flat) {
            putFloat(bytes, static_cast<float>(fold.avg()));
            putFloat(bytes, max);
        }
    }
    return bytes;
}

std::optional<RecordRow> RecordRow::unpacked(const QByteArray &bytes)
{
    Unpacker from{bytes};
    RecordRow row;
    row.samples = from.varint();
    row.tickQuarters = from.varint();
    while (from.ok && !from.rest.isEmpty()) {
        const quint32 head = from.varint();
        const quint32 slot = head / 4;
        if (slot >= mostSlots)
            return {};
        RecordFold fold;
        fold.count = (head & ownCount) != 0 ? from.varint() : row.samples;
        fold.min = from.number();
        const double avg = (head & threeFloats) != 0 ? from.number() : fold.min;
        fold.max = (head & threeFloats) != 0 ? from.number() : fold.min;
        fold.sum = avg * fold.count;
        if (row.folds.size() <= slot)
            row.folds.resize(slot + 1);
        row.folds[slot] = fold;
    }
    return from.ok ? std::optional(row) : std::nullopt;
}

} // namespace seawall::models
