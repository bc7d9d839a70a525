// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace seawall::ui {

/// The pages of docs/, which are part of the program: 'figures.md', 'cli.md#sandbox'. Links between them are
/// followed here, those to the web in the desktop's browser.
class HelpView final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit HelpView(QWidget *parent = nullptr);

    void open(const QString &page); ///< 'figures.md' or 'figures.md#lag'; the index where there is no such
    QString title() const;          ///< of the page shown: its first heading

    /// Every page, as its path below docs/: the index, those it links to in its order, the others, the
    /// decisions.
    static QStringList pages();

    /// The name by which a link finds a heading, as GitHub makes it: 'Lag, in seconds' → 'lag-in-seconds'.
    static QString anchorOf(const QString &heading);

protected:
    void doSetSource(const QUrl &url, QTextDocument::ResourceType type) override;
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void showHeading(const QString &anchor);
};

} // namespace seawall::ui
