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
        const auto ended = db::runTool(u"/bin/sh"_s, {u"-c"_s, u"sleep 60 & echo $! > \"$0\"; wait"_s, note},
                                       self, db::Deadline::in(1s));
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, db::ErrorKind::Timeout);
        const auto child = QString::fromLatin1(db::contentOf(note).trimmed());
        QVERIFY(child.toInt() > 0);
        // One that nobody has waited for yet is a zombie; both count as gone.
        const auto isGone = [&] {
            const auto stat = db::contentOf(u"/proc/%1/stat"_s.arg(child));
            return stat.isEmpty() || stat.mid(stat.lastIndexOf(')') + 2).startsWith('Z');
        };
        QTRY_VERIFY_WITH_TIMEOUT(isGone(), 20000);
    }
};

QTEST_GUILESS_MAIN(TestTool)
#include "tst_tool.moc"
