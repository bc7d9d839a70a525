// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/reportchart.h"
#include "models/checklist/reporthtml.h"

#include <QDir>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>
#include <QUrl>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

const auto style = u"body{font-size:9pt}h1{font-size:16pt}h2{font-size:13pt}h3{font-size:11pt}"
                   "h4,h5,h6{font-size:10pt}pre{font-size:8pt;background-color:#f4f4f4;white-space:pre-wrap}"
                   ".dim{color:#555555;font-size:8pt}p{margin-top:2px;margin-bottom:2px}"_s;

} // namespace

db::Result<void> writePdfReport(const ReportInput &input, const QString &path)
{
    const auto failed = [&](const QString &why) {
        return db::fail(db::ErrorKind::FileAccess,
                        u"The report '%1' cannot be written: %2."_s.arg(QDir::toNativeSeparators(path), why),
                        u"Check the rights of its folder and the space on its disk."_s);
    };
    QSaveFile file(path); // a report is there whole, or not at all
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return failed(file.errorString());

    const auto facts = factsOf(input);
    const auto chart = reportChart(input, facts);
    QTextDocument document;
    document.setUndoRedoEnabled(false);
    document.setDefaultStyleSheet(style);
    if (chart.height > 0)
        document.addResource(QTextDocument::ImageResource, QUrl(u"timeline"_s), toImage(chart));
    document.setHtml(
        u"<body>"_s +
        ReportHtml(input, facts, ReportHtml::Medium::Paper)
            .body(chart.height > 0 ? u"<p><img src=\"timeline\" width=\"640\"/></p>\n"_s : QString()) +
        u"</body>"_s);

    QPdfWriter writer(&file);
    writer.setTitle(u"Report: "_s + reportText(input.run.checklist.title));
    writer.setCreator(u"Seawall"_s);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(
        QMarginsF()); // print() leaves 2 cm on each side, and the timeline fits between them
    writer.setResolution(300);
    document.print(&writer);
    if (!file.commit())
        return failed(file.errorString());
    return {};
}

} // namespace seawall::models
