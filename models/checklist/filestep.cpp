// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/filestep.h"

#include "models/envfile.h"
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

bool isSameValue(const QString &one, const QString &other)
{
    const auto meaning = [](const QString &value) {
        const auto lower = value.trimmed().toLower();
        const bool isTrue = QStringList{u"true"_s, u"1"_s, u"yes"_s, u"on"_s}.contains(lower);
        const bool isFalse = QStringList{u"false"_s, u"0"_s, u"no"_s, u"off"_s}.contains(lower);
        return isTrue ? u"true"_s : isFalse ? u"false"_s : value.trimmed();
    };
    return meaning(one) == meaning(other);
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

QString FlagStep::input() const
{
    return u"%1=%2"_s.arg(m_spec.flag, m_spec.flagValue);
}

Preview FlagStep::preview() const
{
    Preview preview;
    preview.verb = u"Look"_s;
    preview.actions = {u"%1 says %2"_s.arg(m_envFile.isEmpty() ? u"the .env"_s : m_envFile, input())};
    preview.consequence = u"It only reads the file; nothing is switched."_s;
    return preview;
}

StepResult FlagStep::run(const ProgressSink &, const std::stop_token &)
{
    if (m_envFile.isEmpty())
        return StepResult::failed(
            u"Whether %1 is set is unknown: this cluster was not given by a .env file."_s.arg(m_spec.flag));
    const auto file = EnvFile::load(m_envFile);
    if (!file)
        return StepResult::endedBy(file.error());
    const auto value = file->value(m_spec.flag);
    if (!value)
        return StepResult::failed(u"Expected %1, but %2 does not set it."_s.arg(input(), m_envFile));
    if (!m_spec.flagValue.isEmpty() && !isSameValue(*value, m_spec.flagValue))
        return StepResult::failed(u"Expected %1, but %2 says %3=%4."_s.arg(input(), m_envFile, m_spec.flag,
                                                                           format::oneLine(*value, 100)));
    return StepResult::passed(
        u"%1 says %2=%3, as expected."_s.arg(m_envFile, m_spec.flag, format::oneLine(*value, 100)));
}

} // namespace seawall::models
