// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/migration.h"

#include "db/migrations/sources/sourcefile.h"

#include <algorithm>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

bool isNumeric(QStringView version)
{
    return !version.isEmpty() && version.front().isDigit() &&
           std::ranges::all_of(version, [](QChar character) {
               return (character >= u'0' && character <= u'9') || character == u'.';
           });
}

bool isWholeNumber(QStringView version)
{
    return std::ranges::all_of(version,
                               [](QChar character) { return character >= u'0' && character <= u'9'; });
}

/// Takes the first part off `version`, without its leading zeros: as long as it likes, so never a number.
QStringView takePart(QStringView &version)
{
    const auto dot = version.indexOf(u'.');
    auto part = dot < 0 ? version : version.first(dot);
    version = dot < 0 ? QStringView() : version.sliced(dot + 1);
    while (part.startsWith(u'0'))
        part = part.sliced(1);
    return part;
}

} // namespace

std::strong_ordering compareVersions(const QString &left, const QString &right)
{
    if (left.size() == right.size() && isWholeNumber(left) && isWholeNumber(right))
        return left.compare(right) <=> 0; // nearly always, and quickly
    const bool isLeftNumeric = isNumeric(left);
    if (isLeftNumeric != isNumeric(right))
        return isLeftNumeric ? std::strong_ordering::less : std::strong_ordering::greater;
    if (!isLeftNumeric)
        return left.compare(right) <=> 0;
    QStringView restLeft = left;
    QStringView restRight = right;
    while (!restLeft.isEmpty() || !restRight.isEmpty()) {
        const auto partLeft = takePart(restLeft);
        const auto partRight = takePart(restRight);
        if (partLeft.size() != partRight.size())
            return partLeft.size() <=> partRight.size();
        if (const auto order = partLeft.compare(partRight); order != 0)
            return order <=> 0;
    }
    return std::strong_ordering::equal;
}

Result<QString> readText(const MigrationFile &file)
{
    auto bytes = readSource(file.path);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto end = file.end < 0 ? bytes->size() : file.end;
    const bool isWhole = file.begin <= end && end <= bytes->size();
    const auto part = isWhole ? bytes->sliced(file.begin, end - file.begin) : QByteArray();
    if (!isWhole || sourceChecksum(part) != file.checksum)
        return fail(ErrorKind::InvalidInput, u"%1 was changed since the folder was read."_s.arg(file.path),
                    u"Read the folder again, and look at the plan before you go on."_s);
    if (const int line = firstBadLine(part); line > 0)
        return fail(ErrorKind::InvalidInput,
                    u"%1:%2: this line is not UTF-8."_s.arg(file.path).arg(file.firstLine + line - 1),
                    u"Save the file as UTF-8."_s);
    auto text = QString::fromUtf8(part);
    if (file.begin == 0 && text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    return text;
}

} // namespace seawall::db
