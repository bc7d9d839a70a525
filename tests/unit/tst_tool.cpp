// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/filecontent.h"
#include "db/sandbox/tool.h"

#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace seawall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProgramThatIsStoppedTakesWithItWhatItStarted()
    {
        const QTemporaryDir folder;
        const auto note = folder.filePath(u"child"_s);
        const db::ServiceAccount self{u"self"_s, getuid(), getgid()};
        const auto ended =
            db::runTool(u"/bin/sh"_s,
                        {u"-c"_s, u"for i in $(seq 50); do sleep 60 & echo $! >> \"$0\"; done; wait"_s, note},
                        self, db::Deadline::in(1s));
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, db::ErrorKind::Timeout);
        const auto children = QString::fromLatin1(db::contentOf(note)).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(!children.isEmpty());
        // One that nobody has waited for yet is a zombie; both count as gone.
        const auto isGone = [](const QString &child) {
            const auto stat = db::contentOf(u"/proc/%1/stat"_s.arg(child));
            return stat.isEmpty() || stat.mid(stat.lastIndexOf(')') + 2).startsWith('Z');
        };
        QVERIFY(std::ranges::all_of(children, isGone));
    }
};

QTEST_GUILESS_MAIN(TestTool)
#include "tst_tool.moc"
