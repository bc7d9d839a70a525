// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/evidencerecord.h"
#include "models/checklist/report.h"
#include "models/checklist/reporthtml.h"
#include "models/checklist/reportseries.h"
#include "models/monitor/recorder.h"
#include "tests/support/checklists.h"
#include "tests/support/recording.h"

#include <QGuiApplication>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace seawall;
using namespace seawall::models;
using seawall::tests::ChecklistMaker;
using seawall::tests::evidenceOf;
using namespace Qt::StringLiterals;

namespace {

const auto markdown = u"# Rollout\n\n"
                      "## PHASE 1: Prepare (Days 1-2)\n\n"
                      "- [ ] **Take a backup**\n"
                      "  - [ ] Copy it away\n"
                      "    ```bash\n"
                      "    PGPASSWORD=hunter2 pg_dump\n"
                      "    ```\n"
                      "  - [ ] Restore it\n"
                      "- [x] Tell the team\n\n"
                      "---\n\n"
                      "## PHASE 2: Go <live> & \"well\"\n\n"
                      "1. [ ] Switch over\n"
                      "2. [ ] Watch the lag\n"
                      "> - [ ] Quoted\n"_s;
const auto hostile = u"</script></pre></details><img src=x onerror=\"alert('1')\"> & ]]> \x1b[31m"_s;

/// A run of a text, with evidence by the title of its step.
struct Walk {
    std::shared_ptr<RunStore> store = RunStore::open({}).value();
    ReportInput input;

    explicit Walk(const Checklist &checklist)
    {
        input.run = store->begin(checklist, u"sandbox"_s, u"/srv"_s).value();
        input.madeAtMs = 1'700'000'500'000;
        input.actor = u"bob@console"_s;
    }
    explicit Walk(const QString &text) : Walk(parseChecklist(text.toUtf8(), u"/tmp/rollout.md"_s).value()) {}

    QString identity(const QString &title) const
    {
        for (const auto &node : input.run.checklist.nodes) {
            if (node.title.contains(title))
                return node.identity;
        }
        return {};
    }
    void add(const QString &title, StepState state, const QString &note = {}, const QString &output = {})
    {
        auto evidence = evidenceOf(identity(title), state, note);
        evidence.output = output;
        evidence.target.node = u"replica1"_s;
        evidence.target.role = db::Role::Replica;
        evidence.target.timeline = 3;
        QVERIFY(store->add(input.run.id, evidence));
    }
    const ReportInput &done(const std::vector<OperationTarget> &now = {})
    {
        input.status = store->status(input.run, now).value();
        input.evidence = store->evidence(input.run.id).value();
        input.signOffs = store->signOffs(input.run.id).value();
        return input;
    }
};

/// A walk in which each state occurs.
ReportInput walked()
{
    Walk walk(markdown);
    walk.add(u"Copy it away"_s, StepState::Passed, u"to tape"_s, u"| a | b |\n```\n"_s + hostile);
    walk.add(u"Restore it"_s, StepState::Skipped, u"no second server"_s);
    walk.add(u"Switch over"_s, StepState::Failed, {}, u"ERROR: nothing to switch to"_s);
    (void)walk.store->signOff(walk.input.run.id,
                              {walk.identity(u"PHASE 1"_s), 1'600'000'000'000, u"Alice"_s, u"Bob"_s});
    ReportSeries lag{u"replica1, lag in <seconds>"_s, {}, 1.0};
    for (int i = 0; i < 100; ++i)
        lag.points.emplace_back(1'700'000'000'000 + i * 100, i == 50 ? std::nan("") : 0.01 * i);
    walk.input.series = {lag};
    return walk.done();
}

/// Where the images of a PDF end on the right, in points from the left of the page.
QList<double> rightEdgesOfImages(const QByteArray &pdf)
{
    QList<double> edges;
    for (auto at = pdf.indexOf("\nstream\n"); at >= 0; at = pdf.indexOf("\nstream\n", at + 1)) {
        const auto packed = pdf.mid(at + 8, pdf.indexOf("endstream", at + 8) - at - 8);
        const auto words = qUncompress(QByteArray(4, '\1') + packed).simplified().split(' ');
        QList<QTransform> saved{{}};
        for (qsizetype i = 0; i < words.size() && words.contains("Do"); ++i) {
            const auto number = [&](qsizetype back) { return words[i - back].toDouble(); };
            if (words[i] == "q")
                saved.append(saved.back());
            else if (words[i] == "Q" && saved.size() > 1)
                saved.removeLast();
            else if (words[i] == "cm")
                saved.back() = QTransform(number(6), number(5), number(4), number(3), number(2), number(1)) *
                               saved.back();
            else if (words[i] == "Do")
                edges << saved.back().mapRect(QRectF(0, 0, 1, 1)).right();
        }
    }
    return edges;
}

/// All text of an XML document; fails where it is not well-formed.
QString textOf(const QString &html, QStringList *elements = nullptr)
{
    QXmlStreamReader reader(html);
    QString text;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters())
            text += reader.text();
        if (reader.isStartElement() && elements)
            elements->append(reader.name().toString());
    }
    if (reader.hasError())
        qWarning() << reader.errorString() << "line" << reader.lineNumber()
                   << html.split(u'\n').value(int(reader.lineNumber()) - 1);
    return reader.hasError() ? QString() : text;
}

} // namespace

class TestChecklistReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boxesArePutInForWhatPassedOnly();
    void aTaskIsTickedWhenEachOfItsStepsPassed();
    void whatIsNotAddedIsTheOriginal();
    void evidenceIsFoldedBelowItsStep();
    void evidenceCannotBreakOutOfItsFence();
    void aTickOfTheFileIsNotTakenForEvidence();
    void theReportBeginsWithWhatFailed_data();
    void theReportBeginsWithWhatFailed();
    void aStepThatIsRunBesidesThoseBelowItIsCountedAndListed();
    void anAttachedFileThatWasChangedOrIsGoneIsTold();
    void aPhaseDoesNotSayWhatAStepOfItDoes();
    void aSignOffNamesBothAndWhatCameLater();
    void noSecretOfTheFileIsInAReport();
    void noSecretIsInAReportWhereverItStands();
    void evidenceThatWasAlteredIsTold();
    void evidenceOfStepsThatAreGoneIsShown();
    void aStaleStepSaysWhy();
    void htmlIsWellFormedAndHoldsEveryStep();
    void htmlNeedsNothingElse();
    void theTimelineMarksTheSteps();
    void withoutFiguresThereIsNoTimeline();
    void figuresComeFromTheFlightRecorder();
    void anEmptyRunIsReported();
    void aPdfHasPages();
    void theTimelineOfAPdfEndsBeforeTheMargin();
    void aPdfThatCannotBeWrittenIsAnError();
    void aLongRunIsReportedWhole();
};

void TestChecklistReport::boxesArePutInForWhatPassedOnly()
{
    const auto text = markdownReport(walked());
    QVERIFY(text.contains(u"\n  - [x] Copy it away\n"_s));
    QVERIFY(text.contains(u"\n  - [ ] Restore it\n"_s));
    QVERIFY(text.contains(u"\n- [ ] **Take a backup**\n"_s));
    QVERIFY(text.contains(u"\n1. [ ] Switch over\n"_s));
    QCOMPARE(text.count(u"[x]"_s), 1);
}

void TestChecklistReport::aTaskIsTickedWhenEachOfItsStepsPassed()
{
    Walk walk(markdown);
    walk.add(u"Copy it away"_s, StepState::Passed);
    walk.add(u"Restore it"_s, StepState::Passed);
    const auto text = markdownReport(walk.done());
    QVERIFY(text.contains(u"\n- [x] **Take a backup**\n"_s));
    QCOMPARE(text.count(u"[x]"_s), 3);
}

void TestChecklistReport::whatIsNotAddedIsTheOriginal()
{
    auto crlf = QString(markdown).replace(u'\n', u"\r\n"_s).remove(u"PGPASSWORD=hunter2 "_s);
    crlf.replace(u"[x]"_s, u"[ ]"_s);
    Walk walk(crlf);
    const auto text = markdownReport(walk.done());
    QVERIFY(text.endsWith(u"\n---\n\n"_s + crlf));
}

void TestChecklistReport::evidenceIsFoldedBelowItsStep()
{
    const auto lines = markdownReport(walked()).split(u'\n');
    const auto at = [&](const QString &part, qsizetype from = 0) {
        for (auto i = from; i < lines.size(); ++i) {
            if (lines[i].contains(part))
                return i;
        }
        return qsizetype(-1);
    };
    const auto start = at(u"- [x] Copy it away"_s);
    const auto folded = at(u"<details>"_s, start);
    const auto end = at(u"</details>"_s, folded);
    QVERIFY(start >= 0 && folded > start && end > folded);
    QVERIFY(at(u"pg_dump"_s, start) < folded);
    QVERIFY(end < at(u"- [ ] Restore it"_s, start));
    // It belongs to the item: below its box.
    QVERIFY(lines[folded].startsWith(u"    <details><summary>Passed on replica1, "_s));
    for (const auto &part : {u"- On: replica1, replica, timeline 3"_s, u"- Note: to tape"_s, u"SHA-256"_s,
                             u"SELECT pg_is_in_recovery()"_s})
        QVERIFY2(at(part, folded) > folded && at(part, folded) < end, qPrintable(part));
    // Before the rule that ends the phase, not behind it.
    const auto told = at(u"Ticked in the file"_s, at(u"- [ ] Tell the team"_s));
    QVERIFY(told > 0 && told < at(u"---"_s, told));
}

void TestChecklistReport::evidenceCannotBreakOutOfItsFence()
{
    const auto text = markdownReport(walked());
    QVERIFY(text.contains(u"    ````text\n    | a | b |\n    ```\n    </script>"_s));
}

void TestChecklistReport::aTickOfTheFileIsNotTakenForEvidence()
{
    const auto text = markdownReport(walked());
    QVERIFY(text.contains(
        u"\n- [ ] Tell the team\n\n  *Ticked in the file before this run, without evidence.*\n"_s));
}

void TestChecklistReport::theReportBeginsWithWhatFailed_data()
{
    QTest::addColumn<bool>("isHtml");
    QTest::newRow("Markdown") << false;
    QTest::newRow("HTML") << true;
}

void TestChecklistReport::theReportBeginsWithWhatFailed()
{
    QFETCH(bool, isHtml);
    const auto text = isHtml ? textOf(htmlReport(walked())) : markdownReport(walked());
    qsizetype last = 0;
    for (const auto &part :
         {u"6: 1 failed, 1 passed, 1 skipped, 3 open"_s, u"alice@db-host"_s, u"Failed (1)"_s,
          u"Switch over"_s, u"Skipped (1)"_s, u"Restore it"_s, u"no second server"_s, u"Not done (3)"_s,
          u"Tell the team"_s, u"Signed off"_s, u"Rollout"_s}) {
        const auto at = text.indexOf(part, last);
        QVERIFY2(at > 0, qPrintable(part));
        last = at;
    }
}

void TestChecklistReport::aStepThatIsRunBesidesThoseBelowItIsCountedAndListed()
{
    Walk walk(u"# R\n- [ ] Create `a.conf`\n  - [ ] Say why\n"_s);
    walk.add(u"Say why"_s, StepState::Passed);
    walk.add(u"Create"_s, StepState::Failed);
    const auto report = markdownReport(walk.done());
    QVERIFY2(report.contains(u"2: 1 failed, 1 passed"_s), qPrintable(report));
    QVERIFY(report.contains(u"## Failed (1)"_s));
    QVERIFY(report.contains(u"- [ ] Create"_s));
    walk.add(u"Create"_s, StepState::Passed);
    QVERIFY(markdownReport(walk.done()).contains(u"- [x] Create"_s));
}

void TestChecklistReport::anAttachedFileThatWasChangedOrIsGoneIsTold()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"seen.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("seen") > 0 && file.flush());
    Walk walk(u"- [ ] Look\n"_s);
    auto evidence = evidenceOf(walk.identity(u"Look"_s), StepState::Passed);
    evidence.attachment = file.fileName();
    evidence.attachmentChecksum = checksumOfFile(file.fileName());
    QVERIFY(walk.store->add(walk.input.run.id, evidence));
    auto report = markdownReport(walk.done());
    QVERIFY(report.contains(QString::fromLatin1(evidence.attachmentChecksum)));
    QVERIFY(!report.contains(u"Warning"_s));
    QVERIFY(file.write("else") > 0 && file.flush());
    report = markdownReport(walk.done());
    QVERIFY(report.contains(u"It was changed after it had been kept."_s));
    QVERIFY(report.contains(u"1 of the attached files"_s));
    QVERIFY(file.remove());
    QVERIFY(htmlReport(walk.done()).contains(u"It is not there any more."_s));
}

void TestChecklistReport::aPhaseDoesNotSayWhatAStepOfItDoes()
{
    Walk walk(markdown);
    walk.add(u"Copy it away"_s, StepState::Passed);
    const auto html = htmlReport(walk.done(
        {{.profile = u"sandbox"_s, .node = u"replica1"_s, .role = db::Role::Primary, .timeline = 4}}));
    const auto reason = u"when this passed and is the primary on timeline 4 now"_s;
    QCOMPARE(html.count(reason), 2); // in the list, and at the step
    QVERIFY(!html.contains(u"A step below rests on"_s));
}

void TestChecklistReport::aSignOffNamesBothAndWhatCameLater()
{
    const auto text = textOf(htmlReport(walked()));
    QVERIFY(text.contains(u"Alice, with Bob, 2020-09-1"_s));
    QVERIFY(text.contains(u"Evidence that came after it: 2"_s));
}

void TestChecklistReport::noSecretOfTheFileIsInAReport()
{
    for (const auto &report : {markdownReport(walked()), htmlReport(walked())}) {
        QVERIFY(!report.contains(u"hunter2"_s));
        QVERIFY(report.contains(u"PGPASSWORD=*** pg_dump"_s));
    }
}

void TestChecklistReport::noSecretIsInAReportWhereverItStands()
{
    const auto secret = u"PASSWORD 'geheim'"_s;
    Walk walk(
        QString(u"# Rollout with %1\n\n## PHASE 1: Give %1 away\n\nNever say %1.\n\n- [ ] Say %1 to nobody\n"
                "- [ ] Keep %1\n- [ ] Skip it\n## PHASE 2: Else\n- [ ] End\n"_s)
            .arg(secret));
    walk.add(u"Keep"_s, StepState::Passed);
    walk.add(u"Skip it"_s, StepState::Skipped, u"no"_s);
    QVERIFY(walk.store->signOff(walk.input.run.id, {walk.identity(u"PHASE 1"_s), 1'700'000'400'000,
                                                    u"Alice, "_s + secret, u"Bob, "_s + secret}));
    walk.input.series = {
        {u"lag, "_s + secret, {{1'700'000'000'000, 1.0}, {1'700'000'001'000, 2.0}}, std::nullopt}};
    auto input = walk.done();
    input.run.path = u"/srv/"_s + secret;
    for (auto &each : input.evidence) { // as an older Seawall, or another program, may have written it
        for (auto *text :
             {&each.actor, &each.input, &each.output, &each.summary, &each.note, &each.attachment})
            *text += u" x "_s + secret;
        each.target.node = secret;
    }
    const auto facts = factsOf(input);
    for (const auto &report : {markdownReport(input), htmlReport(input),
                               ReportHtml(input, facts, ReportHtml::Medium::Paper).body({})}) {
        QVERIFY2(!report.contains(u"geheim"_s),
                 qPrintable(report.mid(std::max(report.indexOf(u"geheim"_s) - 100, qsizetype(0)), 120)));
        QVERIFY(report.contains(u"PASSWORD ***"_s) || report.contains(u"PASSWORD \\*\\*\\*"_s));
        QVERIFY(report.contains(u"to nobody"_s));
    }
    QTemporaryDir directory;
    const auto path = directory.filePath(u"report.pdf"_s);
    QVERIFY(writePdfReport(input, path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto pdf = file.readAll();
    const auto title = pdf.indexOf("/Title");
    QVERIFY(title > 0);
    QVERIFY(!pdf.mid(title, 200).contains(QByteArray("\0g\0e\0h", 6)));
    QVERIFY(!pdf.mid(title, 200).contains("geh"));
}

void TestChecklistReport::evidenceThatWasAlteredIsTold()
{
    auto input = walked();
    QVERIFY(!markdownReport(input).contains(u"not match"_s));
    input.evidence[0].output += u" and more"_s;
    for (const auto &report : {markdownReport(input), htmlReport(input)})
        QCOMPARE(report.count(u"not match"_s), 2);
}

void TestChecklistReport::evidenceOfStepsThatAreGoneIsShown()
{
    Walk walk(markdown);
    walk.add(u"Switch over"_s, StepState::Passed, u"seen by two"_s);
    const auto after =
        parseChecklist(QString(markdown).remove(u"1. [ ] Switch over\n"_s).toUtf8(), {}).value();
    walk.input.run = walk.store->carryOver(walk.input.run.id, after).value();
    for (const auto &report : {markdownReport(walk.done()), htmlReport(walk.done())}) {
        const auto at = report.indexOf(u"Evidence of steps that the file has no more"_s);
        QVERIFY(at > 0);
        QVERIFY(report.indexOf(u"seen by two"_s) > at);
    }
}

void TestChecklistReport::aStaleStepSaysWhy()
{
    Walk walk(markdown);
    walk.add(u"Watch the lag"_s, StepState::Passed);
    OperationTarget now;
    now.node = u"replica1"_s;
    now.role = db::Role::Primary;
    now.timeline = 4;
    for (const auto &report : {markdownReport(walk.done({now})), htmlReport(walk.done({now}))}) {
        QVERIFY(report.contains(u"is the primary on timeline 4 now"_s));
        QVERIFY(!report.contains(u"[x]"_s) && !report.contains(u"☑"_s));
    }
}

void TestChecklistReport::htmlIsWellFormedAndHoldsEveryStep()
{
    const auto input = walked();
    QStringList elements;
    const auto html = htmlReport(input);
    const auto text = textOf(html, &elements);
    QVERIFY(!text.isEmpty());
    for (const auto &node : input.run.checklist.nodes)
        QVERIFY2(text.contains(node.title), qPrintable(node.title));
    QVERIFY(text.contains(u"</script></pre></details><img src=x onerror=\"alert('1')\"> & ]]> "_s));
    QVERIFY(!elements.contains(u"script"_s) && !elements.contains(u"img"_s));
    QCOMPARE(elements.count(u"details"_s), 3);
    QCOMPARE(html.count(u"☑"_s), 1);
    for (const auto &evidence : input.evidence)
        QVERIFY(text.contains(QString::fromLatin1(evidence.checksum)));
}

void TestChecklistReport::htmlNeedsNothingElse()
{
    const auto html = htmlReport(walked());
    for (const auto &part : {u"src="_s, u"href="_s, u"url("_s, u"@import"_s, u"<link"_s, u"<script"_s})
        QVERIFY2(!QString(html).remove(hostile.toHtmlEscaped().left(60)).contains(part), qPrintable(part));
}

void TestChecklistReport::theTimelineMarksTheSteps()
{
    const auto html = htmlReport(walked());
    const auto svg = html.mid(html.indexOf(u"<svg"_s), html.indexOf(u"</svg>"_s) - html.indexOf(u"<svg"_s));
    QVERIFY(svg.contains(u"replica1, lag in &lt;seconds&gt;"_s));
    QVERIFY(svg.contains(u"limit 1"_s));
    QVERIFY(svg.contains(u"Copy it away: passed"_s));
    QVERIFY(svg.contains(u"Switch over: failed"_s));
    QVERIFY(!svg.contains(u"nan"_s));
    // The unknown figure in the middle is a gap: two curves.
    QCOMPARE(svg.count(u"<title>replica1, lag"_s), 2);
}

void TestChecklistReport::withoutFiguresThereIsNoTimeline()
{
    auto input = walked();
    input.series.clear();
    QVERIFY(!htmlReport(input).contains(u"<svg"_s));
    input.series = {{u"empty"_s, {}, {}}};
    QVERIFY(!textOf(htmlReport(input)).isEmpty());
}

void TestChecklistReport::figuresComeFromTheFlightRecorder()
{
    QTemporaryDir directory;
    const auto file = directory.filePath(u"recorder.sqlite"_s);
    const auto input = walked(); // its evidence ends at 1'700'000'001'500
    QVERIFY(recordedSeries(file, {u"n"_s}, input).empty());
    {
        Recorder recorder({.file = file, .commitEvery = std::chrono::milliseconds(1)}, [] {});
        for (int i = -100; i < 100; ++i)
            recorder.add(recording::tick(1'700'000'000'000 + i * 1000, i + 101));
    }
    const auto series = recordedSeries(file, {u"n"_s, u"unknown"_s}, input);
    QCOMPARE(series.size(), 1u);
    QCOMPARE(series[0].name, u"n, lag in seconds"_s);
    const auto &points = series[0].points;
    QVERIFY(points.size() >= 55 && points.size() <= 65);
    const auto at = std::ranges::find(points, 1'700'000'000'000, &std::pair<qint64, double>::first);
    QVERIFY(at != points.end());
    QCOMPARE(at->second, 101.0);
}

void TestChecklistReport::anEmptyRunIsReported()
{
    Walk walk(u"No box at all.\n"_s);
    QVERIFY(markdownReport(walk.done()).endsWith(u"No box at all.\n"_s));
    QVERIFY(!textOf(htmlReport(walk.done())).isEmpty());
}

void TestChecklistReport::aPdfHasPages()
{
    QTemporaryDir directory;
    const auto path = directory.filePath(u"report.pdf"_s);
    const auto written = writePdfReport(walked(), path);
    QVERIFY(written);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto pdf = file.readAll();
    QVERIFY(pdf.startsWith("%PDF"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    static const QRegularExpression count(u"/Count (\\d+)"_s);
    QVERIFY(count.match(QString::fromLatin1(pdf)).captured(1).toInt() >= 1);
    QVERIFY(pdf.contains("/Subtype /Image")); // the timeline
}

void TestChecklistReport::theTimelineOfAPdfEndsBeforeTheMargin()
{
    QTemporaryDir directory;
    const auto path = directory.filePath(u"report.pdf"_s);
    QVERIFY(writePdfReport(walked(), path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto edges = rightEdgesOfImages(file.readAll());
    QVERIFY(!edges.isEmpty());
    constexpr double width = 595, margin = 50; // of A4, in points
    for (const double edge : edges)
        QVERIFY2(edge > width / 2 && edge < width - margin, qPrintable(QString::number(edge)));
}

void TestChecklistReport::aPdfThatCannotBeWrittenIsAnError()
{
    const auto written = writePdfReport(walked(), u"/nowhere/report.pdf"_s);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, db::ErrorKind::FileAccess);
}

void TestChecklistReport::aLongRunIsReportedWhole()
{
    ChecklistMaker maker;
    maker.heading(1, u"Many"_s);
    for (int i = 0; i < 2'000; ++i)
        maker.step(u"Step %1"_s.arg(i)).block(u"sql"_s, u"SELECT %1"_s.arg(i));
    Walk walk(maker.done());
    for (int i = 0; i < 2'000; ++i) {
        auto evidence = evidenceOf(u"Many/Step %1"_s.arg(i), StepState::Passed);
        evidence.finishedMs += i * 1000;
        QVERIFY(walk.store->add(walk.input.run.id, evidence));
    }
    const auto &input = walk.done();
    QCOMPARE(markdownReport(input).count(u"- [x] "_s), 2'000);
    QCOMPARE(htmlReport(input).count(u"☑"_s), 2'000);
    QTemporaryDir directory;
    QVERIFY(writePdfReport(input, directory.filePath(u"report.pdf"_s)));
}

int main(int argc, char *argv[])
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    TestChecklistReport test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_checklistreport.moc"
