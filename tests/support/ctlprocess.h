// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

/// Runs the real seawallctl, as a person or a script would.
namespace seawall::tests {

struct Ended {
    int code = -1;
    QByteArray output, errors;
};

inline const QString seawallctl = QStringLiteral(SEAWALL_BIN_DIR "/seawallctl");

inline Ended run(const QStringList &arguments, const QString &folder = QStringLiteral("/"))
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(seawallctl, arguments);
    if (!process.waitForFinished(60000)) {
        process.kill();
        process.waitForFinished();
        return {-2, process.readAllStandardOutput(), process.errorString().toUtf8()};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -3,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Runs it through a shell: pipes, pseudo terminals.
inline Ended shell(const QString &script)
{
    QProcess process;
    process.start(QStringLiteral("/bin/bash"), {QStringLiteral("-c"), script});
    process.waitForFinished(60000);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline QByteArray toldBy(const Ended &ended)
{
    return "exit " + QByteArray::number(ended.code) + '\n' + ended.output + '\n' + ended.errors;
}

inline QList<QJsonObject> linesOf(const QByteArray &output)
{
    QList<QJsonObject> lines;
    for (const auto &line : output.split('\n'))
        if (!line.isEmpty())
            lines << QJsonDocument::fromJson(line).object();
    return lines;
}

} // namespace seawall::tests
