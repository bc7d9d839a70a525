// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long it takes to open a checklist: a real one (within 20 ms), one of 10,000 steps (within 300 ms, and
// then to show its outline and scroll through it), and one of 20 MB beside one of 10 MB (linear: twice as
// long).
#include "models/checklist/checklistbook.h"
#include "ui/checklist/outlinepanel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QTreeView>

#include <algorithm>
#include <cstdio>

using namespace seawall;
using namespace seawall::models;
using namespace Qt::StringLiterals;

namespace {

QByteArray synthetic(int steps)
{
    QByteArray text("# Large\n\n");
    for (int step = 0; step < steps; ++step) {
        if (step % 20 == 0)
            text += "## Task " + QByteArray::number(step / 20) + "\n\n";
        text += "- [ ] **Step " + QByteArray::number(step) + "** with `code`\n";
        if (step % 4 == 0)
            text += "  ```sql\n  -- On replica\n  SELECT * FROM clients WHERE name = 'x';\n  ```\n  Some "
                    "words on why.\n";
    }
    return text;
}

/// The best of several, in milliseconds.
double timeOf(const QByteArray &text, int times)
{
    double best = 1e9;
    for (int run = 0; run < times; ++run) {
        QElapsedTimer timer;
        timer.start();
        const auto checklist = parseChecklist(text, u"bench.md"_s);
        if (!checklist)
            return -1;
        best = std::min(best, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    return best;
}

double since(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// The outline of many steps: until it is painted, the longest of its pages, and a step that changed.
void showOutline(const QByteArray &text)
{
    ChecklistView view;
    view.run.id = 1;
    view.run.checklist = *parseChecklist(text, u"bench.md"_s);
    for (const auto &node : view.run.checklist.nodes)
        view.status[node.identity].spec = node.spec;
    ui::OutlinePanel panel;
    panel.resize(400, 900);
    panel.show();
    QElapsedTimer timer;
    timer.start();
    panel.setView(std::make_shared<const ChecklistView>(view));
    static_cast<void>(panel.grab());
    const double shown = since(timer);
    auto *bar = panel.tree()->verticalScrollBar();
    double longest = 0;
    for (int at = 0; at <= bar->maximum(); at += bar->pageStep()) {
        timer.start();
        bar->setValue(at);
        static_cast<void>(panel.tree()->viewport()->grab());
        longest = std::max(longest, since(timer));
    }
    view.status[view.run.checklist.nodes.back().identity].state = StepState::Passed;
    timer.start();
    panel.setView(std::make_shared<const ChecklistView>(view));
    static_cast<void>(panel.grab());
    std::printf(
        "their outline: %6.2f ms until it is shown, longest page %.2f ms, a step that passed %.2f ms\n",
        shown, longest, since(timer));
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    QFile file(QStringLiteral(SEAWALL_SOURCE_DIR "/tests/data/checklist.md"));
    if (!file.open(QIODevice::ReadOnly))
        return 1;
    const double real = timeOf(file.readAll(), 20);
    std::printf("103 steps:    %7.2f ms, floor 20 ms, ratio %.3f\n", real, real / 20);
    const double many = timeOf(synthetic(10'000), 5);
    std::printf("10,000 steps: %7.2f ms, floor 300 ms, ratio %.3f\n", many, many / 300);
    showOutline(synthetic(10'000));
    const auto half = synthetic(150'000);
    const double shorter = timeOf(half, 2), longer = timeOf(synthetic(300'000), 2);
    std::printf("%.0f MB:        %7.0f ms; half of it %.0f ms, ratio %.2f (2: linear)\n",
                2 * static_cast<double>(half.size()) / 1e6, longer, shorter, longer / shorter);
    return 0;
}
