// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/reportchart.h"
#include "models/checklist/reporthtml.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

const auto style =
    u"body{font:15px/1.5 sans-serif;color:#222;background:#fff;max-width:62rem;margin:2rem auto;"
    "padding:0 1rem}h1{font-size:1.6rem}h2{margin-top:2rem;border-bottom:1px solid #ccc}"
    "table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.2rem 1rem .2rem 0;"
    "overflow-wrap:anywhere}pre,.guidance{white-space:pre-wrap;overflow-wrap:anywhere}"
    "pre{background:#f4f4f4;padding:.6rem;border:1px solid #ddd}.guidance{color:#444}"
    ".dim{color:#555;font-size:.85rem;overflow-wrap:anywhere}.state{font-weight:bold}"
    ".note{white-space:pre-wrap}.step p{margin:.3rem 0}details{margin:.3rem 0 .3rem 1rem}"
    "summary{cursor:pointer}svg{width:100%;height:auto}"
    "@media print{body{margin:0;max-width:none}pre{border:0}.step p{break-after:avoid}}"_s;

} // namespace

QString htmlReport(const ReportInput &input)
{
    const auto facts = factsOf(input);
    const auto chart = reportChart(input, facts);
    return u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
           "<meta name=\"viewport\" content=\"width=device-width\"/>\n<title>Report: "_s +
           ReportHtml::escaped(input.run.checklist.title) + u"</title>\n<style>"_s + style +
           u"</style>\n</head>\n<body>\n"_s +
           ReportHtml(input, facts, ReportHtml::Medium::Browser)
               .body(chart.height > 0 ? toSvg(chart) : QString()) +
           u"</body>\n</html>\n"_s;
}

} // namespace seawall::models
