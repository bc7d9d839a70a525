// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/checklistpage.h"
#include "ui/checklist/reportseries.h"

#include <QFileDialog>
#include <QFileInfo>

namespace seawall::ui {

using namespace Qt::StringLiterals;

void ChecklistPage::chooseFile()
{
    const auto folder =
        m_wanted.isEmpty() || m_wanted.startsWith(u':') ? QString() : QFileInfo(m_wanted).absolutePath();
    auto *dialog = new QFileDialog(this, tr("Open a checklist"), folder,
                                   tr("Markdown (*.md *.markdown *.txt);;All files (*)"));
    dialog->setObjectName(u"checklistFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ChecklistPage::openFile);
    dialog->open();
}

void ChecklistPage::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the commands"), m_book.view()->run.folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, &m_book, &models::ChecklistBook::setFolder);
    dialog->open();
}

void ChecklistPage::chooseReport()
{
    using Format = models::ReportFormat;
    // Asked for now as well, so that what is only on disk has been read when the place is chosen.
    static_cast<void>(reportSeries(*workspace(), m_book.view()->run.startedMs, m_snapshot));
    auto *dialog =
        new QFileDialog(this, tr("Write the report"), {},
                        u"%1;;%2;;%3"_s.arg(tr("HTML (*.html)"), tr("Markdown (*.md)"), tr("PDF (*.pdf)")));
    dialog->setObjectName(u"checklistReportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"html"_s);
    dialog->selectFile(QFileInfo(m_book.view()->run.path).completeBaseName() + tr("-report.html"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString &filter) {
        const auto suffix = filter.section(u"*."_s, 1).chopped(1);
        dialog->setDefaultSuffix(suffix);
        dialog->selectFile(QFileInfo(dialog->selectedFiles().value(0)).completeBaseName() + u'.' + suffix);
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const auto suffix = QFileInfo(path).suffix().toLower();
        const auto format = suffix == u"pdf"  ? Format::Pdf
                            : suffix == u"md" ? Format::Markdown
                                              : Format::Html;
        m_book.report(path, format, reportSeries(*workspace(), m_book.view()->run.startedMs, m_snapshot));
    });
    dialog->open();
}

} // namespace seawall::ui
