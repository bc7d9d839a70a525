// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flags/diffview.h"

#include "ui/tone.h"

#include <QEvent>
#include <QFontDatabase>
#include <QSyntaxHighlighter>

#include <algorithm>

namespace seawall::ui {

using namespace Qt::StringLiterals;

class DiffView::Painter final : public QSyntaxHighlighter
{
public:
    explicit Painter(DiffView *view) : QSyntaxHighlighter(view->document()), m_view(view) {}

protected:
    void highlightBlock(const QString &line) override
    {
        const bool isHead =
            line.startsWith(u"---"_s) || line.startsWith(u"+++"_s) || line.startsWith(u"@@"_s);
        const auto colours = m_view->palette();
        if (isHead)
            setFormat(0, int(line.size()), mutedText(colours));
        else if (line.startsWith(u'-'))
            setFormat(0, int(line.size()), toneColour(colours, Tone::Critical));
        else if (line.startsWith(u'+'))
            setFormat(0, int(line.size()), toneColour(colours, Tone::Ok));
    }

private:
    DiffView *m_view;
};

DiffView::DiffView(QWidget *parent) : QPlainTextEdit(parent), m_painter(new Painter(this))
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
}

void DiffView::setLines(const QStringList &lines)
{
    if (const auto text = lines.join(u'\n'); text != toPlainText())
        setPlainText(text);
}

void DiffView::fitTo(int most)
{
    const int lines = std::clamp(blockCount(), 1, most);
    setFixedHeight(fontMetrics().lineSpacing() * lines + fontMetrics().height() * 3 / 2);
}

void DiffView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_painter)
        m_painter->rehighlight();
}

} // namespace seawall::ui
