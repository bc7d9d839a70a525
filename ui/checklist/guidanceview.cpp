// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/guidanceview.h"

#include <QDesktopServices>
#include <QTextDocument>
#include <QTextTable>

namespace seawall::ui {

using namespace Qt::StringLiterals;

GuidanceView::GuidanceView(const QString &markdown, QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(u"checklistGuidance"_s);
    setAccessibleName(tr("Guidance"));
    setOpenLinks(false);
    setFrameShape(NoFrame);
    setStyleSheet(u"QTextBrowser { background: transparent; border: none; padding: 0; }"_s);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setTabChangesFocus(true);
    document()->setDocumentMargin(0);
    QTextDocument::MarkdownFeatures features = QTextDocument::MarkdownDialectGitHub;
    document()->setMarkdown(markdown, features | QTextDocument::MarkdownNoHTML);
    padTables();
    connect(this, &QTextBrowser::anchorClicked, this, [](const QUrl &url) {
        if (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) // a file could name anything else
            QDesktopServices::openUrl(url);
    });
    fit();
}

void GuidanceView::padTables()
{
    for (auto *frame : document()->rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        auto format = table->format();
        format.setCellPadding(4);
        format.setCellSpacing(0);
        format.setBorderCollapse(true);
        table->setFormat(format);
    }
}

QVariant GuidanceView::loadResource(int, const QUrl &)
{
    return {};
}

void GuidanceView::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    fit();
}

void GuidanceView::fit()
{
    document()->setTextWidth(viewport()->width());
    setFixedHeight(int(document()->size().height()) + 6);
}

} // namespace seawall::ui
