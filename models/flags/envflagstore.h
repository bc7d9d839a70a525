// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flagstore.h"

namespace seawall::models {

/// The flags of a .env file. A write replaces the file at once (models/filereplacement.h) and changes nothing
/// of it but the values; the file as it was is kept beside it as NAME.seawall-backup.
class EnvFlagStore final : public FlagStore
{
public:
    explicit EnvFlagStore(QString path) : m_path(std::move(path)) {}

    QString id() const override { return QStringLiteral("env"); }
    QString place() const override { return m_path; }
    db::Result<FlagReading> read(db::Deadline deadline, const std::stop_token &stop) const override;
    db::Result<FlagWrite> write(const FlagReading &basis, const std::vector<FlagAssignment> &changes,
                                const FlagAuthor &author, db::Deadline deadline,
                                const std::stop_token &stop) const override;

    /// Reads the file alone, with the rules that stand beside it. Errors: FileAccess, InvalidInput.
    static db::Result<FlagReading> load(const QString &path);

private:
    QString m_path;
};

} // namespace seawall::models
