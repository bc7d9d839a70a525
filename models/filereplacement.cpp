// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/filereplacement.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::Result;

namespace {

std::unexpected<db::Error> failed(const QString &what, const QString &path, int code)
{
    const auto hint = code == EBUSY
                          ? u"It is mounted by itself, as into a container: mount its folder instead."_s
                      : code == ENOSPC ? u"Free some space on its disk."_s
                                       : u"Check the rights of the file and of its folder."_s;
    return db::fail(db::ErrorKind::FileAccess,
                    u"%1 %2: %3. It is as it was."_s.arg(path, what, qt_error_string(code)), hint);
}

/// An open file; closed with it.
class Descriptor final
{
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_descriptor; }
    bool isOpen() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

struct Found {
    QByteArray content;
    struct stat facts = {};
};

Result<Found> readWhole(const QString &path)
{
    const Descriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    Found found;
    if (!file.isOpen() || ::fstat(file.get(), &found.facts) != 0)
        return failed(u"cannot be read"_s, path, errno);
    QByteArray part(65536, Qt::Uninitialized);
    for (;;) {
        const auto size = ::read(file.get(), part.data(), size_t(part.size()));
        if (size < 0 && errno != EINTR)
            return failed(u"cannot be read"_s, path, errno);
        if (size == 0)
            return found;
        if (size > 0)
            found.content.append(part.constData(), size);
    }
}

/// 0, or the error.
int writeWhole(int descriptor, const QByteArray &content)
{
    for (qsizetype done = 0; done < content.size();) {
        const auto size = ::write(descriptor, content.constData() + done, size_t(content.size() - done));
        if (size < 0 && errno != EINTR)
            return errno;
        done += std::max<ssize_t>(size, 0);
    }
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

/// Our files beside `path` carry our process number; those of processes that are gone are of no use.
QString temporaryName(const QString &path)
{
    static std::atomic<int> number = 0;
    return u"%1.seawall-%2-%3"_s.arg(path).arg(++number).arg(::getpid());
}

void removeLeftovers(const QString &path)
{
    const QFileInfo info(path);
    const auto names = info.dir().entryList({info.fileName() + u".seawall-*"_s}, QDir::Files | QDir::Hidden);
    for (const auto &name : names) {
        bool isNumber = false;
        const auto process = name.section(u'-', -1).toLongLong(&isNumber);
        if (isNumber && ::kill(pid_t(process), 0) != 0 && errno == ESRCH)
            QFile::remove(info.dir().filePath(name));
    }
}

/// Makes `path` with that content, and with mode and owner of the file it is to take the place of.
Result<void> makeLike(const struct stat &model, const QString &path, const QByteArray &content)
{
    const auto name = QFile::encodeName(path);
    ::unlink(name.constData());
    const Descriptor file(
        ::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen())
        return failed(u"cannot be made"_s, path, errno);
    struct stat own = {};
    int problem = ::fstat(file.get(), &own) == 0 ? 0 : errno;
    const bool isOther = own.st_uid != model.st_uid || own.st_gid != model.st_gid;
    if (problem == 0 && isOther && ::fchown(file.get(), model.st_uid, model.st_gid) != 0)
        problem = errno;
    if (problem == 0 && ::fchmod(file.get(), model.st_mode & 07777) != 0)
        problem = errno;
    if (problem == 0)
        problem = writeWhole(file.get(), content);
    if (problem == 0)
        return {};
    ::unlink(name.constData());
    return failed(u"cannot be written with the owner and mode of the file it replaces"_s, path, problem);
}

void syncFolderOf(const QString &path)
{
    const Descriptor folder(::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(),
                                   O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.isOpen())
        ::fsync(folder.get());
}

int exchange(const QString &one, const QString &other)
{
    return ::renameat2(AT_FDCWD, QFile::encodeName(one).constData(), AT_FDCWD,
                       QFile::encodeName(other).constData(), RENAME_EXCHANGE) == 0
               ? 0
               : errno;
}

int rename(const QString &from, const QString &to)
{
    return ::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0 ? 0 : errno;
}

/// For file systems that cannot exchange two files (NFS, say): a copy is the backup, and a change within the
/// last microseconds goes unseen.
Result<Replacement> replacePlainly(const QString &file, const QString &fresh, const QString &backup,
                                   const Found &old)
{
    const auto copy = fresh + u"-old"_s;
    if (auto made = makeLike(old.facts, copy, old.content); !made)
        return std::unexpected(made.error());
    if (const int problem = rename(copy, backup); problem != 0)
        return failed(u"cannot be kept as a backup"_s, file, problem);
    const auto now = readWhole(file);
    if (!now)
        return std::unexpected(now.error());
    if (now->content != old.content)
        return Replacement{false, now->content, {}};
    if (const int problem = rename(fresh, file); problem != 0)
        return failed(u"cannot be replaced"_s, file, problem);
    return Replacement{true, {}, backup};
}

/// `fresh` holds what another program wrote at the last moment, and `file` what we put there: exchanges them
/// until the file holds the latest of the others' versions, which may have come meanwhile.
Result<Replacement> putBack(const QString &file, const QString &fresh, const QString &backup, QByteArray ours)
{
    auto taken = readWhole(fresh);
    while (taken) {
        if (const int problem = exchange(fresh, file); problem != 0) {
            static_cast<void>(rename(fresh, backup));
            return db::fail(
                db::ErrorKind::FileAccess,
                u"%1 was changed by another program at the same moment, and could not be put back: %2."_s.arg(
                    file, qt_error_string(problem)),
                u"What the other program wrote is in %1."_s.arg(backup));
        }
        auto back = readWhole(fresh);
        if (back && back->content == ours)
            return Replacement{false, taken->content, {}};
        ours = std::exchange(taken, std::move(back))->content;
    }
    return std::unexpected(taken.error());
}

/// `fresh` is what the file shall be; at the end it is of no use.
Result<Replacement> putInPlace(const QString &file, const QString &fresh, const QString &backup,
                               const Found &old, const QByteArray &content)
{
    const int problem = exchange(fresh, file);
    if (problem == EINVAL || problem == ENOSYS || problem == ENOTSUP)
        return replacePlainly(file, fresh, backup, old);
    if (problem != 0)
        return failed(u"cannot be replaced"_s, file, problem);
    const auto taken = readWhole(fresh); // what was there until now
    if (taken && taken->content == old.content)
        return Replacement{true, {}, rename(fresh, backup) == 0 ? backup : QString()};
    return putBack(file, fresh, backup, content);
}

} // namespace

Result<Replacement> replaceFile(const QString &path, const QByteArray &expected, const QByteArray &content)
{
    const auto file = QFileInfo(path).canonicalFilePath();
    if (file.isEmpty())
        return failed(u"cannot be read"_s, path, ENOENT);
    const auto old = readWhole(file);
    if (!old)
        return std::unexpected(old.error());
    if (old->content != expected)
        return Replacement{false, old->content, {}};
    if (::access(QFile::encodeName(file).constData(), W_OK) != 0)
        return failed(u"cannot be written"_s, path, errno);
    removeLeftovers(file);
    const auto fresh = temporaryName(file);
    if (auto made = makeLike(old->facts, fresh, content); !made)
        return std::unexpected(made.error());
    auto result = putInPlace(file, fresh, file + u".seawall-backup"_s, *old, content);
    QFile::remove(fresh); // of no use where it is still there
    syncFolderOf(file);
    return result;
}

} // namespace seawall::models
