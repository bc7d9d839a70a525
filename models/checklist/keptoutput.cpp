// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/keptoutput.h"

#include <algorithm>

namespace seawall::models {

namespace {

constexpr qsizetype noteSize = 100; // room for the note on what is left out
constexpr qsizetype headSize = KeptOutput::most / 2 - noteSize;
constexpr qsizetype tailSize = KeptOutput::most / 2 - noteSize;

bool isWithinCharacter(const QByteArray &utf8, qsizetype at)
{
    return at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80;
}

} // namespace

void KeptOutput::add(const QString &text)
{
    auto bytes = text.toUtf8();
    if (m_tail.isEmpty() && m_head.size() < headSize) {
        auto fits = std::min(headSize - m_head.size(), bytes.size());
        while (fits > 0 && isWithinCharacter(bytes, fits))
            --fits;
        m_head += bytes.first(fits);
        bytes.remove(0, fits);
    }
    m_tail += bytes;
    if (m_tail.size() <= 2 * tailSize)
        return;
    auto gone = m_tail.size() - tailSize;
    while (isWithinCharacter(m_tail, gone))
        ++gone;
    m_left += gone;
    m_tail.remove(0, gone);
}

QString KeptOutput::text() const
{
    auto gone = std::max<qsizetype>(0, m_tail.size() - tailSize);
    while (isWithinCharacter(m_tail, gone))
        ++gone;
    const auto left = m_left + gone;
    auto text = QString::fromUtf8(m_head);
    if (left > 0)
        text += QStringLiteral("\n… %1 bytes left out …\n").arg(left);
    return text + QString::fromUtf8(m_tail.sliced(gone));
}

} // namespace seawall::models
