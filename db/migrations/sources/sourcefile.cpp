// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/sources/sourcefile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestSource = qint64{512} * 1024 * 1024; // a server takes no statement above 1 GB

std::unexpected<Error> unreadable(const QString &path, const QString &why)
{
    return fail(ErrorKind::FileAccess, u"%1 cannot be read: %2."_s.arg(path, why),
                u"Check the file and its rights."_s);
}

} // namespace

std::optional<SourceName> parseSourceName(const QString &fileName)
{
    static const QRegularExpression golang(uR"(\A([0-9]+)(?:_(.*))?\.(up|down)\.sql\z)"_s);
    static const QRegularExpression flyway(uR"(\A([VU])([0-9]+(?:[._][0-9]+)*)(?:__(.*))?\.sql\z)"_s);
    static const QRegularExpression flywayRepeatable(uR"(\AR__(.+)\.sql\z)"_s);
    static const QRegularExpression dbmate(uR"(\A([0-9]+)[_-]?(.*)\.sql\z)"_s);
    if (const auto match = golang.match(fileName); match.hasMatch())
        return SourceName{SourceFormat::GolangMigrate,
                          match.captured(3) == u"up" ? Direction::Up : Direction::Down, false,
                          match.captured(1), match.captured(2)};
    if (const auto match = dbmate.match(fileName); match.hasMatch())
        return SourceName{SourceFormat::Dbmate, Direction::Up, false, match.captured(1), match.captured(2)};
    if (const auto match = flyway.match(fileName); match.hasMatch())
        return SourceName{SourceFormat::Flyway, match.captured(1) == u"V" ? Direction::Up : Direction::Down,
                          false, match.captured(2).replace(u'_', u'.'), match.captured(3)};
    if (const auto match = flywayRepeatable.match(fileName); match.hasMatch())
        return SourceName{SourceFormat::Flyway, Direction::Up, true, u"R__"_s + match.captured(1),
                          match.captured(1)};
    return std::nullopt;
}

QString toString(SourceFormat format)
{
    switch (format) {
    case SourceFormat::GolangMigrate:
        return u"golang-migrate"_s;
    case SourceFormat::Dbmate:
        return u"dbmate"_s;
    case SourceFormat::Flyway:
        return u"Flyway"_s;
    }
    return {};
}

Result<QByteArray> readSource(const QString &path)
{
    // Not QFile::open(path): it would wait for a writer where a FIFO stands.
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return unreadable(path, qt_error_string(errno));
    struct stat about = {};
    QFile file;
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        ::close(descriptor);
        return unreadable(path, u"it is not a regular file"_s);
    }
    if (!file.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return unreadable(path, file.errorString());
    }
    if (about.st_size > largestSource)
        return unreadable(path, u"it is larger than 512 MiB"_s);
    QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return unreadable(path, file.errorString());
    return bytes;
}

int firstBadLine(const QByteArray &bytes)
{
    if (bytes.isValidUtf8() && !bytes.contains('\0'))
        return 0;
    int line = 1;
    for (qsizetype begin = 0; begin < bytes.size(); ++line) {
        auto end = bytes.indexOf('\n', begin);
        end = end < 0 ? bytes.size() : end + 1;
        const auto part = QByteArrayView(bytes).sliced(begin, end - begin);
        if (!QUtf8StringView(part.data(), part.size()).isValidUtf8() || part.contains('\0'))
            return line;
        begin = end;
    }
    return line;
}

QByteArray sourceChecksum(QByteArrayView bytes)
{
    if (!bytes.contains('\r'))
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    const auto unified = bytes.toByteArray().replace("\r\n", "\n");
    return QCryptographicHash::hash(unified, QCryptographicHash::Sha256).toHex();
}

} // namespace seawall::db
