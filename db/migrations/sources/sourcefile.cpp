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

class OpenFile final
{
public:
    explicit OpenFile(const QString &path)
        : descriptor(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC))
    {}
    ~OpenFile()
    {
        if (descriptor >= 0)
            ::close(descriptor);
    }
    Q_DISABLE_COPY_MOVE(OpenFile)

    const int descriptor;
};

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
    // Not QFile: it would wait for a writer where a FIFO stands, and asks the system twice as often a file.
    const OpenFile file(path);
    struct stat about = {};
    if (file.descriptor < 0 || ::fstat(file.descriptor, &about) != 0)
        return unreadable(path, qt_error_string(errno));
    if (!S_ISREG(about.st_mode))
        return unreadable(path, u"it is not a regular file"_s);
    if (about.st_size > largestSource)
        return unreadable(path, u"it is larger than 512 MiB"_s);
    QByteArray bytes(about.st_size, Qt::Uninitialized);
    qsizetype size = 0;
    for (ssize_t got = 1; got > 0 && size < bytes.size(); size += got) {
        got = ::read(file.descriptor, bytes.data() + size, static_cast<size_t>(bytes.size() - size));
        if (got < 0)
            return unreadable(path, qt_error_string(errno));
    }
    bytes.truncate(size); // where it has become shorter
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
