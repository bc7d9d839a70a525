// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/comparepanel.h"

#include "ui/datatable.h"
#include "ui/elidedlabel.h"
#include "ui/statepanel.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using C = ComparisonModel;

ComparePanel::ComparePanel(const QString &leftFile, QWidget *parent)
    : QWidget(parent), m_all(new QCheckBox(tr("All keys"), this)), m_summary(new ElidedLabel(this)),
      m_stack(new QStackedWidget(this)), m_state(new StatePanel(this)), m_view(new DataTable(&m_model, this))
{
    m_all->setObjectName(u"compareAll"_s);
    m_all->setToolTip(tr("Show the keys both have the same value for as well"));
    m_summary->setObjectName(u"compareSummary"_s);
    m_state->setObjectName(u"compareState"_s);
    m_view->setObjectName(u"compareTable"_s);
    m_view->setAccessibleName(tr("Two environments side by side"));
    m_view->setWidths({{C::KeyColumn, 28}, {C::StateColumn, 12}, {C::LeftColumn, 24}, {C::RightColumn, 24}});
    m_view->setStretch({C::RightColumn});
    m_view->setSeverityColumn(C::StateColumn);
    m_view->setEmptyText(tr("Both files say the same. “All keys” shows them."));
    m_view->sortByColumn(C::KeyColumn, Qt::AscendingOrder);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_view);
    auto *files = new QHBoxLayout;
    m_left = addFile(files, u"compareLeft"_s, tr("Left"), leftFile);
    m_right = addFile(files, u"compareRight"_s, tr("Right"), {});
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_all);
    bar->addWidget(m_summary, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addLayout(files);
    layout->addLayout(bar);
    layout->addWidget(m_stack, 1);
    connect(m_all, &QCheckBox::toggled, this, &ComparePanel::showRows);
    connect(m_state, &StatePanel::actionTriggered, this,
            [this] { m_left->text().isEmpty() ? choose(m_left) : choose(m_right); });
    showEmpty();
}

QLineEdit *ComparePanel::addFile(QHBoxLayout *line, const QString &name, const QString &title,
                                 const QString &file)
{
    auto *label = new QLabel(title, this);
    auto *field = new QLineEdit(file, this);
    field->setObjectName(name);
    field->setPlaceholderText(tr("An environment file, such as .env"));
    field->setAccessibleName(tr("%1 environment file").arg(title));
    field->setToolTip(tr("Type a file and press Enter, or choose one"));
    label->setBuddy(field);
    auto *button = new QToolButton(this);
    button->setObjectName(name + u"Choose"_s);
    button->setIcon(QIcon::fromTheme(u"folder-open"_s));
    button->setToolTip(tr("Choose the file"));
    button->setAccessibleName(tr("Choose the %1 file").arg(title.toLower()));
    line->addWidget(label);
    line->addWidget(field, 1);
    line->addWidget(button);
    connect(field, &QLineEdit::returnPressed, this, &ComparePanel::ask);
    connect(button, &QToolButton::clicked, this, [this, field] { choose(field); });
    return field;
}

void ComparePanel::choose(QLineEdit *field)
{
    auto *dialog = new QFileDialog(this, tr("Environment file"), QFileInfo(field->text()).path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::AllEntries | QDir::Hidden | QDir::AllDirs);
    connect(dialog, &QFileDialog::fileSelected, this, [this, field](const QString &file) {
        field->setText(file);
        ask();
    });
    dialog->open();
}

void ComparePanel::ask()
{
    if (m_left->text().isEmpty() || m_right->text().isEmpty())
        return showEmpty();
    Q_EMIT wanted(m_left->text(), m_right->text());
}

void ComparePanel::show(const std::vector<models::FlagDifference> &differences)
{
    m_differences = differences;
    m_stack->setCurrentWidget(m_view);
    showRows();
}

void ComparePanel::showRows()
{
    m_model.setDifferences(m_differences, !m_all->isChecked());
    if (m_stack->currentWidget() != m_view)
        return;
    const auto differ = std::ranges::count(m_differences, false, &models::FlagDifference::isSame);
    m_summary->setText(tr("%1 of %2 keys differ; values of secrets are not shown, only whether they do")
                           .arg(differ)
                           .arg(m_differences.size()));
}

void ComparePanel::showEmpty()
{
    m_summary->setText({});
    m_stack->setCurrentWidget(m_state);
    m_state->show(Tone::Info, tr("Choose two environment files"),
                  tr("Say, those of staging and production: what differs is shown side by side, flags first. "
                     "Nothing is written."),
                  tr("Choose a file…"));
}

void ComparePanel::showFailure(const db::Error &error)
{
    m_differences.clear();
    m_summary->setText({});
    m_stack->setCurrentWidget(m_state);
    m_state->show(Tone::Critical, tr("They cannot be compared"),
                  u"%1 %2"_s.arg(error.message, error.hint).trimmed(), tr("Choose a file…"));
}

QString ComparePanel::rightFile() const
{
    return m_right->text();
}

void ComparePanel::setRightFile(const QString &file)
{
    m_right->setText(file);
}

} // namespace seawall::ui
