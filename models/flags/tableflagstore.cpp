// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/flags/tableflagstore.h"

#include "db/sqlcatalog.h"
#include "models/checklist/textdifference.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::Connection;
using db::Deadline;
using db::Result;
using db::Rows;

namespace {

const auto storeId = u"table"_s;

/// The rights are named where they are what is missing.
db::Error explained(db::Error error)
{
    if (error.kind == db::ErrorKind::PermissionDenied)
        error.hint = u"As the owner: GRANT USAGE ON SCHEMA seawall TO …; GRANT SELECT, INSERT, UPDATE ON "
                     "seawall.feature_flag TO …; GRANT SELECT ON seawall.feature_flag_history TO …;"_s;
    return error;
}

QString sql(const QString &id, const Connection &connection)
{
    return db::catalogQuery(id, connection.serverVersion()).sql;
}

/// One row of a result, its columns by name.
class Row final
{
public:
    Row(const Rows &rows, int row) : m_rows(rows), m_row(row) {}
    QString text(const char *name) const { return m_rows.text(m_row, m_rows.column(name)); }
    std::optional<qint64> number(const char *name) const
    {
        return m_rows.integer(m_row, m_rows.column(name));
    }
    std::optional<QString> optional(const char *name) const
    {
        return m_rows.isNull(m_row, m_rows.column(name)) ? std::nullopt : std::optional(text(name));
    }

private:
    const Rows &m_rows;
    int m_row;
};

FlagChange changeOf(const Row &row)
{
    FlagChange change;
    change.store = storeId;
    change.key = row.text("key");
    change.from = row.optional("old_value");
    change.to = row.optional("new_value");
    change.timeMs = row.number("changed_ms").value_or(0);
    change.who = row.text("changed_by");
    change.why = row.text("reason");
    return change;
}

FlagKind kindFrom(const QString &word)
{
    constexpr std::array written{FlagKind::Bool, FlagKind::Choice, FlagKind::Number};
    const auto *const found = std::ranges::find(written, word, [](FlagKind each) { return toString(each); });
    return found == written.end() ? FlagKind::Text : *found;
}

Flag flagOf(const Row &row, const FlagRules &rules)
{
    Flag flag;
    flag.store = storeId;
    flag.declaration = rules.find(row.text("key")).value_or(FlagDeclaration());
    flag.declaration.key = row.text("key");
    flag.declaration.kind = kindFrom(row.text("kind"));
    flag.declaration.choices = row.text("choices").split(u'\n', Qt::SkipEmptyParts);
    flag.declaration.least = row.number("least");
    flag.declaration.most = row.number("most");
    if (const auto description = row.text("description"); !description.isEmpty())
        flag.declaration.description = description;
    flag.value = row.text("value");
    if (const auto fit = flagValue(flag.declaration, *flag.value, *flag.value); !fit)
        flag.problem = fit.error().message + u' ' + fit.error().hint;
    if (row.number("changed_ms"))
        flag.lastChange = changeOf(row);
    return flag;
}

QString kindOf(const QString &value)
{
    bool isNumber = false;
    static_cast<void>(value.toLongLong(&isNumber));
    return toString(isNumber ? FlagKind::Number : flagIsOn(value) ? FlagKind::Bool : FlagKind::Text);
}

QString textOf(const FlagReading &reading)
{
    QStringList lines;
    for (const auto &flag : reading.flags)
        lines << flag.key() + u'=' + flag.value.value_or(QString());
    return lines.join(u'\n');
}

/// Whether all of it was written; false where a flag has another value than was read.
Result<bool> writeAll(Connection &connection, const FlagReading &basis,
                      const std::vector<FlagAssignment> &changes, const FlagAuthor &author, Deadline deadline,
                      const std::stop_token &stop)
{
    const auto said =
        connection.execute(sql(u"flag_author"_s, connection), {author.actor, author.reason}, deadline, stop);
    if (!said)
        return std::unexpected(said.error());
    for (const auto &[key, value] : changes) {
        const auto before = basis.value(key);
        const auto rows = before ? connection.execute(sql(u"flag_update"_s, connection),
                                                      {key, value, *before}, deadline, stop)
                                 : connection.execute(sql(u"flag_insert"_s, connection),
                                                      {key, value, kindOf(value)}, deadline, stop);
        if (!rows)
            return std::unexpected(explained(rows.error()));
        if (rows->affected() == 0)
            return false;
    }
    return true;
}

} // namespace

QString TableFlagStore::place() const
{
    return u"seawall.feature_flag on %1"_s.arg(m_primary.address());
}

Result<Connection> TableFlagStore::open(bool readOnly, Deadline deadline, const std::stop_token &stop) const
{
    db::SessionOptions options;
    options.applicationName = u"seawall flags"_s;
    options.readOnly = readOnly;
    return Connection::open(m_primary, options, deadline, stop);
}

Result<FlagReading> TableFlagStore::read(Deadline deadline, const std::stop_token &stop) const
{
    auto connection = open(true, deadline, stop);
    if (!connection)
        return std::unexpected(connection.error());
    FlagReading reading;
    reading.store = id();
    reading.place = place();
    reading.rules = m_rules;
    reading.readMs = QDateTime::currentMSecsSinceEpoch();
    const auto exists = connection->execute(sql(u"flag_exists"_s, *connection), {}, deadline, stop);
    if (!exists)
        return std::unexpected(exists.error());
    reading.exists = exists->boolean(0, 0).value_or(false);
    if (!reading.exists)
        return reading;
    const auto rows = connection->execute(sql(u"flag_rows"_s, *connection), {}, deadline, stop);
    if (!rows)
        return std::unexpected(explained(rows.error()));
    for (int row = 0; row < rows->count(); ++row)
        reading.flags.push_back(flagOf(Row(*rows, row), m_rules));
    return reading;
}

Result<FlagWrite> TableFlagStore::write(const FlagReading &basis, const std::vector<FlagAssignment> &changes,
                                        const FlagAuthor &author, Deadline deadline,
                                        const std::stop_token &stop) const
{
    auto connection = open(false, deadline, stop);
    if (!connection)
        return std::unexpected(connection.error());
    if (const auto begun = connection->execute(u"BEGIN"_s, {}, deadline, stop); !begun)
        return std::unexpected(begun.error());
    const auto written = writeAll(*connection, basis, changes, author, deadline, stop);
    if (!written)
        return std::unexpected(written.error()); // the session ends, and with it what it did
    if (*written) {
        if (const auto done = connection->execute(u"COMMIT"_s, {}, deadline, stop); !done)
            return std::unexpected(done.error());
        return FlagWrite{true, {}};
    }
    const auto now = read(deadline, stop);
    return FlagWrite{false, now ? unifiedDifference(textOf(basis), textOf(*now)) : now.error().message};
}

Result<std::vector<FlagChange>> TableFlagStore::history(int most, Deadline deadline,
                                                        const std::stop_token &stop) const
{
    auto connection = open(true, deadline, stop);
    if (!connection)
        return std::unexpected(connection.error());
    const auto exists = connection->execute(sql(u"flag_exists"_s, *connection), {}, deadline, stop);
    if (!exists)
        return std::unexpected(exists.error());
    std::vector<FlagChange> changes;
    if (!exists->boolean(0, 0).value_or(false))
        return changes;
    const auto rows =
        connection->execute(sql(u"flag_history"_s, *connection), {QString::number(most)}, deadline, stop);
    if (!rows)
        return std::unexpected(explained(rows.error()));
    for (int row = 0; row < rows->count(); ++row)
        changes.push_back(changeOf(Row(*rows, row)));
    return changes;
}

} // namespace seawall::models
