// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/filestep.h"

#include "models/format.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024;

QString folded(const QString &text)
{
    static const QRegularExpression signs(uR"(\s*([=:])\s*)"_s);
    return text.simplified().replace(signs, u"\\1"_s);
}

QString withoutComments(const QString &text)
{
    static const QRegularExpression comment(uR"(^\s*(#|//|--|;))"_s);
    QStringList lines;
    for (const auto &line : text.split(u'\n')) {
        if (!comment.match(line).hasMatch())
            lines << line;
    }
    return lines.join(u'\n');
}

/// 'max_connections=100' is not in 'max_connections=1000'.
bool holdsWords(const QString &text, const QString &wanted)
{
    const auto isWord = [](QChar character) { return character.isLetterOrNumber() || character == u'_'; };
    for (auto at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
        const auto end = at + wanted.size();
        const bool startsWhole = at == 0 || !isWord(wanted.front()) || !isWord(text[at - 1]);
        const bool endsWhole = end == text.size() || !isWord(wanted.back()) || !isWord(text[end]);
        if (startsWhole && endsWhole)
            return true;
    }
    return false;
}

} // namespace

QString FileStep::input() const
{
    return m_rule.contains.isEmpty() ? m_rule.path
                                     : u"%1\n%2"_s.arg(m_rule.path, m_rule.contains.join(u'\n'));
}

Preview FileStep::preview() const
{
    Preview preview;
    preview.verb = u"Look"_s;
    preview.actions = {u"the file %1 in %2 exists"_s.arg(m_rule.path, m_folder)};
    for (const auto &text : m_rule.contains)
        preview.actions << u"it contains: %1"_s.arg(text);
    preview.consequence = u"It only reads the file."_s;
    return preview;
}

StepResult FileStep::run(const ProgressSink &, const std::stop_token &)
{
    if (m_rule.path.trimmed().isEmpty())
        return StepResult::failed(u"No file was named; write it into the step."_s);
    const auto path = QDir::cleanPath(QDir(m_folder).absoluteFilePath(m_rule.path));
    const QFileInfo info(path);
    if (!info.exists())
        return StepResult::failed(u"Expected the file %1, but it does not exist."_s.arg(path));
    if (info.isDir() && m_rule.contains.isEmpty())
        return StepResult::passed(u"The folder %1 is there."_s.arg(path));
    if (!info.isFile())
        return StepResult::failed(u"Expected the file %1, but it is something else."_s.arg(path));
    if (m_rule.contains.isEmpty())
        return StepResult::passed(u"The file %1 is there (%2)."_s.arg(path, format::bytes(info.size())));
    QFile file(path);
    if (info.size() > largestFile)
        return StepResult::failed(u"%1 is larger than 16 MB and was not read."_s.arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return StepResult::failed(u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    const auto all = QString::fromUtf8(file.read(largestFile));
    const auto effective = folded(withoutComments(all));
    QStringList missing;
    QString output;
    for (const auto &wanted : m_rule.contains) {
        // Who looks for a comment means the file as it stands.
        const bool isComment = withoutComments(wanted).trimmed().isEmpty();
        const auto text = folded(wanted);
        const bool isThere = text.isEmpty() || holdsWords(isComment ? folded(all) : effective, text);
        output += u"%1: %2\n"_s.arg(isThere ? u"found"_s : u"missing"_s, wanted);
        if (!isThere)
            missing << u"'%1'"_s.arg(format::oneLine(wanted, 100));
    }
    if (!missing.isEmpty())
        return StepResult::failed(
            u"Expected %1 in %2, but it is not there."_s.arg(missing.join(u", "_s), path), output);
    return StepResult::passed(u"The file %1 is there and holds what it should."_s.arg(path), output);
}

} // namespace seawall::models
