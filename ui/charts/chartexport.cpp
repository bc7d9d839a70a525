// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartexport.h"

#include "ui/charts/timechart.h"

#include <QBuffer>
#include <QClipboard>
#include <QCoreApplication>
#include <QDateTime>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QSaveFile>
#include <QStatusTipEvent>
#include <QThreadPool>

namespace seawall::ui {

using namespace Qt::StringLiterals;

ChartExporter::ChartExporter(TimeChart *chart) : QObject(chart), m_chart(chart)
{
    setObjectName(u"chartExporter"_s);
}

void ChartExporter::addActions(QMenu *menu)
{
    const auto add = [&](const QString &text, const QString &name, auto what) {
        menu->addAction(text, this, what)->setObjectName(name);
    };
    add(tr("Copy picture"), u"chartCopyPicture"_s, &ChartExporter::copyPicture);
    add(tr("Copy figures (CSV)"), u"chartCopyFigures"_s, &ChartExporter::copyFigures);
    add(tr("Save picture (PNG)…"), u"chartSavePicture"_s,
        [this] { askForFile(tr("Save picture"), u"png"_s, &ChartExporter::savePictureTo); });
    add(tr("Save figures (CSV)…"), u"chartSaveFigures"_s,
        [this] { askForFile(tr("Save figures"), u"csv"_s, &ChartExporter::saveFiguresTo); });
}

void ChartExporter::copyPicture()
{
    QGuiApplication::clipboard()->setImage(m_chart->picture());
    say(tr("The picture is on the clipboard."));
}

void ChartExporter::copyFigures()
{
    m_chart->refreshNow();
    QGuiApplication::clipboard()->setText(QString::fromUtf8(m_chart->data().csv()));
    say(tr("The figures are on the clipboard as CSV."));
}

void ChartExporter::savePictureTo(const QString &file)
{
    write(file, [image = m_chart->picture()] {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return bytes;
    });
}

void ChartExporter::saveFiguresTo(const QString &file)
{
    m_chart->refreshNow();
    write(file, [data = m_chart->data()] { return data.csv(); });
}

void ChartExporter::askForFile(const QString &title, const QString &suffix,
                               void (ChartExporter::*save)(const QString &))
{
    auto *dialog = new QFileDialog(m_chart, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(u"*."_s + suffix);
    const auto name = m_chart->data().title.simplified().replace(u' ', u'-').replace(u'/', u'-').toLower();
    dialog->selectFile(name + QDateTime::currentDateTime().toString(u"-yyyyMMdd-HHmmss."_s) + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, save);
    dialog->open();
}

void ChartExporter::write(const QString &file, std::function<QByteArray()> content)
{
    const QPointer<ChartExporter> self(this);
    QThreadPool::globalInstance()->start([self, file, content = std::move(content)] {
        QSaveFile out(file);
        const auto bytes = content();
        const bool written =
            out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.commit();
        const auto error = written ? QString() : out.errorString();
        // The chart may be gone by then; only the GUI thread can tell.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, file, error] {
                if (self)
                    self->report(file, error);
            },
            Qt::QueuedConnection);
    });
}

void ChartExporter::report(const QString &file, const QString &error)
{
    if (error.isEmpty()) {
        say(tr("Saved as %1.").arg(file));
        Q_EMIT saved(file);
        return;
    }
    const auto sentence = tr("%1 could not be written: %2.").arg(file, error);
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Not saved"), sentence, QMessageBox::Ok, m_chart);
    box->setInformativeText(tr("Choose another folder, or make room on this one."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
    Q_EMIT failed(sentence);
}

void ChartExporter::say(const QString &sentence)
{
    QStatusTipEvent event(sentence);
    QCoreApplication::sendEvent(m_chart->window(), &event);
}

} // namespace seawall::ui
