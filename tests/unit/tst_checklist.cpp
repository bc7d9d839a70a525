// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklist.h"
#include "models/checklist/shippedchecklists.h"
#include "models/checklist/textrepair.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <set>

#include <sys/stat.h>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

const auto seedPath = QStringLiteral(SEAWALL_SOURCE_DIR "/tests/data/checklist.md");

Checklist parsed(const QByteArray &text)
{
    auto checklist = parseChecklist(text, u"test.md"_s);
    if (!checklist)
        qFatal("%s", qPrintable(checklist.error().message));
    return std::move(*checklist);
}

Checklist seed()
{
    auto checklist = readChecklist(seedPath);
    if (!checklist)
        qFatal("%s", qPrintable(checklist.error().message));
    return std::move(*checklist);
}

/// '# title', '[ ] title', '- title', indented by depth below each other.
QString tree(const Checklist &checklist)
{
    QStringList lines;
    for (const auto &node : checklist.nodes) {
        int depth = 0;
        for (int above = node.parent; above >= 0; above = checklist.nodes.at(size_t(above)).parent)
            ++depth;
        const auto mark = node.type == ChecklistNode::Type::Heading ? u"# "_s
                          : !node.isCheckbox()                      ? u"- "_s
                          : node.tickedInFile                       ? u"[x] "_s
                                                                    : u"[ ] "_s;
        lines << QString(depth * 2, u' ') + mark + node.title;
    }
    return lines.join(u'\n');
}

QString lettersOf(const QString &text)
{
    QString letters;
    for (const QChar character : text) {
        if (character.isLetterOrNumber())
            letters += character;
    }
    return letters;
}

/// Lines of the text of which no node tells anything.
QStringList lostLines(const Checklist &checklist)
{
    QString told;
    for (const auto &node : checklist.nodes) {
        told += node.title + node.duration + node.guidance;
        for (const auto &block : node.blocks)
            told += block.language + block.text;
    }
    told = lettersOf(told);
    QStringList lost;
    for (const auto &line : checklist.text.split(QRegularExpression(u"\r\n|\r|\n"_s))) {
        auto bare = line;
        bare.remove(QRegularExpression(u"^[\\s>]*(?:(?:[-*+]|\\d+[.)])\\s+)?(?:\\[[ xX]\\]\\s)?"_s));
        if (!told.contains(lettersOf(bare)))
            lost << line;
    }
    return lost;
}

QString oneStepKind(const char *text)
{
    const auto checklist = parsed(text);
    return checklist.steps().empty() ? u"none"_s
                                     : checklist.nodes.at(size_t(checklist.steps().front())).title;
}

} // namespace

class TestChecklist : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachCheckboxOfTheSeedIsAStepOnce()
    {
        const auto checklist = seed();
        static const QRegularExpression box(u"^\\s*- \\[([ xX])\\] "_s);
        std::vector<int> raw;
        int line = 0, fences = 0;
        for (const auto &text : checklist.text.split(u'\n')) {
            ++line;
            fences += text.trimmed().startsWith("```"_L1);
            if (fences % 2 == 0 && box.match(text).hasMatch())
                raw.push_back(line);
        }
        std::vector<int> read;
        for (const int step : checklist.steps())
            read.push_back(checklist.nodes.at(size_t(step)).line);
        QCOMPARE(read.size(), size_t(103));
        QCOMPARE(read, raw);
    }

    void aBoxStandsWhereItsOffsetSays()
    {
        for (const auto &checklist : {seed(), parsed("\xef\xbb\xbf# \xf0\x9f\x9a\x80\r\n\r\n- [ ] "
                                                     "\xc3\xa9\r\n  > * [x] quoted\r\n1. [ ] third\r\n")}) {
            for (const int step : checklist.steps()) {
                const auto &node = checklist.nodes.at(size_t(step));
                const auto box = checklist.text.mid(node.boxOffset - 1, 3);
                QCOMPARE(box, node.tickedInFile ? u"[x]"_s : u"[ ]"_s);
                QCOMPARE(int(checklist.text.left(node.boxOffset).count(u'\n')) + 1, node.line);
            }
        }
    }

    void phasesAndTasksOfTheSeedAreRead()
    {
        const auto checklist = seed();
        QCOMPARE(checklist.title, u"Migration Execution Checklist"_s);
        const auto phase = checklist.nodes.at(14);
        QCOMPARE(phase.title, u"📋 PHASE 1: Database Infrastructure"_s);
        QCOMPARE(shortTitle(phase.title), u"PHASE 1: Database Infrastructure"_s);
        QCOMPARE(phase.duration, u"Days 1-2"_s);
        QCOMPARE(phase.children.size(), size_t(4));
        const auto &last = checklist.nodes.back();
        QCOMPARE(last.type, ChecklistNode::Type::Item);
        QVERIFY(last.title.startsWith(u"Fix issues"_s));
        QVERIFY(checklist.nodes.at(size_t(last.parent)).guidance.startsWith(u"This checklist ensures"_s));
    }

    void noLineOfAFileIsLost()
    {
        QCOMPARE(lostLines(seed()), QStringList());
        QCOMPARE(
            lostLines(parsed(
                "preamble\n```sql\nSELECT 0;\n```\n\n# H\n[ref]: http://example.org/x \"t\"\ntext\n\n"
                "| a | b |\n|---|---|\n| c | d |\n\nSetext\n===\n\n- [ ] one [link](http://x.org/y) <b>\n"
                "  more\n\n      indented code\n- bullet\n  - deeper\n\n> quote\nlazy\n\n<div>\nhtml\n"
                "</div>\n\n~~~ sql\nSELECT 1\n")),
            QStringList());
        const auto checklist = parsed("preamble\n```sql\nSELECT 0;\n```\n- [ ] a\n");
        QVERIFY(checklist.nodes.at(0).spec.kind == StepSpec::Kind::Manual); // it is not the step's
        QVERIFY(checklist.nodes.at(0).guidance.contains(u"SELECT 0;"_s));
    }

    void listsNestAsTheyAreIndented()
    {
        QCOMPARE(tree(parsed("# A\n\n* [ ] one\n\t* [X] two\n\t\t+ [ ] three\n\n1. first\n   - [ ] in it\n2. "
                             "second\n\nB\n-\n\n"
                             "- plain\n- holds\n  - [x] four\n")),
                 u"# A\n  [ ] one\n    [x] two\n      [ ] three\n  - first\n    [ ] in it\n  - second\n  # "
                 u"B\n    - holds\n"
                 u"      [x] four"_s);
    }

    void markupIsNoPartOfATitle_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("title");
        QTest::newRow("strong") << QByteArray("- [ ] **Do** it *now*") << u"Do it now"_s;
        QTest::newRow("code") << QByteArray("- [ ] Create `a_b.yml`") << u"Create a_b.yml"_s;
        QTest::newRow("entity") << QByteArray("- [ ] a &amp; b &lt; &#50;") << u"a & b < 2"_s;
        QTest::newRow("wrapped") << QByteArray("- [ ] first line\n      second line")
                                 << u"first line second line"_s;
        QTest::newRow("title, then text") << QByteArray("- [ ] **Title**\n  text below") << u"Title"_s;
        QTest::newRow("escaped") << QByteArray("- [ ] a \\* b") << u"a * b"_s;
        QTest::newRow("code alone") << QByteArray("- [ ] \n  ```\n  SELECT 1;\n  ```\n") << u"SELECT 1;"_s;
    }
    void markupIsNoPartOfATitle()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, title);
        QCOMPARE(oneStepKind(text.constData()), title);
    }

    void anAddressInATitleStaysInTheGuidance()
    {
        const auto checklist = parsed("- [ ] see [the page](http://example.org/a)\n");
        QCOMPARE(checklist.nodes.at(0).title, u"see the page"_s);
        QVERIFY(checklist.nodes.at(0).guidance.contains(u"http://example.org/a"_s));
    }

    void blocksKeepLanguageTextAndLine()
    {
        const auto checklist =
            parsed("- [ ] a\n\n  ``` SQL\n\n  SELECT 1;\n    -- x\n\n  ```\n\n- [ ] b\n\n      indented\n");
        const auto &block = checklist.nodes.at(0).blocks.at(0);
        QCOMPARE(block, (CodeBlock{u"sql"_s, u"\nSELECT 1;\n  -- x\n\n"_s, 4}));
        QCOMPARE(checklist.nodes.at(1).blocks.at(0), (CodeBlock{{}, u"indented\n"_s, 12}));
        QVERIFY(checklist.notes.isEmpty());
        QVERIFY(!checklist.nodes.at(0).guidance.contains(u'`'));
    }

    void aBoxInCodeIsNoStep()
    {
        QCOMPARE(parsed("```\n- [ ] no\n```\n- [ ] yes\n").steps().size(), size_t(1));
    }

    void anUnclosedFenceIsNoted()
    {
        const auto checklist =
            parsed("# A\n- [ ] a\n  ```bash\n  ls\n- [ ] b\n\n```sql\nSELECT 1;\n- [ ] swallowed\n");
        QCOMPARE(checklist.notes.size(), 2);
        QVERIFY(checklist.notes.at(0).contains(u"line 3"_s));
        QVERIFY(checklist.notes.at(1).contains(u"line 7"_s));
        QCOMPARE(checklist.steps().size(), size_t(2));
        QCOMPARE(lostLines(checklist), QStringList());
    }

    void aBlockBesideItsStepIsNoted()
    {
        const auto beside =
            parsed("# A\n\n- [ ] **Look** at it\n\n```sql\nSELECT 1;\n```\n\n1. [ ] b\n\nRun:\n\n"
                   "```bash\nls\n```\n\n```json\n{}\n```\n");
        QCOMPARE(beside.notes.size(), 2);
        QCOMPARE(beside.notes.at(0), u"Line 5: the block of SQL is not run: it is not indented as far as the "
                                     "text of the step 'Look at it' (line 3)."_s);
        QCOMPARE(beside.notes.at(1),
                 u"Line 13: the block of shell commands is not run: it is not indented as "
                 "far as the text of the step 'b' (line 9)."_s);
        QVERIFY(beside.nodes.at(1).blocks.empty());
        for (const auto *fine : {"# A\n\n- [ ] a\n\n  ```sql\n  SELECT 1;\n  ```\n",
                                 "# A\n\n```sql\nSELECT 1;\n```\n\n- [ ] a\n",
                                 "# A\n\n- [ ] a\n\n## B\n\n```sql\nSELECT 1;\n```\n",
                                 "# A\n\n- [ ] a\n\n> ```sql\n> SELECT 1;\n> ```\n"})
            QCOMPARE(parsed(fine).notes, QStringList());
    }

    void identitiesDependOnTitlesAlone()
    {
        const auto before = parsed("# A\n- [ ] one\n- [ ] one\n\n# B\n- [ ] two\n");
        const auto after =
            parsed("# A\ntext\n- [ ] zero\n- [x] **one**\n- [ ] one\n\n# B ✓\n\n- [ ] 🚀 Two\n");
        QCOMPARE(before.nodes.at(1).identity, after.nodes.at(2).identity);
        QCOMPARE(before.nodes.at(2).identity, after.nodes.at(3).identity);
        QCOMPARE(before.nodes.at(4).identity, after.nodes.at(5).identity);
        std::set<QString> all;
        const auto checklist = seed();
        for (const auto &node : checklist.nodes)
            all.insert(node.identity);
        QCOMPARE(all.size(), checklist.nodes.size());
        QCOMPARE(checklist.indexOf(checklist.nodes.at(7).identity), 7);
        QCOMPARE(checklist.indexOf(u"x"_s), -1);
    }

    void aStepWithStepsBelowIsNoLeaf()
    {
        const auto checklist = parsed("- [ ] a\n  1. item\n     - [ ] b\n- [ ] c\n  1. item\n");
        QVERIFY(!checklist.isLeaf(0));
        QVERIFY(checklist.isLeaf(2));
        QVERIFY(checklist.isLeaf(3));
    }

    void spoiltCharactersArePutRight_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("repaired");
        const auto row = [](const char *name, const QString &text, const QString &repaired) {
            QTest::newRow(name) << text << repaired;
        };
        row("rocket", u"ðŸš€ go"_s, u"🚀 go"_s);
        row("check mark", u"done âœ“"_s, u"done ✓"_s);
        row("undefined byte as a control", u"â€œquotedâ€\u009d"_s, u"“quoted”"_s);
        row("letters", u"cafÃ© und KÃ¶ln"_s, u"café und Köln"_s);
        row("among right ones", u"café ✓ ðŸš€"_s, u"café ✓ 🚀"_s);
        row("twice", u"Ã°Å¸Å¡â‚¬"_s, u"🚀"_s);
        row("end of a quotation, in a spoilt file", u"â€™ Ã\u00a0"_s, u"’ à"_s);
    }
    void spoiltCharactersArePutRight()
    {
        QFETCH(QString, text);
        QFETCH(QString, repaired);
        QCOMPARE(repairedText(text), repaired);
    }

    void rightTextIsNeverTouched_data()
    {
        QTest::addColumn<QString>("text");
        for (const auto &text :
             {u"plain"_s, u"🚀 ✓ “quoted” – naïve café"_s, u"„MENÜ“"_s, u"«café»…"_s, u"“AMANHÃ”"_s, u"ä–ö"_s,
              u"50 €"_s, u"déjà»… ðŸ"_s, u"Größe, Maß, Übung"_s, u"â€"_s, u"日本語"_s, u"“AMANHÃ” é ðŸ"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void rightTextIsNeverTouched()
    {
        QFETCH(QString, text);
        QCOMPARE(repairedText(text), text);
    }

    void aRepairIsSaid()
    {
        const auto checklist = seed();
        QVERIFY(checklist.wasRepaired);
        QCOMPARE(checklist.notes.size(), 1);
        QVERIFY(!checklist.text.contains(u"ðŸ"_s));
        QVERIFY(checklist.text.contains(u"Replication lag < 1 second ✓"_s));
        QVERIFY(!parsed("# \xf0\x9f\x9a\x80\n- [ ] \xe2\x9c\x93 a").wasRepaired);
    }

    void otherEncodingsAreRead()
    {
        QCOMPARE(parsed(QByteArray("\xff\xfe#\0 \0a\0", 8)).title, u"a"_s);
        QCOMPARE(parsed("# caf\xe9\n").title, u"café"_s);
        QCOMPARE(parsed("# caf\xe9\n").notes.size(), 2);
        QCOMPARE(parsed("# a\r- [ ] b\r  - [ ] c\r").steps().size(), size_t(2));
    }

    void whatIsNoChecklistSaysWhy()
    {
        QVERIFY(parsed("").notes.at(0).contains(u"empty"_s));
        QVERIFY(parsed("# Only\n\ntext\n").notes.at(0).contains(u"no checkbox"_s));
        const auto binary = parseChecklist(QByteArray("\x7f"
                                                      "ELF\0\1",
                                                      6),
                                           u"a.out"_s);
        QVERIFY(!binary);
        QCOMPARE(binary.error().kind, db::ErrorKind::InvalidInput);
        QCOMPARE(binary.error().message, u"'a.out' is not a text file."_s);
        QCOMPARE(readChecklist(u"/nowhere/x.md"_s).error().kind, db::ErrorKind::FileAccess);
        QCOMPARE(readChecklist(u"/"_s).error().kind, db::ErrorKind::FileAccess);
        QCOMPARE(parseChecklist(QByteArray(64 * 1024 * 1024 + 1, 'a'), u"x"_s).error().kind,
                 db::ErrorKind::InvalidInput);
    }

    void aPipeIsNotWaitedFor()
    {
        QTemporaryDir folder;
        const auto path = folder.filePath(u"pipe.md"_s);
        QCOMPARE(::mkfifo(qPrintable(path), 0600), 0);
        const auto read = readChecklist(path);
        QCOMPARE(read.error().message, u"'%1' is a pipe or a device, not a file."_s.arg(path));
    }

    void fiftyLevelsAreRead()
    {
        QByteArray text;
        for (int level = 0; level < 50; ++level)
            text += QByteArray(level * 2, ' ') + "- [ ] s" + QByteArray::number(level) + '\n';
        const auto checklist = parsed(text);
        QCOMPARE(checklist.steps().size(), size_t(50));
        QCOMPARE(checklist.nodes.back().level, 50);
        QCOMPARE(checklist.nodes.back().parent, 48);
    }

    void aLargeFileIsRead()
    {
        QByteArray text("# Large\n");
        for (int step = 0; text.size() < 20 * 1024 * 1024; ++step)
            text += "- [ ] Step " + QByteArray::number(step) + "\n  " + QByteArray(400, 'x') + " [link]\n\n";
        const auto checklist = parsed(text);
        QCOMPARE(checklist.steps().size(), size_t(text.count("- [ ]")));
    }

    void aHugeParagraphOfBracketsDoesNotHang()
    {
        const auto checklist =
            parsed("# A\n" + QByteArray("word [x] word\n").repeated(400'000) + "\n- [ ] b\n");
        QCOMPARE(checklist.steps().size(), size_t(1));
        QVERIFY(checklist.nodes.at(0).guidance.contains(u"word [x] word"_s));
    }

    void shippedChecklistsAreWhole()
    {
        const auto shipped = shippedChecklists();
        QCOMPARE(shipped.size(), size_t(5));
        QCOMPARE(shipped.front().name, u"replica-rollout"_s);
        for (const auto &each : shipped) {
            const auto checklist = readChecklist(each.path);
            QVERIFY2(checklist, qPrintable(each.path));
            QCOMPARE(checklist->notes, QStringList());
            QCOMPARE(checklist->title, each.title);
            QVERIFY(checklist->steps().size() > 10);
            QCOMPARE(lostLines(*checklist).filter(QRegularExpression(u"^(?!\\s*<!-- seawall)"_s)),
                     QStringList());
        }
        QCOMPARE(checklistPath(u"switchover"_s), u":/checklists/switchover.md"_s);
        QCOMPARE(checklistPath(u"/x/y.md"_s), u"/x/y.md"_s);
    }
};

QTEST_GUILESS_MAIN(TestChecklist)
#include "tst_checklist.moc"
