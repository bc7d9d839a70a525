// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;

namespace {

const QDir tree(QStringLiteral(SEAWALL_SOURCE_DIR));

QString textOf(const QString &path)
{
    QFile file(tree.filePath(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

struct Page {
    QStringList lines; ///< empty within fenced blocks, so that the numbers stay right
    QSet<QString> anchors;
};

/// As GitHub makes it of a heading.
QString anchorOf(QString heading)
{
    static const QRegularExpression dropped(u"[^\\p{L}\\p{N} _-]"_s,
                                            QRegularExpression::UseUnicodePropertiesOption);
    return heading.trimmed().toLower().remove(dropped).replace(u' ', u'-');
}

Page pageOf(const QString &path)
{
    Page page;
    bool isCode = false;
    const auto lines = textOf(path).split(u'\n');
    for (const auto &line : lines) {
        const bool isFence = line.trimmed().startsWith("```"_L1);
        if (isFence)
            isCode = !isCode;
        page.lines << (isFence || isCode ? QString() : line);
        static const QRegularExpression heading(u"^#{1,6} +(.*)$"_s);
        if (const auto match = heading.match(page.lines.last()); match.hasMatch()) {
            const auto anchor = anchorOf(match.captured(1));
            auto unique = anchor;
            for (int n = 1; page.anchors.contains(unique); ++n)
                unique = u"%1-%2"_s.arg(anchor).arg(n);
            page.anchors << unique;
        }
    }
    return page;
}

struct Link {
    QString from, target; ///< `from`: 'docs/cli.md:12'
};

QString withoutCode(QString line)
{
    static const QRegularExpression code(u"`[^`]*`"_s);
    return line.replace(code, u"code"_s);
}

QList<Link> linksOf(const QString &path, const Page &page)
{
    static const QRegularExpression link(u"\\]\\(([^()\\s]+)\\)"_s);
    QList<Link> links;
    for (qsizetype i = 0; i < page.lines.size(); ++i) {
        const auto line = withoutCode(page.lines[i]);
        for (auto each = link.globalMatch(line); each.hasNext();)
            links << Link{u"%1:%2"_s.arg(path).arg(i + 1), each.next().captured(1)};
    }
    return links;
}

bool isElsewhere(const QString &target)
{
    return target.contains("://"_L1) || target.startsWith("mailto:"_L1);
}

/// What a source says when something fails, its placeholders as '…'.
QStringList messagesOf(const QString &source)
{
    static const QRegularExpression failure(u"(?:ErrorKind::(\\w+),|error\\.message =|refuse\\()\\s*"
                                            "u((?:\"(?:[^\"\\\\]|\\\\.)*\"(?:_s)?\\s*)+)"_s);
    static const QRegularExpression literal(u"\"((?:[^\"\\\\]|\\\\.)*)\""_s), placeholder(u"%\\d"_s);
    QStringList messages;
    const auto code = textOf(source);
    for (auto each = failure.globalMatch(code); each.hasNext();) {
        const auto match = each.next();
        if (match.captured(1) == "Cancelled"_L1) // by the person who reads it
            continue;
        QString text;
        for (auto part = literal.globalMatch(match.captured(2)); part.hasNext();)
            text += part.next().captured(1);
        messages << text.replace(placeholder, u"…"_s);
    }
    return messages;
}

/// The path in the tree that a link leads to.
QString placeOf(const Link &link)
{
    const auto page = link.from.section(u':', 0, 0);
    const auto file = link.target.section(u'#', 0, 0);
    return file.isEmpty() ? page : QDir::cleanPath(QFileInfo(page).path() + u'/' + file);
}

} // namespace

/// The pages that people read, as they lie in the tree.
class TestDocs : public QObject
{
    Q_OBJECT

    std::map<QString, Page> m_pages;

private Q_SLOTS:
    void initTestCase()
    {
        QStringList paths{u"README.md"_s, u"CONTRIBUTING.md"_s, u"CHANGELOG.md"_s};
        QDirIterator files(tree.filePath(u"docs"_s), {u"*.md"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            paths << tree.relativeFilePath(files.next());
        QVERIFY(paths.size() > 20);
        for (const auto &path : paths)
            m_pages.emplace(path, pageOf(path));
    }

    void everyLinkLeadsToAFileAndItsHeading()
    {
        QStringList broken;
        int links = 0;
        for (const auto &[path, page] : m_pages) {
            for (const auto &link : linksOf(path, page)) {
                if (isElsewhere(link.target))
                    continue;
                ++links;
                const auto place = placeOf(link);
                const auto anchor = link.target.section(u'#', 1);
                const auto target = m_pages.find(place);
                const bool isThere = tree.exists(place);
                const bool hasAnchor =
                    anchor.isEmpty() || (target != m_pages.end() && target->second.anchors.contains(anchor));
                if (!isThere || !hasAnchor)
                    broken << u"%1: %2"_s.arg(link.from, link.target);
            }
        }
        QVERIFY(links > 50);
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join(u'\n')));
    }

    void aLinkCallsAPageAsItsHeadingDoes()
    {
        static const QRegularExpression link(uR"(\[([^\]]+)\]\((?:docs/)?([a-z-]+\.md)[^)]*\))"_s);
        QStringList otherwise;
        for (const auto &path : {u"README.md"_s, u"docs/README.md"_s}) {
            QFile index(tree.filePath(path));
            QVERIFY(index.open(QIODevice::ReadOnly));
            for (auto found = link.globalMatch(QString::fromUtf8(index.readAll())); found.hasNext();) {
                const auto match = found.next();
                QFile page(tree.filePath(u"docs/"_s + match.captured(2)));
                QVERIFY2(page.open(QIODevice::ReadOnly), qPrintable(page.fileName()));
                if (!page.readAll().contains("# " + match.captured(1).toUtf8() + '\n'))
                    otherwise << u"%1: %2"_s.arg(path, match.captured());
            }
        }
        QVERIFY2(otherwise.isEmpty(), qPrintable(otherwise.join(u'\n')));
    }

    void everyPageIsReachedFromTheIndex()
    {
        QStringList open{u"docs/README.md"_s};
        QSet<QString> reached{open.first()};
        while (!open.isEmpty()) {
            const auto path = open.takeLast();
            for (const auto &link : linksOf(path, m_pages[path])) {
                const auto place = placeOf(link);
                if (!isElsewhere(link.target) && m_pages.contains(place) && !reached.contains(place)) {
                    reached << place;
                    open << place;
                }
            }
        }
        QStringList lost;
        for (const auto &[path, page] : m_pages)
            lost << (reached.contains(path) ? QStringList() : QStringList{path});
        QVERIFY2(lost.isEmpty(), qPrintable(lost.join(u'\n')));
    }

    void everyFileOfTheTreeThatIsNamedIsThere()
    {
        static const QRegularExpression named(
            u"`((?:app|bench|cmake|db|docker|docs|models|resources|scripts|tests|ui|\\.ci)/[\\w./*-]*)"_s);
        QStringList missing;
        int names = 0;
        for (const auto &[path, page] : m_pages) {
            if (path == "CHANGELOG.md"_L1) // tells of what is gone as well
                continue;
            for (qsizetype i = 0; i < page.lines.size(); ++i) {
                for (auto each = named.globalMatch(page.lines[i]); each.hasNext();) {
                    const auto name = each.next().captured(1);
                    ++names;
                    const QFileInfo place(name);
                    const bool isThere =
                        name.contains(u'*')
                            ? !QDir(tree.filePath(place.path())).entryList({place.fileName()}).isEmpty()
                            : tree.exists(name);
                    if (!isThere && name != "db/migrations"_L1)
                        missing << u"%1:%2: %3"_s.arg(path).arg(i + 1).arg(name);
                }
            }
        }
        QVERIFY(names > 40);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }

    /// Messages that ask somebody to do something, of the sources that are full of them.
    void everyMessageOfConnectingMigratingAndOfFilesStandsInTroubleshooting_data()
    {
        QTest::addColumn<QString>("source");
        for (const auto *source :
             {"app/settings.cpp", "db/endpoint.cpp", "db/hostlookup.cpp", "db/migrations/adopt.cpp",
              "db/migrations/run/migrationsession.cpp", "db/migrations/steps.cpp", "db/pgerror.cpp",
              "models/envfile.cpp", "models/journalfile.cpp", "models/profilefile.cpp"})
            QTest::newRow(source) << QString::fromLatin1(source);
    }
    void everyMessageOfConnectingMigratingAndOfFilesStandsInTroubleshooting()
    {
        QFETCH(QString, source);
        const auto page = textOf(u"docs/troubleshooting.md"_s);
        QStringList missing;
        const auto messages = messagesOf(source);
        for (const auto &text : messages)
            missing << (page.contains(u"| "_s + text) ? QStringList() : QStringList{text});
        QVERIFY(!messages.isEmpty());
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestDocs)
#include "tst_docs.moc"
