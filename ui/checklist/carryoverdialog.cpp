// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/carryoverdialog.h"

#include "ui/tone.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSyntaxHighlighter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

class DiffHighlighter final : public QSyntaxHighlighter
{
public:
    DiffHighlighter(QTextDocument *document, const QPalette &palette)
        : QSyntaxHighlighter(document), m_palette(palette)
    {}

protected:
    void highlightBlock(const QString &line) override
    {
        QTextCharFormat format;
        if (line.startsWith(u'+'))
            format.setForeground(toneColour(m_palette, Tone::Ok));
        else if (line.startsWith(u'-'))
            format.setForeground(toneColour(m_palette, Tone::Critical));
        else if (line.startsWith(u"@@"))
            format.setForeground(mutedText(m_palette));
        else
            return;
        setFormat(0, int(line.size()), format);
    }

private:
    QPalette m_palette;
};

void addList(QTabWidget *tabs, const QString &name, const QStringList &titles, const QString &empty)
{
    auto *list = new QListWidget(tabs);
    list->setAccessibleName(name);
    list->setUniformItemSizes(true);
    list->addItems(titles.isEmpty() ? QStringList{empty} : titles);
    list->setEnabled(!titles.isEmpty());
    tabs->addTab(list, u"%1 %2"_s.arg(name).arg(titles.size()));
}

} // namespace

CarryOverDialog::CarryOverDialog(const models::RunStore::CarryOver &carry, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"carryOverDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Carry the run over"));
    setWindowModality(Qt::WindowModal);
    const int em = fontMetrics().height();
    resize(em * 46, em * 32);
    auto *words =
        new QLabel(tr("The file has changed since this run began. Carried over, the steps that are "
                      "kept stay as they are; the evidence of those that are gone stays in the run, "
                      "for the report. A new run begins with nothing done."),
                   this);
    words->setWordWrap(true);
    auto *tabs = new QTabWidget(this);
    tabs->setAccessibleName(tr("What changed, and which steps it touches"));
    auto *difference = new QPlainTextEdit(carry.difference, tabs);
    difference->setObjectName(u"carryDifference"_s);
    difference->setAccessibleName(tr("What changed"));
    difference->setReadOnly(true);
    difference->setLineWrapMode(QPlainTextEdit::NoWrap);
    difference->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    new DiffHighlighter(difference->document(), palette());
    tabs->addTab(difference, tr("What changed"));
    addList(tabs, tr("Kept"), carry.kept, tr("No step is kept"));
    addList(tabs, tr("Gone"), carry.gone, tr("No step is gone"));
    addList(tabs, tr("New"), carry.added, tr("No step is new"));
    auto *box = new QDialogButtonBox(this);
    auto *later = box->addButton(tr("Decide later"), QDialogButtonBox::RejectRole);
    auto *fresh = box->addButton(tr("Begin a new run"), QDialogButtonBox::ActionRole);
    fresh->setObjectName(u"carryFresh"_s);
    auto *carryButton = box->addButton(tr("Carry over"), QDialogButtonBox::AcceptRole);
    carryButton->setObjectName(u"carryAccept"_s);
    later->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(em, em, em, em);
    layout->addWidget(words);
    layout->addWidget(tabs, 1);
    layout->addWidget(box);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(fresh, &QPushButton::clicked, this, [this] {
        Q_EMIT startAfresh();
        accept();
    });
    connect(carryButton, &QPushButton::clicked, this, [this] {
        Q_EMIT carryOver();
        accept();
    });
    later->setFocus();
}

} // namespace seawall::ui
