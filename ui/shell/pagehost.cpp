// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pagehost.h"

#include "ui/page.h"
#include "ui/statepanel.h"
#include "ui/welcome/welcomepanel.h"

#include <QSettings>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

PageHost::PageHost(std::vector<PageInfo> pages, QWidget *parent)
    : QStackedWidget(parent), m_pages(std::move(pages)), m_state(new StatePanel(this)),
      m_welcome(new WelcomePanel(this)), m_current(m_pages.empty() ? QString() : m_pages.front().id)
{
    setObjectName(u"pageHost"_s);
    m_state->setObjectName(u"windowState"_s);
    addWidget(m_state);
    addWidget(m_welcome);
    connect(m_state, &StatePanel::actionTriggered, this, &PageHost::stateAction);
}

void PageHost::setWorkspace(models::Workspace *workspace, QSettings *settings)
{
    for (const auto &[id, page] : m_made)
        delete page;
    m_made.clear();
    m_workspace = workspace;
    m_isWelcoming = false;
    m_settings = settings;
    if (workspace)
        m_state->show(Tone::Unknown, tr("Connecting to %1").arg(workspace->profile().name),
                      tr("The first figures appear as soon as a node answers."));
    showCurrent();
}

void PageHost::showFailure(const db::Error &error, const QString &action)
{
    setWorkspace(nullptr, nullptr);
    m_state->show(Tone::Warning, error.message, error.hint, action);
    showCurrent();
}

void PageHost::showWelcome()
{
    setWorkspace(nullptr, nullptr);
    m_isWelcoming = true;
    showCurrent();
}

void PageHost::open(const QString &id)
{
    if (std::ranges::find(m_pages, id, &PageInfo::id) == m_pages.end())
        return;
    m_current = id;
    showCurrent();
    Q_EMIT pageChanged(id);
}

void PageHost::setSnapshot(const db::SnapshotPtr &snapshot)
{
    if (!snapshot)
        return;
    if (auto *page = currentPage())
        page->setSnapshot(snapshot);
    else
        showCurrent();
}

void PageHost::showCurrent()
{
    const auto snapshot = m_workspace ? m_workspace->snapshot() : nullptr;
    auto *page = snapshot ? pageFor(m_current) : nullptr;
    if (!page) {
        setCurrentWidget(m_isWelcoming ? static_cast<QWidget *>(m_welcome) : m_state);
        return;
    }
    page->setSnapshot(snapshot);
    setCurrentWidget(page);
}

Page *PageHost::currentPage() const
{
    return qobject_cast<Page *>(currentWidget());
}

Page *PageHost::pageFor(const QString &id)
{
    if (const auto made = m_made.find(id); made != m_made.end())
        return made->second;
    const auto info = std::ranges::find(m_pages, id, &PageInfo::id);
    if (info == m_pages.end())
        return nullptr;
    auto *page = info->make(m_workspace, this);
    page->setObjectName(u"page_"_s + id);
    m_made[id] = page;
    addWidget(page);
    connect(page, &Page::pageRequested, this, &PageHost::pageRequested);
    connect(page, &Page::commandRequested, this, &PageHost::commandRequested);
    if (m_settings) {
        m_settings->beginGroup(u"page-"_s + id);
        page->restoreState(*m_settings);
        m_settings->endGroup();
    }
    return page;
}

void PageHost::saveState(QSettings &settings) const
{
    for (const auto &[id, page] : m_made) {
        settings.beginGroup(u"page-"_s + id);
        page->saveState(settings);
        settings.endGroup();
    }
}

} // namespace seawall::ui
