// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "models/flags/flagstore.h"

namespace seawall::models {

/// The flags of the table seawall.feature_flag on the primary, for services that read them from the database.
/// Each change, by whomever, is a row of seawall.feature_flag_history and a NOTIFY on the channel
/// seawall_feature_flag with the key as payload: the table's trigger sees to it.
class TableFlagStore final : public FlagStore
{
public:
    /// `rules` say what a flag moves, and the limits; the kinds are the table's own.
    explicit TableFlagStore(db::Endpoint primary, FlagRules rules = FlagRules::builtIn())
        : m_primary(std::move(primary)), m_rules(std::move(rules))
    {}

    QString id() const override { return QStringLiteral("table"); }
    QString place() const override;
    db::Result<FlagReading> read(db::Deadline deadline, const std::stop_token &stop) const override;
    db::Result<FlagWrite> write(const FlagReading &basis, const std::vector<FlagAssignment> &changes,
                                const FlagAuthor &author, db::Deadline deadline,
                                const std::stop_token &stop) const override;
    db::Result<std::vector<FlagChange>> history(int most, db::Deadline deadline,
                                                const std::stop_token &stop) const override;

private:
    db::Result<db::Connection> open(bool readOnly, db::Deadline deadline, const std::stop_token &stop) const;

    db::Endpoint m_primary;
    FlagRules m_rules;
};

} // namespace seawall::models
