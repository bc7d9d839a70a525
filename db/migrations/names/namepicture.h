// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/migrations/names/livenames.h"
#include "db/migrations/script.h"

#include <QHash>

namespace seawall::db {

/// The names as they will be while a plan goes on, from those that are there now. What cannot be followed is
/// not known from there on, and nothing is said of it: better silent than wrong.
class NamePicture final
{
public:
    explicit NamePicture(const LiveNames &live); ///< `live` outlives it

    /// What the step before has set, and its temporary tables, are gone.
    void beginStep(bool inTransaction);

    /// Goes on past a statement. What concerns names that are not there then is taken out of its tables and
    /// changes, and of the others it is told where they come from; where it fails for that, or for a name
    /// that is taken, LacksName or FindsNameTaken is added. `isJudged`: false where it may have been at work
    /// before.
    void read(Statement &statement, bool isJudged = true);

    /// Settings alone of a statement that has run before.
    void readSettings(const Statement &statement);

    /// Of what is on the server now, by a name as scripts write it.
    bool isThereNow(const QString &relation) const;
    const QString &role() const { return m_live.role; }
    bool isColumnThereNow(const QString &relation, const QString &column) const; ///< also: not known

private:
    struct Column {
        bool isCertain = true; ///< else it may be there
        QString now = {};      ///< its name on the server; empty: a step has made it
        QString type = {};     ///< as typeOf() has it; empty: not known
    };
    struct Relation {
        char16_t kind = u'r';
        bool isCertain = true; ///< else it may be there
        bool knowsAll = true;  ///< its columns
        bool isParent = false, isHeir = false, runsCode = false;
        int step = -1;         ///< that has made it
        bool isFilled = false; ///< with rows, how many is not known
        RelationName now;      ///< on the server; empty: a step has made it
        QHash<QString, Column> columns;
        RelationName owner;
    };
    using Relations = std::map<RelationName, Relation>;
    using What = NameUse::What;

    // namepicture.cpp
    void take(const NameUse &use);
    void forgetTemporary();
    void takeSchema(const NameUse &use);
    void dropAllOf(const QString &schema);
    void takeExtension(const NameUse &use);
    void takePath(const NameUse &use);
    void resolvePath();
    static bool isSystems(const NameUse &use);
    Relations::iterator find(const QString &schema, const QString &name);
    void prune(Statement &statement) const;
    void fail(Change::What what, const QString &name);

    // namefilling.cpp
    const Relation *known(const QString &written); ///< null: not known, or not for certain
    void tellOrigin(TableUse &use);
    void settle(const QString &written, bool &isPerhapsNew);
    void noteFilling(const NameUse &use);

    // namepicturerelations.cpp
    void takeRelation(const NameUse &use);
    Relations::iterator needed(const NameUse &use); ///< the end: not there, or not known to be
    void make(const NameUse &use);
    void makeIndex(const NameUse &use, Relations::iterator table);
    void drop(Relations::iterator relation);
    void rename(const NameUse &use, Relations::iterator relation, const RelationName &to);
    void write(Relations::iterator table);
    void takeColumn(const NameUse &use, Relations::iterator table);
    bool hasColumn(const NameUse &use, Relations::iterator table);
    QString typeNow(const QString &relation, const QString &column) const; ///< on the server
    void retype(const NameUse &use, const QString &type);                  ///< from that type
    void tellNarrowed(Statement &statement);
    void assume(const RelationName &name, char16_t kind = u'r');
    void blur(Relation &relation) const;
    void blurIndexes(const RelationName &table);
    /// Indexes and sequences that go with it.
    std::vector<RelationName> ownedBy(const RelationName &table) const;
    void blurHeirs(bool mayBeGone = false);
    void blurViews();
    std::optional<RelationName> placeFor(const NameUse &use);

    const LiveNames &m_live;
    Relations m_relations;
    std::multimap<RelationName, RelationName> m_owned; ///< by the owner; some may be gone, or another's
    QSet<QString> m_schemas, m_usable, m_extensions;
    QSet<QString> m_filled;        ///< by the name as written, for where nothing else is known
    QSet<QString> m_namedByServer; ///< tables after which the server names indexes and sequences
    QStringList m_path, m_places;  ///< as set; the schemas in it that are there
    QString m_role;
    bool m_isPathRead = true, m_isPathKnown = true, m_inTransaction = true;
    int m_step = 0;
    /// That IF NOT EXISTS has made in this step, as written.
    QSet<std::pair<QString, QString>> m_ownColumns;
    bool m_isUnknown = false;   ///< nothing is known any more
    bool m_hasViews = true;     ///< views or heirs that are certain
    bool m_mayHaveMore = false; ///< what is not known to be there may be there

    // Of the statement at hand.
    bool m_isJudged = true;
    bool m_isOver = false;  ///< IF NOT EXISTS passes over the rest of it
    bool m_isVain = false;  ///< and over all of it: what it would make is there
    QSet<QString> m_absent; ///< relations, as written
    QSet<QString> m_own;    ///< made by the step itself, as written
    QSet<QString> m_absentSchemas;
    QSet<std::pair<QString, QString>> m_absentColumns;
    QHash<std::pair<QString, QString>, QString> m_renamed; ///< columns, to their names on the server
    std::vector<TableUse> m_movedAway;            ///< tables that go with the schema to which they have moved
    QSet<std::pair<QString, QString>> m_narrowed; ///< columns whose values their new type may not hold
    std::vector<Change> m_failures;
};

} // namespace seawall::db
