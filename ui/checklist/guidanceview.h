// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace seawall::ui {

/// Prose and tables of a file, as high as they are. It loads nothing: no picture, no file that the text
/// names. A click on the address of a page opens it in the desktop's browser.
class GuidanceView final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit GuidanceView(const QString &markdown, QWidget *parent = nullptr);

    QVariant loadResource(int type, const QUrl &name) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void padTables();
    void fit();
};

} // namespace seawall::ui
