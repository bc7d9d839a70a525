// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/monitor/verdict.h"
#include "tests/support/snapshots.h"
#include "ui/shell/nodechip.h"
#include "ui/shell/nodechips.h"

#include <QTest>
#include <QToolButton>

using namespace seawall;
using namespace Qt::StringLiterals;

namespace {

class LayoutRequests : public QObject
{
public:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest)
            ++count;
        return false;
    }
    int count = 0;
};

} // namespace

class TestNodeChips : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void moreNodesThanFitAreLaidOutOnceATick()
    {
        std::vector<db::NodeSnapshot> nodes{tests::aPrimary()};
        for (int i = 1; i < 20; ++i)
            nodes.push_back(tests::aReplica(u"replica%1"_s.arg(i)));
        ui::NodeChips chips;
        chips.resize(600, chips.sizeHint().height());
        chips.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chips));
        chips.showNodes(nodes);
        QVERIFY(chips.findChild<QToolButton *>(u"nodeChipsMore"_s)->isVisible());
        for (int turn = 0; turn < 20; ++turn)
            QCoreApplication::processEvents();
        LayoutRequests requests;
        chips.installEventFilter(&requests);
        chips.showNodes(nodes);
        for (int turn = 0; turn < 100; ++turn)
            QCoreApplication::processEvents();
        QVERIFY2(requests.count <= 2, qPrintable(QString::number(requests.count)));
    }

    void theWordOfANodeIsTheSameEverywhere()
    {
        auto replica = tests::aReplica(u"replica1"_s);
        replica.lag.seconds = 0.012;
        QCOMPARE(db::wordOn(replica).text, u"STREAMING"_s);
        QCOMPARE(ui::nodeVerdictText(replica), u"STREAMING · 12 ms"_s);
        replica.closed = db::Error{db::ErrorKind::Timeout, u"It does not answer."_s, {}, {}, {}, 0};
        QCOMPARE(db::wordOn(replica).text, u"NO NEW SESSIONS"_s);
        QCOMPARE(ui::nodeVerdictText(replica), u"NO NEW SESSIONS"_s);
    }

    void aPrimaryThatDoesNotAnswerIsSaidToHaveBeenOne()
    {
        auto node = tests::aPrimary();
        ui::NodeChip chip;
        chip.showNode(node);
        QCOMPARE(chip.accessibleName().count(u"primary"_s), 1); // its name
        tests::makeUnreachable(node, 0);
        chip.showNode(node);
        QVERIFY2(chip.accessibleName().startsWith(u"primary, was primary, "_s),
                 qPrintable(chip.accessibleName()));
        QVERIFY2(chip.toolTip().startsWith(u"primary · was primary · "_s), qPrintable(chip.toolTip()));
    }
};

QTEST_MAIN(TestNodeChips)
#include "tst_nodechips.moc"
