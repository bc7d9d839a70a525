// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/statementkind.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace seawall::db {
namespace {

using Kind = Statement::Kind;

struct FirstWord {
    QLatin1StringView word;
    Kind kind;
};

constexpr FirstWord firstWords[] = {
    {"ABORT"_L1, Kind::TransactionControl},
    {"ALTER"_L1, Kind::Definition},
    {"ANALYSE"_L1, Kind::Other},
    {"ANALYZE"_L1, Kind::Other},
    {"BEGIN"_L1, Kind::TransactionControl},
    {"CALL"_L1, Kind::Other},
    {"CHECKPOINT"_L1, Kind::Other},
    {"CLOSE"_L1, Kind::Other},
    {"CLUSTER"_L1, Kind::Definition},
    {"COMMENT"_L1, Kind::Definition},
    {"COMMIT"_L1, Kind::TransactionControl},
    {"COPY"_L1, Kind::DataChange},
    {"CREATE"_L1, Kind::Definition},
    {"DEALLOCATE"_L1, Kind::Other},
    {"DECLARE"_L1, Kind::Other},
    {"DELETE"_L1, Kind::DataChange},
    {"DISCARD"_L1, Kind::Setting},
    {"DO"_L1, Kind::Other},
    {"DROP"_L1, Kind::Definition},
    {"END"_L1, Kind::TransactionControl},
    {"EXECUTE"_L1, Kind::Other},
    {"EXPLAIN"_L1, Kind::Query},
    {"FETCH"_L1, Kind::Query},
    {"GRANT"_L1, Kind::Definition},
    {"IMPORT"_L1, Kind::Definition},
    {"INSERT"_L1, Kind::DataChange},
    {"LISTEN"_L1, Kind::Other},
    {"LOAD"_L1, Kind::Other},
    {"LOCK"_L1, Kind::Other},
    {"MERGE"_L1, Kind::DataChange},
    {"MOVE"_L1, Kind::Other},
    {"NOTIFY"_L1, Kind::Other},
    {"PREPARE"_L1, Kind::Other},
    {"REASSIGN"_L1, Kind::Definition},
    {"REFRESH"_L1, Kind::Definition},
    {"REINDEX"_L1, Kind::Definition},
    {"RELEASE"_L1, Kind::TransactionControl},
    {"RESET"_L1, Kind::Setting},
    {"REVOKE"_L1, Kind::Definition},
    {"ROLLBACK"_L1, Kind::TransactionControl},
    {"SAVEPOINT"_L1, Kind::TransactionControl},
    {"SECURITY"_L1, Kind::Definition},
    {"SELECT"_L1, Kind::Query},
    {"SET"_L1, Kind::Setting},
    {"SHOW"_L1, Kind::Query},
    {"START"_L1, Kind::TransactionControl},
    {"TABLE"_L1, Kind::Query},
    {"TRUNCATE"_L1, Kind::DataChange},
    {"UNLISTEN"_L1, Kind::Other},
    {"UPDATE"_L1, Kind::DataChange},
    {"VACUUM"_L1, Kind::Other},
    {"VALUES"_L1, Kind::Query},
    {"WITH"_L1, Kind::Query},
};

bool changesData(const ScriptPiece &piece)
{
    constexpr QLatin1StringView verbs[] = {"INSERT"_L1, "UPDATE"_L1, "DELETE"_L1, "MERGE"_L1};
    return std::ranges::any_of(verbs, [&](auto verb) { return piece.has(verb) || piece.hasOption(verb); });
}

QString indexAlone(const ScriptPiece &piece)
{
    const bool isConcurrent = piece.has("CONCURRENTLY"_L1) || piece.hasOption("CONCURRENTLY"_L1);
    if (piece.isWord(0, "REINDEX"_L1)) {
        if (piece.isWord(1, "SCHEMA"_L1) || piece.isWord(1, "DATABASE"_L1) || piece.isWord(1, "SYSTEM"_L1))
            return u"REINDEX %1 commits after each index"_s.arg(piece.words[1].toString().toUpper());
        return isConcurrent ? u"REINDEX CONCURRENTLY works in several transactions"_s : QString();
    }
    if (!isConcurrent)
        return {};
    if (piece.begins({"CREATE"_L1, "INDEX"_L1, "CONCURRENTLY"_L1}) ||
        piece.begins({"CREATE"_L1, "UNIQUE"_L1, "INDEX"_L1, "CONCURRENTLY"_L1}))
        return u"CREATE INDEX CONCURRENTLY works in several transactions"_s;
    if (piece.begins({"DROP"_L1, "INDEX"_L1, "CONCURRENTLY"_L1}))
        return u"DROP INDEX CONCURRENTLY works in several transactions"_s;
    if (piece.begins({"ALTER"_L1, "TABLE"_L1}) && piece.has("DETACH"_L1))
        return u"DETACH PARTITION … CONCURRENTLY works in two transactions"_s;
    return {};
}

/// Objects of the whole cluster, whose files are made and removed at once.
QString clusterObjectAlone(const ScriptPiece &piece)
{
    const bool isMade = piece.isWord(0, "CREATE"_L1) || piece.isWord(0, "DROP"_L1);
    if (isMade && (piece.isWord(1, "DATABASE"_L1) || piece.isWord(1, "TABLESPACE"_L1)))
        return u"%1 %2 cannot be rolled back"_s.arg(piece.words[0].toString().toUpper(),
                                                    piece.words[1].toString().toUpper());
    if (piece.begins({"ALTER"_L1, "SYSTEM"_L1}))
        return u"ALTER SYSTEM writes a file and cannot be rolled back"_s;
    if (piece.begins({"ALTER"_L1, "DATABASE"_L1}) && piece.isWord(3, "SET"_L1) &&
        piece.isWord(4, "TABLESPACE"_L1))
        return u"ALTER DATABASE … SET TABLESPACE moves files and cannot be rolled back"_s;
    return {};
}

QString subscriptionAlone(const ScriptPiece &piece)
{
    if (!piece.isWord(1, "SUBSCRIPTION"_L1))
        return {};
    if (piece.isWord(0, "CREATE"_L1) && !piece.hasOption("connect"_L1) && !piece.hasOption("create_slot"_L1))
        return u"CREATE SUBSCRIPTION makes a slot on the publisher, which cannot be rolled back"_s;
    if (piece.isWord(0, "DROP"_L1))
        return u"DROP SUBSCRIPTION drops the slot on the publisher, which cannot be rolled back"_s;
    const bool refreshes =
        piece.has("REFRESH"_L1) || (piece.has("PUBLICATION"_L1) && !piece.hasOption("refresh"_L1));
    const bool altersSlot = piece.hasOption("failover"_L1) || piece.hasOption("two_phase"_L1);
    if (piece.isWord(0, "ALTER"_L1) && (refreshes || altersSlot))
        return u"ALTER SUBSCRIPTION works on the publisher too, which cannot be rolled back"_s;
    return {};
}

} // namespace

std::optional<Kind> kindOf(const ScriptPiece &piece)
{
    if (piece.words.empty())
        return Kind::Query; // '(SELECT …)'
    if (piece.begins({"COMMIT"_L1, "PREPARED"_L1}))
        return Kind::TransactionControl;
    const auto found =
        std::ranges::find_if(firstWords, [&](const auto &first) { return piece.isWord(0, first.word); });
    if (found == std::end(firstWords))
        return {};
    if (found->word == "WITH"_L1 && changesData(piece))
        return Kind::DataChange;
    if (found->word == "SELECT"_L1 && piece.has("INTO"_L1))
        return Kind::Definition;
    if (piece.begins({"PREPARE"_L1, "TRANSACTION"_L1}))
        return Kind::TransactionControl;
    return found->kind;
}

QString whyAlone(const ScriptPiece &piece)
{
    if (piece.isWord(0, "VACUUM"_L1))
        return u"VACUUM works in transactions of its own"_s;
    if (piece.begins({"DISCARD"_L1, "ALL"_L1}))
        return u"DISCARD ALL ends what the session holds and cannot be rolled back"_s;
    const bool namesNoTable =
        piece.words.size() == 1 || (piece.words.size() == 2 && piece.isWord(1, "VERBOSE"_L1));
    if (piece.isWord(0, "CLUSTER"_L1) && namesNoTable)
        return u"CLUSTER without a table commits after each table"_s;
    if ((piece.isWord(0, "COMMIT"_L1) || piece.isWord(0, "ROLLBACK"_L1)) && piece.isWord(1, "PREPARED"_L1))
        return u"it ends another transaction"_s;
    for (const auto &reason : {indexAlone(piece), clusterObjectAlone(piece), subscriptionAlone(piece)})
        if (!reason.isEmpty())
            return reason;
    return {};
}

TransactionControl transactionControlOf(const ScriptPiece &piece)
{
    using enum TransactionControl;
    if (kindOf(piece) != Kind::TransactionControl || piece.isWord(1, "PREPARED"_L1))
        return None;
    if (piece.isWord(0, "SAVEPOINT"_L1) || piece.isWord(0, "RELEASE"_L1) ||
        (piece.isWord(0, "ROLLBACK"_L1) && piece.has("TO"_L1)))
        return None;
    const bool hasNoise = piece.isWord(1, "WORK"_L1) || piece.isWord(1, "TRANSACTION"_L1);
    if (piece.words.size() == (hasNoise ? 2 : 1) || piece.begins({"START"_L1, "TRANSACTION"_L1})) {
        if (piece.words.size() > 2)
            return Other;
        if (piece.isWord(0, "BEGIN"_L1) || piece.isWord(0, "START"_L1))
            return Begin;
        if (piece.isWord(0, "COMMIT"_L1) || piece.isWord(0, "END"_L1))
            return Commit;
    }
    return Other;
}

} // namespace seawall::db
