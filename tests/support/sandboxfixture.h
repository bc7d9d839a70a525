// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/sandbox.h"

#include <QCoreApplication>
#include <QDir>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

namespace seawall::tests {

/// Where sandboxes of tests are made: in memory where there is room, as that is several times faster, and
/// never in a TMPDIR of root's own, which the servers' user could not enter.
inline QString sandboxTemplate()
{
    const QStorageInfo memory(QStringLiteral("/dev/shm"));
    const bool isRoomy = memory.isValid() && memory.bytesAvailable() > 2'000'000'000 && !memory.isReadOnly();
    return QStringLiteral("%1/seawall-%2-XXXXXX")
        .arg(isRoomy ? QStringLiteral("/dev/shm") : QStringLiteral("/tmp"),
             QCoreApplication::applicationName());
}

/// One sandbox for a test executable: any free ports, fsync off, gone with the executable. In the test:
///
///     void initTestCase() { START_SANDBOX(m_sandbox, 1); }
///     tests::SandboxFixture m_sandbox;
///     … m_sandbox->endpoint(u"primary"_s), m_sandbox->pause(u"replica1"_s) …
class SandboxFixture final
{
public:
    SandboxFixture() = default;
    SandboxFixture(const SandboxFixture &) = delete;
    SandboxFixture &operator=(const SandboxFixture &) = delete;
    ~SandboxFixture()
    {
        if (m_sandbox)
            static_cast<void>(m_sandbox->down());
    }

    /// Empty where it came up, else why not.
    QString start(int replicas, QStringList extraSettings = {})
    {
        m_directory.emplace(sandboxTemplate());
        QFile::setPermissions(m_directory->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner |
                                                       QFile::ExeGroup | QFile::ExeOther);
        db::SandboxOptions options;
        options.directory = m_directory->filePath(QStringLiteral("sandbox"));
        options.replicas = replicas;
        options.preferredPort = 0;
        options.extraSettings = QStringList{QStringLiteral("fsync = off")} + extraSettings;
        auto up = db::Sandbox::up(options, db::Deadline::in(std::chrono::seconds(90)));
        if (!up)
            return up.error().message + u'\n' + up.error().hint + u'\n' + up.error().detail;
        m_sandbox.emplace(std::move(*up));
        return {};
    }

    db::Sandbox *operator->() { return &*m_sandbox; }
    db::Sandbox &operator*() { return *m_sandbox; }

private:
    std::optional<QTemporaryDir> m_directory;
    std::optional<db::Sandbox> m_sandbox;
};

} // namespace seawall::tests

/// Starts the fixture and fails the test with the reason where it does not come up.
#define START_SANDBOX(fixture, ...)                                                                          \
    do {                                                                                                     \
        const auto reason = (fixture).start(__VA_ARGS__);                                                    \
        QVERIFY2(reason.isEmpty(), qPrintable(reason));                                                      \
    } while (false)
