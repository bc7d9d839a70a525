// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/migrations/scriptpanel.h"

#include "ui/elidedlabel.h"
#include "ui/migrations/findingtone.h"
#include "ui/migrations/sqlview.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QListWidget>
#include <QSplitter>
#include <QToolButton>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int LineRole = Qt::UserRole;

QToolButton *directionButton(const QString &name, const QString &text, const QString &tip,
                             QButtonGroup *group, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    group->addButton(button);
    return button;
}

} // namespace

ScriptPanel::ScriptPanel(QWidget *parent)
    : QWidget(parent), m_path(new ElidedLabel(this)), m_sql(new SqlView(this)),
      m_findings(new QListWidget(this))
{
    auto *group = new QButtonGroup(this);
    m_up = directionButton(u"scriptUp"_s, tr("Up"), tr("What applying it runs"), group, this);
    m_down = directionButton(u"scriptDown"_s, tr("Down"), tr("What rolling it back runs"), group, this);
    m_up->setChecked(true);
    m_path->setElideMode(Qt::ElideMiddle);
    m_path->setForegroundRole(QPalette::PlaceholderText);
    m_sql->setObjectName(u"migrationSql"_s);
    m_sql->setAccessibleName(tr("The script of the chosen migration"));
    m_findings->setObjectName(u"migrationFindings"_s);
    m_findings->setAccessibleName(tr("Findings in the script"));
    m_findings->setWordWrap(true);
    m_findings->setTextElideMode(Qt::ElideNone);
    m_findings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *bar = new QHBoxLayout;
    bar->addWidget(m_up);
    bar->addWidget(m_down);
    bar->addWidget(m_path, 1);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_sql);
    splitter->addWidget(m_findings);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({360, 140});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addLayout(bar);
    layout->addWidget(splitter, 1);
    connect(group, &QButtonGroup::buttonClicked, this, &ScriptPanel::ask);
    connect(m_findings, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item && item->data(LineRole).toInt() > 0)
            m_sql->showLine(item->data(LineRole).toInt());
    });
    choose(std::nullopt, tr("Choose a migration to read its script."));
}

void ScriptPanel::choose(const std::optional<db::Migration> &migration, const QString &whyNone)
{
    m_sql->setPlaceholderText(whyNone);
    if (migration && m_migration && *migration == *m_migration)
        return;
    m_migration = migration;
    m_up->setEnabled(migration.has_value());
    m_down->setEnabled(migration && !migration->repeatable);
    if (m_migration)
        return ask();
    m_path->setText({});
    m_sql->setScript({}, 1, {});
    m_findings->clear();
    m_findings->hide();
}

void ScriptPanel::ask()
{
    if (m_migration)
        Q_EMIT scriptWanted(*m_migration, m_down->isChecked() && m_down->isEnabled() ? db::Direction::Down
                                                                                     : db::Direction::Up);
}

void ScriptPanel::show(const models::MigrationScript &script)
{
    const auto wanted = m_down->isChecked() && m_down->isEnabled() ? db::Direction::Down : db::Direction::Up;
    if (!m_migration || m_migration->version != script.version || wanted != script.direction)
        return;
    m_path->setText(script.path);
    m_sql->setScript(script.text, script.script ? script.script->firstLine : 1, script.findings);
    showFindings(script);
}

void ScriptPanel::showFindings(const models::MigrationScript &script)
{
    m_findings->clear();
    const auto add = [this](Tone tone, const QString &text, int line) {
        auto *item = new QListWidgetItem(toneIcon(tone), text, m_findings);
        item->setData(LineRole, line);
        item->setToolTip(text);
    };
    if (script.error)
        add(Tone::Critical,
            QStringList{script.error->message, script.error->detail, script.error->hint}
                .join(u'\n')
                .trimmed(),
            0);
    for (const auto &finding : script.findings)
        add(toneOf(finding.severity),
            tr("Line %1, %2: %3\n%4")
                .arg(QString::number(finding.position.line), finding.rule, finding.message, finding.advice)
                .trimmed(),
            finding.position.line);
    if (m_findings->count() == 0 && script.script)
        add(Tone::Ok, tr("Nothing to remark on."), 0);
    m_findings->show();
}

} // namespace seawall::ui
