// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"
#include "tests/support/sandboxfixture.h"
#include "ui/confirmdialog.h"
#include "ui/failover/failoverpage.h"

#include <QTemporaryDir>
#include <QTest>

namespace seawall::tests {

/// The page Failover on a real cluster of its own, live, for tests that use it by clicks.
class FailoverWindow
{
protected:
    /// Once the sandbox runs.
    void open(QSize size, std::chrono::milliseconds tick)
    {
        auto profile = models::ClusterProfile::fromEnvFile(m_sandbox->envFile());
        QVERIFY(profile);
        profile->monitor.tick = tick;
        m_workspace =
            std::make_unique<models::Workspace>(*profile, models::Workspace::Paths{m_folder.path()});
        m_page = std::make_unique<ui::FailoverPage>(m_workspace.get());
        QObject::connect(m_workspace.get(), &models::Workspace::snapshotChanged, m_page.get(),
                         &ui::FailoverPage::setSnapshot);
        m_page->resize(size);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_workspace->start();
    }
    void close()
    {
        m_page.reset();
        m_workspace.reset();
    }

    template<typename T>
    T *find(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    ui::ConfirmDialog *dialog() const { return find<ui::ConfirmDialog>(QStringLiteral("confirmDialog")); }

    SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
    std::unique_ptr<models::Workspace> m_workspace;
    std::unique_ptr<ui::FailoverPage> m_page;
};

} // namespace seawall::tests
