// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/helpview.h"

#include "db/filecontent.h"

#include <QDesktopServices>
#include <QDirIterator>
#include <QFile>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

namespace {

const QString root = u":/docs/"_s;
const QString indexPage = u"README.md"_s;

QString textOf(const QString &page)
{
    return QString::fromUtf8(db::contentOf(root + page));
}

/// By first mention; with those that are not, or that say why rather than how, behind.
qsizetype placeOf(const QString &page, const QString &index)
{
    if (page == indexPage)
        return -1;
    const auto at = index.indexOf(u"]("_s + page + u')');
    const auto behind = page.startsWith(u"decisions/"_s) ? 2 * index.size() : at < 0 ? index.size() : 0;
    return behind + std::max<qsizetype>(at, 0);
}

} // namespace

HelpView::HelpView(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(u"helpText"_s);
    setAccessibleName(tr("Help"));
    setFrameShape(NoFrame);
    document()->setDocumentMargin(fontMetrics().height());
}

QStringList HelpView::pages()
{
    QStringList pages;
    QDirIterator each(root, {u"*.md"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext())
        pages << each.next().mid(root.size());
    pages.sort();
    std::ranges::stable_sort(
        pages, {}, [index = textOf(indexPage)](const QString &page) { return placeOf(page, index); });
    return pages;
}

void HelpView::open(const QString &page)
{
    const bool isThere = QFile::exists(root + page.section(u'#', 0, 0));
    setSource(QUrl(u"qrc:/docs/"_s + (isThere ? page : indexPage)));
}

QString HelpView::title() const
{
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 1)
            return block.text();
    }
    return {};
}

QString HelpView::anchorOf(const QString &heading)
{
    QString anchor;
    for (const auto letter : heading.toLower()) {
        if (letter.isLetterOrNumber() || letter == u'-' || letter == u'_')
            anchor += letter;
        else if (letter == u' ')
            anchor += u'-';
    }
    return anchor;
}

void HelpView::doSetSource(const QUrl &link, QTextDocument::ResourceType)
{
    const auto url = source().resolved(link);
    if (url.scheme() == u"https" || url.scheme() == u"http") {
        QDesktopServices::openUrl(url);
        return;
    }
    if (!url.path().endsWith(u".md") || !QFile::exists(u':' + url.path()))
        return; // a file of the source tree, which is not part of the program
    QTextBrowser::doSetSource(url, QTextDocument::MarkdownResource);
    showHeading(url.fragment());
}

QVariant HelpView::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::MarkdownResource)
        return {};
    QFile file(u':' + name.path());
    return file.open(QIODevice::ReadOnly) ? QVariant(file.readAll()) : QVariant();
}

void HelpView::showHeading(const QString &anchor)
{
    if (anchor.isEmpty())
        return;
    for (auto block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || anchorOf(block.text()) != anchor)
            continue;
        setTextCursor(QTextCursor(document()->lastBlock()));
        setTextCursor(QTextCursor(block)); // scrolls up to it, so that it stands at the top
        return;
    }
}

} // namespace seawall::ui
