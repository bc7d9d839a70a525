// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/migrations/lintrules.h"

namespace seawall::db {
namespace {

using What = Change::What;
using Severity = Finding::Severity;
using Weight = ChangeRule::Weight;

constexpr RuleText ruleTexts[] = {
    {u"will-fail", u"A name that is not there, or is taken",
     u"Correct the name, or the order of the migrations; IF EXISTS and IF NOT EXISTS pass over what may be "
     u"missing or there."},
    {u"missing-lock-timeout", u"A strong lock without lock_timeout",
     u"Run it with a lock_timeout (Seawall sets one), or write SET LOCAL lock_timeout = '3s' at the head."},
    {u"index-not-concurrent", u"An index is built, dropped or rebuilt while writers wait",
     u"Write CREATE, DROP or REINDEX INDEX … CONCURRENTLY, alone in its migration."},
    {u"index-if-not-exists", u"IF NOT EXISTS takes an INVALID index for a good one",
     u"Leave IF NOT EXISTS out, and DROP INDEX CONCURRENTLY IF EXISTS in a migration before."},
    {u"constraint-without-not-valid", u"A constraint is checked against all rows under a strong lock",
     u"Write ADD CONSTRAINT … NOT VALID, and VALIDATE CONSTRAINT in a migration of its own, which lets reads "
     u"and writes go on."},
    {u"constraint-builds-index",
     u"A PRIMARY KEY, UNIQUE or EXCLUDE constraint builds its index under the strongest lock",
     u"Write CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT … USING INDEX."},
    {u"column-type-change", u"A column changes its type",
     u"Add a new column, fill it in batches, and let the application move over; then drop {name}."},
    {u"not-null-on-filled-table", u"NOT NULL on a table with rows",
     u"For a new column give a constant DEFAULT. For an old one ADD CHECK (column IS NOT NULL) NOT VALID, "
     u"VALIDATE CONSTRAINT, then SET NOT NULL, which needs no scan then."},
    {u"volatile-default", u"A default that differs from row to row",
     u"ADD COLUMN without the default, SET DEFAULT for new rows, and fill the old ones in batches."},
    {u"stored-column", u"A serial, identity or stored generated column on a table with rows",
     u"Add a plain column, fill it in batches, and attach the sequence or a trigger afterwards."},
    {u"table-rewrite", u"A table is written anew",
     u"Do it in a maintenance window, or with a tool that copies beside the table and swaps at the end."},
    {u"refresh-not-concurrent", u"A materialized view is refreshed while readers wait",
     u"Write REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on the view."},
    {u"rename", u"A table or column that applications use changes its name",
     u"Add the new name beside the old one (a view, or a column kept equal by a trigger), move the "
     u"application over, then drop the old one."},
    {u"drop-column", u"A column is dropped",
     u"Drop it one release after the application has stopped using it, with a copy kept."},
    {u"drop-table", u"A table or a whole schema is dropped",
     u"Rename it first and drop it a release later, with a dump kept."},
    {u"drop-owned", u"All that a role owns is dropped",
     u"Name what shall go in DROPs of its own; REASSIGN OWNED BY {name} first hands over what shall stay."},
    {u"drop-database", u"A database is dropped",
     u"Drop it by hand, once nobody connects to it, with a dump kept."},
    {u"truncate", u"A table is emptied",
     u"Make sure of a dump; delete in batches where sessions must go on."},
    {u"drop-cascade", u"CASCADE drops what is not named",
     u"Name what shall go in DROPs of its own, and leave CASCADE out."},
    {u"unbatched-update", u"Many rows are updated in one transaction",
     u"Update some thousand rows at a time, each batch in a transaction of its own."},
    {u"unbatched-delete", u"Many rows are deleted in one transaction",
     u"Delete some thousand rows at a time, each batch in a transaction of its own."},
    {u"foreign-key-lock", u"A foreign key locks the table it refers to as well",
     u"Keep it in a short migration of its own, with lock_timeout; NOT VALID makes it quick."},
    {u"enum-value-used-in-transaction", u"A new enum value is used in the transaction that adds it",
     u"Add the value in one migration and use it in the next."},
    {u"mixed-definition-and-data",
     u"Data is changed, or code is run, while the locks of a definition are held",
     u"Write one migration for the definition and another one for the data or the code."},
    {u"locks-several-tables", u"Several tables are locked fully in one transaction",
     u"Write one migration a table."},
    {u"missing-down", u"There is no way back",
     u"Write the down part, even if all it does is to say by RAISE why there is none."},
    {u"destructive-down", u"The way back loses data",
     u"Make sure of a dump before rolling back, or keep the rows in a table aside."},
    {u"not-alone", u"A statement outside of transactions beside others", u"Give it a migration of its own."},
    {u"lock-table", u"A table is locked by hand", u"Leave the lock to the statement that needs it."},
    {u"attach-partition-scan", u"A partition is checked row by row when it is attached",
     u"Add a CHECK of the partition's bounds NOT VALID and validate it first; drop it afterwards."},
    {u"trigger-disabled", u"Triggers are switched off",
     u"Use session_replication_role with SET LOCAL for one transaction, or leave them on."},
    {u"unlogged-table", u"An unlogged table is not replicated",
     u"Leave UNLOGGED out unless the rows can be made again."},
    {u"char-column", u"A column of type character(n)",
     u"Use text, with a CHECK on its length where that matters."},
    {u"timestamp-without-time-zone", u"A timestamp without time zone", u"Use timestamptz."},
    {u"integer-key", u"A key of 32 bits", u"Use bigint."},
    {u"create-extension", u"An extension is created",
     u"Install its package on every node first; some extensions need shared_preload_libraries and a restart "
     u"as well."},
    {u"session-setting", u"A setting that lasts beyond the migration",
     u"Write SET LOCAL, which ends with the transaction."},
    {u"grant-to-public", u"A right for everybody", u"Grant it to a role, and the role to those who need it."},
    {u"large-object", u"Large objects", u"Keep the bytes in a bytea column, or outside of the database."},
    {u"code-not-seen", u"Code that runs on the server",
     u"Rehearse it; write plain statements where that is possible."},
    {u"not-understood", u"A statement that the parser does not know",
     u"Check it; Seawall's parser knows the syntax of PostgreSQL 15, and what is newer only the server can "
     u"judge."},
};

constexpr ChangeRule changeRules[] = {
    {What::LacksName, u"will-fail", Severity::Danger, Weight::None,
     u"There is no {name} when this statement has its turn, so that it fails, and the replica gets nothing "
     u"of it."},
    {What::FindsNameTaken, u"will-fail", Severity::Danger, Weight::None,
     u"There is a {name} already when this statement has its turn, so that it fails, and the replica gets "
     u"nothing of it."},
    {What::CreatesIndex, u"index-not-concurrent", Severity::Danger, Weight::Size,
     u"{table} takes no writes until the index is built, and a replica gets all of it as one burst of WAL."},
    {What::DropsIndex, u"index-not-concurrent", Severity::Warning, Weight::None,
     u"Sessions on the table of {name} wait behind ACCESS EXCLUSIVE until it is dropped, on a replica as "
     u"well once that is replayed."},
    {What::Reindexes, u"index-not-concurrent", Severity::Danger, Weight::Size,
     u"Writers wait, and readers that would plan with the index, until {name} is built anew; a replica gets "
     u"it as one burst of WAL."},
    {What::CreatesIndexIfNotExists, u"index-if-not-exists", Severity::Warning, Weight::None,
     u"Where an earlier try failed, an INVALID index of that name is passed over, and neither {table} nor "
     u"its replica ever has the index."},
    {What::AddsCheck, u"constraint-without-not-valid", Severity::Danger, Weight::Size,
     u"All of {table} is read while every session on it waits, and queries on a replica are cancelled or "
     u"hold its replay up behind that lock."},
    {What::AddsForeignKey, u"constraint-without-not-valid", Severity::Danger, Weight::Size,
     u"All of {table} is read while its writers wait, and those of the table it refers to; the replica only "
     u"gets the catalog change."},
    {What::AddsIndexConstraint, u"constraint-builds-index", Severity::Danger, Weight::Size,
     u"Every session on {table} waits until the index is built, and a replica holds its queries or its "
     u"replay for that lock."},
    {What::ChangesType, u"column-type-change", Severity::Danger, Weight::Size,
     u"Unless the type only widens (varchar(n) to a longer one or to text), {table} is written anew while "
     u"every session on it waits, and a replica gets all of it as WAL."},
    {What::ConvertsColumn, u"column-type-change", Severity::Danger, Weight::There,
     u"What {name} of {table} holds is replaced by what the expression behind USING makes of it, which may "
     u"be less, on the primary and the replica."},
    {What::NarrowsColumn, u"column-type-change", Severity::Danger, Weight::There,
     u"What {name} of {table} holds is converted to its new type, and what does not fit there is rounded or "
     u"cut, on the primary and the replica."},
    {What::SetsNotNull, u"not-null-on-filled-table", Severity::Danger, Weight::Size,
     u"All of {table} is read for NULLs in {name} while every session on it waits, on a replica as well as "
     u"long as its replay waits for that lock."},
    {What::AddsNotNullColumn, u"not-null-on-filled-table", Severity::Danger, Weight::Size,
     u"It fails if {table} has rows, as {name} would be NULL in them; until then every session on it waits, "
     u"and nothing reaches the replica."},
    {What::AddsVolatileDefault, u"volatile-default", Severity::Danger, Weight::Size,
     u"{table} is written anew to fill {name} while every session on it waits, and a replica gets all of it "
     u"as WAL."},
    {What::AddsStoredColumn, u"stored-column", Severity::Danger, Weight::Size,
     u"{table} is written anew to fill {name} while every session on it waits, and a replica gets all of it "
     u"as WAL."},
    {What::RewritesTable, u"table-rewrite", Severity::Danger, Weight::Size,
     u"{name} writes all of {table} anew while every session on it waits, and a replica gets all of it as "
     u"WAL and holds its queries for that lock."},
    {What::Refreshes, u"refresh-not-concurrent", Severity::Warning, Weight::Size,
     u"Readers of {table} wait until it is filled again, and those on a replica wait or are cancelled when "
     u"that is replayed."},
    {What::RenamesTable, u"rename", Severity::Danger, Weight::There,
     u"Sessions of the running application fail on the old name of {table} at once, and those that read from "
     u"a replica as soon as it is replayed."},
    {What::RenamesColumn, u"rename", Severity::Danger, Weight::There,
     u"Sessions of the running application fail on {name} of {table} at once, and those that read from a "
     u"replica as soon as it is replayed."},
    {What::DropsColumn, u"drop-column", Severity::Danger, Weight::There,
     u"What {name} of {table} holds is lost on the primary and the replica, and sessions that still name it "
     u"fail at once."},
    {What::DropsTable, u"drop-table", Severity::Danger, Weight::There,
     u"All rows of {table} are lost on the primary and the replica, and sessions that still use it fail at "
     u"once."},
    {What::DropsSchema, u"drop-table", Severity::Danger, Weight::None,
     u"Everything in the schema {name} is lost on the primary and the replica, and sessions that still use "
     u"it fail at once."},
    {What::DropsOwned, u"drop-owned", Severity::Danger, Weight::None,
     u"All tables, views, types and functions that {name} owns in this database are lost with their rows, on "
     u"the primary and the replica, and sessions that still use them fail at once."},
    {What::DropsDatabase, u"drop-database", Severity::Danger, Weight::None,
     u"All of the database {name} is lost on the primary and the replica, and no rollback brings it back."},
    {What::DropsType, u"drop-column", Severity::Danger, Weight::None,
     u"Every column of the type {name}, in whatever table, is lost with what it holds, on the primary and "
     u"the replica, and sessions that still name it fail at once."},
    {What::DropsAttribute, u"drop-column", Severity::Danger, Weight::None,
     u"What the attribute {name} of the type {table} holds is lost in every column of that type, on the "
     u"primary and the replica, and sessions that still name it fail at once."},
    {What::DropsTypesOf, u"drop-column", Severity::Danger, Weight::None,
     u"Every column of a type of the extension {name}, in whatever table, is lost with what it holds, on the "
     u"primary and the replica, and sessions that still name it fail at once."},
    {What::DropsExtension, u"drop-table", Severity::Warning, Weight::None,
     u"Tables of the extension {name}, if it has any, are lost with their rows on the primary and the "
     u"replica, and sessions that use its functions fail at once."},
    {What::Truncates, u"truncate", Severity::Danger, Weight::There,
     u"All rows of {table} are lost on the primary and the replica, and queries on both wait or are "
     u"cancelled for ACCESS EXCLUSIVE."},
    {What::TruncatesReferrers, u"truncate", Severity::Danger, Weight::There,
     u"CASCADE empties every table with a foreign key to {table} as well, and those that refer to these, "
     u"unnamed, on the primary and the replica."},
    {What::DropsWithDependents, u"drop-cascade", Severity::Warning, Weight::None,
     u"Views, foreign keys and whatever else depends on it go as well, unnamed, on the primary and the "
     u"replica, columns of its type and tables that inherit from it among them with what they hold, and "
     u"sessions that use them fail."},
    {What::UpdatesAllRows, u"unbatched-update", Severity::Danger, Weight::Size,
     u"All rows of {table} are locked against other writers and written anew in one transaction, which a "
     u"replica replays in one go and VACUUM has to clean up."},
    {What::ChangesRows, u"unbatched-update", Severity::Warning, Weight::Large,
     u"{table} is large, and the rows this takes stay locked against other writers until the end, while the "
     u"replica falls behind by what they write."},
    {What::DeletesAllRows, u"unbatched-delete", Severity::Danger, Weight::Size,
     u"All rows of {table} are locked and deleted in one transaction, which a replica replays in one go and "
     u"VACUUM has to clean up."},
    {What::DeletesRows, u"unbatched-delete", Severity::Warning, Weight::Large,
     u"{table} is large, and the rows this takes stay locked against other writers until the end, while the "
     u"replica falls behind by what they write."},
    {What::RefersTo, u"foreign-key-lock", Severity::Warning, Weight::Size,
     u"Writers of {table}, to which {name} refers, wait too until the transaction ends; the replica goes "
     u"on."},
    {What::UsesNewEnumValue, u"enum-value-used-in-transaction", Severity::Danger, Weight::None,
     u"PostgreSQL refuses '{name}' before the transaction that adds it has ended, so that the migration "
     u"fails and neither sessions nor the replica see anything of it."},
    {What::LocksFully, u"lock-table", Severity::Warning, Weight::Size,
     u"Sessions that write {table}, or use it at all, wait until the transaction ends, and ACCESS EXCLUSIVE "
     u"is replayed on a replica too."},
    {What::AttachesPartition, u"attach-partition-scan", Severity::Warning, Weight::Size,
     u"All of {table} is read while sessions on it wait, unless a valid CHECK already proves what {name} "
     u"asks for; a replica holds its queries for that lock."},
    {What::DisablesTriggers, u"trigger-disabled", Severity::Warning, Weight::There,
     u"Until they are on again, no session's writes to {table} run them, foreign keys among them, and the "
     u"replica gets the rows unchecked."},
    {What::MakesUnlogged, u"unlogged-table", Severity::Warning, Weight::None,
     u"{name} is empty after a crash, and sessions on a replica cannot read it at all."},
    {What::HasCharColumn, u"char-column", Severity::Note, Weight::None,
     u"Values of {name} are padded with blanks, which sessions see on the primary and the replica alike."},
    {What::HasLocalTimeColumn, u"timestamp-without-time-zone", Severity::Note, Weight::None,
     u"Sessions with different TimeZone settings read different moments out of {name}, on the primary and "
     u"the replica."},
    {What::HasIntegerKey, u"integer-key", Severity::Note, Weight::None,
     u"Inserts of all sessions fail when {name} has used up its 2,147,483,647 values, and the way out writes "
     u"the whole table anew, on the replica too."},
    {What::CreatesExtension, u"create-extension", Severity::Note, Weight::None,
     u"It fails unless the files of {name} are installed on the primary; sessions on a replica fail on it "
     u"after a switchover, unless they are there too."},
    {What::SetsForSession, u"session-setting", Severity::Note, Weight::None,
     u"{name} stays set for whatever the session runs next, with tools that do not reset it as Seawall does; "
     u"the replica is not concerned."},
    {What::GrantsToPublic, u"grant-to-public", Severity::Warning, Weight::None,
     u"Every role that can log in has the right at once, on the primary and on the replica."},
    {What::UsesLargeObject, u"large-object", Severity::Note, Weight::None,
     u"Large objects belong to no table: sessions must remove them by themselves, and logical replicas never "
     u"get them."},
    {What::LosesLargeObjects, u"large-object", Severity::Danger, Weight::None,
     u"What {name} takes from large objects, or overwrites in them, is lost on the primary and the replica."},
    {What::RunsCode, u"code-not-seen", Severity::Note, Weight::None,
     u"What it locks and writes cannot be told beforehand, neither for running sessions nor for the "
     u"replica."},
};

} // namespace

std::span<const RuleText> allRuleTexts()
{
    return ruleTexts;
}

std::span<const ChangeRule> allChangeRules()
{
    return changeRules;
}

} // namespace seawall::db
