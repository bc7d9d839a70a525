// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/stepspec.h"

namespace seawall::models {

/// Whether what came is what was expected, and both in one sentence.
struct Judgement {
    bool isMet = true;
    QString sentence;
};

/// What came out: of a statement the first value and the rows, of a command its lines.
struct Came {
    QString from; ///< 'replica1', 'the command'
    std::optional<QString> value;
    qint64 rows = 0;
    QString text; ///< what an expression is matched against
};

/// All kinds but AsOnPrimary. 't' and 'true' are the same value. Pure.
Judgement judge(const Expectation &expectation, const Came &came);

/// 'expects the value ‹t›'; empty for None.
QString describe(const Expectation &expectation);

} // namespace seawall::models
