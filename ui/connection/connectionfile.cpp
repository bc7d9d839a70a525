// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the connection dialog does with .env files.
#include "models/profileagain.h"
#include "ui/connection/connectiondialog.h"

#include <QFileDialog>

#include <algorithm>
#include <utility>

namespace seawall::ui {

using namespace Qt::StringLiterals;

void ConnectionDialog::openEnvFile()
{
    auto *chooser =
        new QFileDialog(this, tr("Open a .env file"), {}, tr("Environment files (*.env .env);;All (*)"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setFilter(QDir::AllDirs | QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot);
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString &path) {
        say(tr("Reading %1 …").arg(path));
        await(Awaited::Chosen, path);
    });
    chooser->open();
}

void ConnectionDialog::await(Awaited what, const QString &path)
{
    m_awaited = what;
    m_awaitedFile = path;
    ++m_reads[path];
    m_profiles->readEnvFile(path);
}

/// What the answer is awaited for; nothing where meanwhile something else was chosen, or where the file is
/// read once more.
ConnectionDialog::Awaited ConnectionDialog::answered(const QString &path)
{
    if (const int left = m_reads.value(path); left != 1) {
        m_reads[path] = std::max(0, left - 1);
        return Awaited::Nothing;
    }
    m_reads.remove(path);
    return path == m_awaitedFile ? std::exchange(m_awaited, Awaited::Nothing) : Awaited::Nothing;
}

void ConnectionDialog::takeFile(const QString &path, const models::ClusterProfile &read)
{
    switch (answered(path)) {
    case Awaited::Nothing:
        break;
    case Awaited::Chosen:
        showProfile(read);
        break;
    case Awaited::Present: // what a person has begun to change stays
        if (nodes() == m_shown)
            showProfile(models::asReadAgain(profile(), read));
        break;
    case Awaited::Opening:
        openAs(models::asReadAgain(profile(), read));
        break;
    }
}

void ConnectionDialog::missFile(const QString &path, const db::Error &error)
{
    switch (answered(path)) {
    case Awaited::Nothing:
        break;
    case Awaited::Chosen:
    case Awaited::Present:
        say(error.message + u' ' + error.hint);
        break;
    case Awaited::Opening:
        openAs(models::withoutItsFile(profile(), error));
        break;
    }
}

} // namespace seawall::ui
