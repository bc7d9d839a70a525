// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/helpwindow.h"

#include "ui/shell/helpview.h"
#include "ui/shell/shortcutslist.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QShortcut>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

/// The first heading of a page, which is what the list calls it.
QString headingOf(const QString &page)
{
    QFile file(u":/docs/"_s + page);
    if (!file.open(QIODevice::ReadOnly))
        return page;
    while (!file.atEnd()) {
        const auto line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith(u"# "))
            return line.mid(2);
    }
    return page;
}

QToolButton *tool(const QString &name, const QString &text, const QString &icon, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(QIcon::fromTheme(icon));
    button->setToolTip(text);
    button->setAccessibleName(text);
    button->setAutoRaise(true);
    return button;
}

} // namespace

HelpWindow::HelpWindow(const QString &page, const Shortcuts &shortcuts, QWidget *parent)
    : QDialog(parent), m_view(new HelpView(this)), m_pages(new QListWidget(this)), m_find(new QLineEdit(this))
{
    setObjectName(u"helpWindow"_s);
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    const int em = fontMetrics().height();
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(u"helpTabs"_s);
    tabs->setAccessibleName(tr("Documentation and shortcuts"));
    tabs->addTab(buildReader(), tr("Documentation"));
    tabs->addTab(new ShortcutsList(shortcuts.everywhere, shortcuts.pageTitle, shortcuts.onPage, tabs),
                 tr("Keyboard shortcuts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em / 2, em / 2, em / 2, em / 2);
    layout->addWidget(tabs);
    resize(em * 72, em * 42);
    connect(m_view, &QTextBrowser::sourceChanged, this, &HelpWindow::onPageShown);
    m_view->open(page);
    m_view->setFocus();
}

QWidget *HelpWindow::buildReader()
{
    auto *reader = new QWidget(this);
    const int em = fontMetrics().height();
    m_pages->setObjectName(u"helpPages"_s);
    m_pages->setAccessibleName(tr("Pages of the documentation"));
    m_pages->setFixedWidth(em * 20);
    m_pages->setWordWrap(true);
    m_pages->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    bool isGrouped = false;
    for (const auto &page : HelpView::pages()) {
        if (page.startsWith(u"decisions/"_s) && !std::exchange(isGrouped, true)) {
            auto *group = new QListWidgetItem(tr("Why it is so"), m_pages);
            group->setFlags(Qt::NoItemFlags);
            auto bold = m_pages->font();
            bold.setWeight(QFont::DemiBold);
            group->setFont(bold);
        }
        auto *item = new QListWidgetItem(headingOf(page), m_pages);
        item->setData(Qt::UserRole, page);
        item->setToolTip(u"%1\n%2"_s.arg(item->text(), page));
    }
    connect(m_pages, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            m_view->open(item->data(Qt::UserRole).toString());
    });

    auto *back = tool(u"helpBack"_s, tr("Back"), u"go-previous"_s, reader);
    auto *forward = tool(u"helpForward"_s, tr("Forward"), u"go-next"_s, reader);
    back->setEnabled(false);
    forward->setEnabled(false);
    connect(back, &QToolButton::clicked, m_view, &QTextBrowser::backward);
    connect(forward, &QToolButton::clicked, m_view, &QTextBrowser::forward);
    connect(m_view, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(m_view, &QTextBrowser::forwardAvailable, forward, &QWidget::setEnabled);
    m_find->setObjectName(u"helpFind"_s);
    m_find->setPlaceholderText(tr("Find on this page (Ctrl+F)"));
    m_find->setAccessibleName(tr("Find on this page"));
    m_find->setClearButtonEnabled(true);
    connect(m_find, &QLineEdit::returnPressed, this, [this] { find(); });
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, m_find,
            qOverload<>(&QWidget::setFocus));

    auto *bar = new QHBoxLayout;
    bar->addWidget(back);
    bar->addWidget(forward);
    bar->addStretch(1);
    bar->addWidget(m_find, 1);
    auto *text = new QVBoxLayout;
    text->addLayout(bar);
    text->addWidget(m_view, 1);
    auto *layout = new QHBoxLayout(reader);
    layout->addWidget(m_pages);
    layout->addLayout(text, 1);
    return reader;
}

void HelpWindow::onPageShown(const QUrl &url)
{
    const auto page = url.path().mid(int(qstrlen("/docs/")));
    setWindowTitle(tr("Help: %1").arg(m_view->title()));
    const QSignalBlocker quiet(m_pages);
    for (int row = 0; row < m_pages->count(); ++row) {
        if (m_pages->item(row)->data(Qt::UserRole) == page)
            m_pages->setCurrentRow(row);
    }
}

/// From the cursor on, and from the start once the end is reached.
void HelpWindow::find()
{
    if (m_view->find(m_find->text()))
        return;
    m_view->moveCursor(QTextCursor::Start);
    m_view->find(m_find->text());
}

} // namespace seawall::ui
