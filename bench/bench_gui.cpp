// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Does the window stay quick? The real main window on real servers, with a watchdog on its event loop: how
// long each turn of the loop was busy, the CPU of the whole program, its memory, and the time from start to
// the first figures. Cases: two nodes, 20 nodes with the replica stopped by SIGSTOP, 100 nodes (several
// connections to the same servers).
#include "models/workspace.h"
#include "tests/support/sandboxfixture.h"
#include "ui/mainwindow.h"
#include "ui/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <cstdio>

#include <spdlog/spdlog.h>
#include <sys/resource.h>

using namespace seawall;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// How long each event kept the event loop from the next: only those that the loop itself delivers count.
class WatchedApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        QElapsedTimer busy;
        busy.start();
        ++m_depth;
        const bool accepted = QApplication::notify(receiver, event);
        --m_depth;
        m_busy.push_back(static_cast<double>(busy.nsecsElapsed()) / 1e6);
        return accepted;
    }
    std::vector<double> take()
    {
        std::ranges::sort(m_busy);
        return std::exchange(m_busy, {});
    }

private:
    int m_depth = 0;
    std::vector<double> m_busy;
};

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double residentMebibytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1048576;
}

models::ClusterProfile profileOf(tests::SandboxFixture &sandbox, int nodes)
{
    models::ClusterProfile profile;
    profile.name = u"bench"_s;
    for (int i = 0; i < nodes; ++i) {
        const bool isPrimary = i == 0;
        auto endpoint = sandbox->endpoint(isPrimary ? u"primary"_s : u"replica1"_s);
        endpoint.name = isPrimary ? u"primary"_s : u"replica%1"_s.arg(i);
        profile.monitor.nodes.push_back({endpoint, isPrimary ? db::Role::Primary : db::Role::Replica});
    }
    profile.monitor.primaryPool = profile.monitor.replicaPool = db::PoolBudget{{}, u"postgres"_s, 20, 30, 1};
    return profile;
}

void wait(std::chrono::milliseconds span)
{
    QEventLoop loop;
    QTimer::singleShot(span, &loop, &QEventLoop::quit);
    loop.exec();
}

void chooseLongestWindow(QWidget &window)
{
    if (auto *day = window.findChild<QToolButton *>(u"window_24h"_s))
        day->click();
}

void measure(const char *name, tests::SandboxFixture &sandbox, int nodes, bool silent,
             const QString &directory)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    ui::Theme theme(qApp);
    models::Workspace workspace(profileOf(sandbox, nodes), {directory});
    ui::MainWindow window(&theme, nullptr);
    qint64 firstFigures = 0;
    QObject::connect(&workspace, &models::Workspace::snapshotChanged, &window,
                     [&](const db::SnapshotPtr &snapshot) {
                         if (firstFigures == 0 && snapshot->primary())
                             QTimer::singleShot(0, &window, [&] { firstFigures = sinceStart.elapsed(); });
                     });
    window.resize(1920, 1080);
    window.show();
    window.setWorkspace(&workspace);
    window.openPage(u"replication"_s);
    workspace.start();
    wait(3s);
    chooseLongestWindow(window);
    wait(3s);
    if (silent)
        static_cast<void>(sandbox->pause(u"replica1"_s));
    auto *watched = static_cast<WatchedApplication *>(qApp);
    watched->take();
    const double before = cpuSeconds();
    wait(20s);
    const double share = (cpuSeconds() - before) / 20;
    const auto busy = watched->take();
    if (silent)
        static_cast<void>(sandbox->resume(u"replica1"_s));
    std::printf("%-38s %6lld ms %7zu %8.2f ms %8.2f ms %8.1f %% %7.0f MiB\n", name,
                static_cast<long long>(firstFigures), busy.size(),
                busy[static_cast<size_t>(0.99 * static_cast<double>(busy.size() - 1))], busy.back(),
                share * 100, residentMebibytes());
    std::fflush(stdout);
    window.setWorkspace(nullptr);
}

} // namespace

int main(int argc, char *argv[])
{
    WatchedApplication application(argc, argv);
    spdlog::set_level(spdlog::level::off);
    tests::SandboxFixture sandbox;
    if (const auto why = sandbox.start(1, {u"max_connections = 200"_s}); !why.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(why));
        return 1;
    }
    const QTemporaryDir directory;
    std::printf("%-38s %9s %7s %11s %11s %10s %11s\n", "", "first", "events", "busy p99", "longest", "CPU",
                "memory");
    measure("2 nodes", sandbox, 2, false, directory.filePath(u"two"_s));
    measure("20 nodes, the replicas silent", sandbox, 20, true, directory.filePath(u"twenty"_s));
    measure("100 nodes", sandbox, 100, false, directory.filePath(u"hundred"_s));
    std::printf("goal: first figures in 500 ms; an event at most 50 ms, 99 of 100 at most 16 ms;\n"
                "      2 nodes at most 5 %% of a core, 100 nodes at most 20 %% and 300 MiB\n");
    return 0;
}
