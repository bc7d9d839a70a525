// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/startpanel.h"

#include "models/checklist/shippedchecklists.h"
#include "models/format.h"
#include "ui/tone.h"

#include <QCommandLinkButton>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;
namespace format = models::format;

namespace {

constexpr size_t mostRuns = 6;

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    auto bold = label->font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    return label;
}

/// The first sentence of a checklist of ours: of its first paragraph.
QString aboutOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString paragraph;
    while (!file.atEnd()) {
        const auto line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith(u'#') || line.startsWith(u"<!--"))
            continue;
        if (line.isEmpty() && !paragraph.isEmpty())
            break;
        paragraph += line + u' ';
    }
    return paragraph.remove(u'`').remove(u'*').section(u". "_s, 0, 0).trimmed();
}

QVBoxLayout *column(QWidget *of)
{
    auto *layout = new QVBoxLayout(of);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    return layout;
}

} // namespace

StartPanel::StartPanel(QWidget *parent)
    : QWidget(parent), m_problem(new QLabel(this)), m_runs(new QWidget(this))
{
    setObjectName(u"checklistStart"_s);
    const int em = fontMetrics().height();
    auto *inner = new QWidget;
    inner->setMaximumWidth(em * 50);
    auto *title = heading(tr("Walk through a checklist"), inner);
    auto large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.4);
    title->setFont(large);
    auto *words =
        new QLabel(tr("Any Markdown checklist becomes a walkthrough: it says what comes next, runs what can "
                      "be run after "
                      "you confirmed it, verifies, and keeps the evidence. Nothing runs by being opened."),
                   inner);
    words->setWordWrap(true);
    m_problem->setObjectName(u"checklistProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *open = new QPushButton(QIcon::fromTheme(u"document-open"_s), tr("Open a checklist…"), inner);
    open->setObjectName(u"checklistOpenFile"_s);
    connect(open, &QPushButton::clicked, this, &StartPanel::openWanted);
    auto *shipped = new QWidget(inner);
    auto *entries = column(shipped);
    entries->addWidget(heading(tr("Checklists that come with Seawall"), shipped));
    for (const auto &each : models::shippedChecklists())
        addEntry(entries, each.title, aboutOf(each.path), each.path);
    column(m_runs);
    auto *layout = new QVBoxLayout(inner);
    layout->setContentsMargins(em, em, em, em);
    layout->setSpacing(em * 2 / 3);
    layout->addWidget(title);
    layout->addWidget(words);
    layout->addWidget(m_problem);
    layout->addWidget(open, 0, Qt::AlignLeft);
    layout->addWidget(m_runs);
    layout->addWidget(shipped);
    layout->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAlignment(Qt::AlignHCenter);
    scroll->setWidget(inner);
    column(this)->addWidget(scroll);
}

void StartPanel::addEntry(QVBoxLayout *to, const QString &title, const QString &about, const QString &path)
{
    auto *entry = new QCommandLinkButton(title, about, this);
    entry->setObjectName(u"checklistEntry"_s);
    entry->setProperty("path", path);
    entry->setIcon(QIcon::fromTheme(u"view-task"_s));
    entry->setToolTip(path);
    to->addWidget(entry);
    connect(entry, &QCommandLinkButton::clicked, this, [this, path] { Q_EMIT chosen(path); });
}

void StartPanel::setRuns(const std::vector<models::KnownRun> &runs)
{
    auto *layout = qobject_cast<QVBoxLayout *>(m_runs->layout());
    while (auto *item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_runs->setVisible(!runs.empty());
    layout->addWidget(heading(tr("Go on with"), m_runs));
    for (size_t i = 0; i < std::min(runs.size(), mostRuns); ++i) {
        const auto &run = runs[i];
        addEntry(layout, run.title.isEmpty() ? QFileInfo(run.path).fileName() : run.title,
                 tr("begun %1, %2").arg(format::dateTime(run.startedMs), run.path), run.path);
    }
}

void StartPanel::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    auto colours = palette();
    colours.setColor(QPalette::WindowText, toneColour(palette(), Tone::Critical));
    m_problem->setPalette(colours);
}

} // namespace seawall::ui
