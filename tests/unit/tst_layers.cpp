// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QStringList floors{u"db"_s, u"models"_s, u"ui"_s, u"app"_s}; // from the lowest to the highest
constexpr qsizetype longestSource = 400;
constexpr qsizetype longestHeader = 140;

struct SourceFile {
    QString path; ///< from the root of the tree
    QString text;
};

qsizetype floorOf(const QString &path)
{
    return floors.indexOf(path.section(u'/', 0, 0));
}

QStringList includesOf(const QString &text)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"_s,
                                            QRegularExpression::MultilineOption);
    QStringList found;
    for (const auto &match : include.globalMatch(text))
        found << match.captured(1);
    return found;
}

/// What an include breaks, empty where it is in order.
QString violationOf(const QString &path, const QString &include)
{
    const auto own = floorOf(path);
    const auto other = floorOf(include);
    if (include.contains(u'/') && other > own)
        return u"%1 includes %2, which is on a higher floor"_s.arg(path, include);
    if (include == "libpq-fe.h"_L1 && path != "db/pghandle.h"_L1 && !(own == 0 && path.endsWith(".cpp"_L1)))
        return u"%1 includes libpq-fe.h, which is for db/*.cpp and db/pghandle.h only"_s.arg(path);
    if (include.startsWith("qcustomplot"_L1) && !path.startsWith("ui/charts/"_L1))
        return u"%1 includes qcustomplot.h, which is for ui/charts/ only"_s.arg(path);
    return {};
}

/// What a file breaks by itself.
QStringList faultsOf(const SourceFile &file)
{
    QStringList faults;
    const auto lines = file.text.count(u'\n');
    const bool isHeader = file.path.endsWith(".h"_L1);
    if (lines > (isHeader ? longestHeader : longestSource))
        faults << u"%1 has %2 lines; split it"_s.arg(file.path).arg(lines);
    if (!file.text.startsWith("// SPDX-FileCopyrightText: "_L1) ||
        !file.text.section(u'\n', 1, 1).startsWith("// SPDX-License-Identifier: GPL-3.0-or-later"_L1))
        faults << u"%1 does not begin with the two SPDX lines"_s.arg(file.path);
    if (isHeader && !file.text.contains("\n#pragma once\n"_L1))
        faults << u"%1 lacks #pragma once"_s.arg(file.path);
    for (const auto &include : includesOf(file.text)) {
        if (const auto violation = violationOf(file.path, include); !violation.isEmpty())
            faults << violation;
    }
    return faults;
}

/// Texts that are given to a widget as they stand.
QStringList unmarkedIn(const QString &text)
{
    static const QRegularExpression given(
        u"\\b(?:set(?:Text|ToolTip|WindowTitle|AccessibleName|AccessibleDescription|PlaceholderText|"
        u"EmptyText|"
        "Title)|addTab|addAction|addRow)\\((?:[\\w>.-]+, *)?u?\"([A-Z][^\"]*[a-z]{2}[^\"]*)\""_s);
    QStringList found;
    for (const auto &match : given.globalMatch(text))
        found << match.captured(1);
    return found;
}

std::vector<SourceFile> sources()
{
    std::vector<SourceFile> files;
    const QDir root(QStringLiteral(SEAWALL_SOURCE_DIR));
    for (const auto &floor : floors) {
        QDirIterator each(root.filePath(floor), {u"*.cpp"_s, u"*.h"_s}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            if (file.open(QIODevice::ReadOnly))
                files.push_back({root.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll())});
        }
    }
    return files;
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noFileIncludesUpwardOrALibraryThatIsNotItsOwn()
    {
        QStringList faults;
        const auto files = sources();
        QVERIFY2(files.size() > 40, "the tree was not found");
        for (const auto &file : files)
            faults << faultsOf(file);
        QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
    }

    void theQueryParserIsIncludedByOneFileAtMost()
    {
        QStringList users;
        for (const auto &file : sources()) {
            if (includesOf(file.text).contains("pg_query.h"_L1))
                users << file.path;
        }
        QVERIFY2(users.size() <= 1, qPrintable(users.join(u", "_s)));
    }

    /// Each floor is one namespace: two types of one name would be one to the linker, which says nothing.
    void noTwoHeadersOfAFloorGiveTwoTypesOneName()
    {
        static const QRegularExpression definition(
            u"^(?:class|struct|enum class) (\\w+)(?: final)?(?: ?:(?!:)[^;{]*)?\\s*\\{"_s,
            QRegularExpression::MultilineOption);
        QHash<QString, QString> placeOf;
        QStringList twice;
        for (const auto &file : sources()) {
            if (!file.path.endsWith(".h"_L1))
                continue;
            for (const auto &match : definition.globalMatch(file.text)) {
                const auto type = file.path.section(u'/', 0, 0) + u"::"_s + match.captured(1);
                if (placeOf.contains(type) && placeOf[type] != file.path)
                    twice << u"%1 is in %2 and in %3"_s.arg(type, placeOf[type], file.path);
                placeOf[type] = file.path;
            }
        }
        QVERIFY2(placeOf.size() > 200, "the definitions were not found");
        QVERIFY2(twice.isEmpty(), qPrintable(u'\n' + twice.join(u'\n')));
    }

    /// Decision 0018: a translation of the window finds each text that a widget owns.
    void whatAWidgetSaysIsMarkedForTranslation()
    {
        QStringList faults;
        for (const auto &file : sources()) {
            if (file.path.startsWith("ui/"_L1))
                for (const auto &text : unmarkedIn(file.text))
                    faults << u"%1: \"%2\" needs tr()"_s.arg(file.path, text);
        }
        QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
        QCOMPARE(
            unmarkedIn(u"a->setToolTip(u\"Not marked\"_s); tabs->addTab(page, u\"Nor this\"_s);"_s).size(),
            2);
        QVERIFY(unmarkedIn(u"a->setText(tr(\"Marked\")); a->setText(u\"%1 (%2)\"_s.arg(x, y));"_s).isEmpty());
    }

    void theCheckSeesWhatItIsFor_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("include");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *name, const char *path, const char *include, bool allowed) {
            QTest::newRow(name) << QString::fromLatin1(path) << QString::fromLatin1(include) << allowed;
        };
        row("downward", "ui/page.cpp", "\"models/x.h\"", true);
        row("same floor", "models/a.cpp", "\"models/b.h\"", true);
        row("upward", "models/a.cpp", "\"ui/b.h\"", false);
        row("upward by two", "db/a.h", "\"app/settings.h\"", false);
        row("spaced", "db/a.h", "  <ui/b.h>", false);
        row("libpq in a source of db", "db/monitor/a.cpp", "<libpq-fe.h>", true);
        row("libpq in the handle header", "db/pghandle.h", "<libpq-fe.h>", true);
        row("libpq in another header", "db/connection.h", "<libpq-fe.h>", false);
        row("libpq above", "models/a.cpp", "<libpq-fe.h>", false);
        row("charts", "ui/charts/a.cpp", "<qcustomplot.h>", true);
        row("charts elsewhere", "ui/a.cpp", "<qcustomplot.h>", false);
        row("Qt", "db/a.h", "<QString>", true);
    }
    void theCheckSeesWhatItIsFor()
    {
        QFETCH(QString, path);
        QFETCH(QString, include);
        QFETCH(bool, allowed);
        const auto head = u"// SPDX-FileCopyrightText: 2026 x\n// SPDX-License-Identifier: GPL-3.0-or-later\n"
                          "#pragma once\n#include "_s;
        QCOMPARE(faultsOf({path, head + include + u'\n'}).isEmpty(), allowed);
    }

    void aLongFileAndOneWithoutLicenceAreSeen()
    {
        const auto head =
            u"// SPDX-FileCopyrightText: 2026 x\n// SPDX-License-Identifier: GPL-3.0-or-later\n"_s;
        QCOMPARE(faultsOf({u"db/a.cpp"_s, head + u"\n"_s.repeated(longestSource)}).size(), 1);
        QCOMPARE(faultsOf({u"db/a.cpp"_s, u"int a;\n"_s}).size(), 1);
        QCOMPARE(faultsOf({u"db/a.h"_s, head}).size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestLayers)
#include "tst_layers.moc"
