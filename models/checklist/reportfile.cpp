// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/report.h"

#include <QFile>
#include <QSaveFile>

namespace seawall::models {

using namespace Qt::StringLiterals;

db::Result<void> writeReport(const ReportInput &input, ReportFormat format, const QString &path)
{
    if (format == ReportFormat::Pdf)
        return writePdfReport(input, path);
    const auto text = format == ReportFormat::Html ? htmlReport(input) : markdownReport(input);
    const auto bytes = text.toUtf8();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return db::fail(db::ErrorKind::FileAccess,
                        u"The report '%1' cannot be written: %2."_s.arg(path, file.errorString()),
                        u"Choose another place, or check the room and the rights there."_s);
    return {};
}

} // namespace seawall::models
