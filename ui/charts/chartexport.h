// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include <functional>

class QMenu;

namespace seawall::ui {

class TimeChart;

/// Copies and saves what a chart shows: its picture as PNG, its figures as CSV. Files are written by a worker
/// of the global thread pool; the window's status line tells when it is done, a message box when it failed.
class ChartExporter final : public QObject
{
    Q_OBJECT

public:
    explicit ChartExporter(TimeChart *chart); ///< owned by the chart

    void addActions(QMenu *menu);
    void copyPicture();
    void copyFigures();
    void savePictureTo(const QString &file);
    void saveFiguresTo(const QString &file);

Q_SIGNALS:
    void saved(const QString &file);
    void failed(const QString &sentence);

private:
    void askForFile(const QString &title, const QString &suffix,
                    void (ChartExporter::*save)(const QString &));
    void write(const QString &file, std::function<QByteArray()> content);
    void report(const QString &file, const QString &error);
    void say(const QString &sentence);

    TimeChart *m_chart;
};

} // namespace seawall::ui
