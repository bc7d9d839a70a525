// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/run/stepscript.h"

namespace seawall::db {

using namespace Qt::StringLiterals;

namespace {

/// On a line of its own: a statement may end in a comment.
constexpr QByteArrayView separator("\n;\n");

QString adviceFor(const QString &sqlState)
{
    if (sqlState == u"55P03")
        return u"Look who holds the lock (Sessions), raise --lock-timeout, or choose a quieter time."_s;
    if (sqlState == u"57014")
        return u"It was cancelled, or a timeout set by the script ended it."_s;
    if (sqlState == u"42501")
        return u"Grant the role that runs migrations what the statement needs."_s;
    return u"Correct the script and plan again."_s;
}

/// Code points, as the server counts characters.
qsizetype characters(QStringView text)
{
    qsizetype count = 0;
    for (const auto c : text)
        count += c.isLowSurrogate() ? 0 : 1;
    return count;
}

/// The index in UTF-16 of the `count`th code point.
qsizetype indexAfter(QStringView text, qsizetype count)
{
    qsizetype index = 0;
    for (; index < text.size() && count > 0; ++index)
        count -= index + 1 < text.size() && text[index + 1].isLowSurrogate() ? 0 : 1;
    return index;
}

} // namespace

StepScript::StepScript(Script script, bool inTransaction)
    : m_script(std::move(script)), m_runsInTransaction(inTransaction && m_script.runsInTransaction()),
      m_allAlone(!inTransaction)
{}

Result<StepScript> StepScript::read(const MigrationStep &step)
{
    const auto *file = step.file();
    if (!file)
        return fail(ErrorKind::InvalidInput, u"%1 has no down script."_s.arg(step.migration.version),
                    u"Write one, or restore by other means."_s);
    const auto text = readText(*file);
    if (!text)
        return std::unexpected(text.error());
    auto script = readScript(file->path, *text, file->firstLine);
    if (!script)
        return std::unexpected(script.error());
    return StepScript(std::move(*script), file->inTransaction);
}

QByteArray StepScript::sent(const QByteArray &before) const
{
    QByteArray text;
    text.reserve(before.size() + m_script.text.size() + count() * separator.size() + 2048);
    text += before;
    for (const auto &statement : m_script.statements) {
        text += statement.sql.toUtf8();
        text.append(separator.data(), separator.size());
    }
    return text;
}

std::pair<int, qsizetype> StepScript::located(const QByteArray &before, int position) const
{
    qsizetype begin = before.size(); // ours, ASCII
    for (int i = 0; i < count(); ++i) {
        const auto size = characters(statement(i).sql);
        if (position <= begin + size + separator.size())
            return {i, position - begin};
        begin += size + separator.size();
    }
    return {count(), 0};
}

Error StepScript::explained(Error error, int index, qsizetype position) const
{
    error.position = 0;
    error.message = redacted(error.message);
    if (error.hint.isEmpty())
        error.hint = adviceFor(error.sqlState);
    if (index >= count()) {
        error.message = u"%1: after the last statement: %2"_s.arg(m_script.file, error.message);
        return error;
    }
    const auto &at = statement(index);
    const auto offset = at.offset + (position > 0 ? indexAfter(at.sql, position - 1) : 0);
    const auto place = positionAt(m_script, offset);
    error.message = u"%1:%2:%3: %4"_s.arg(m_script.file).arg(place.line).arg(place.column).arg(error.message);
    const auto picture = redacted(pointedAt(m_script, offset));
    error.detail = error.detail.isEmpty() ? picture : picture + u'\n' + redacted(error.detail);
    return error;
}

} // namespace seawall::db
