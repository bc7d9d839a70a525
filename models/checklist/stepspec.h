// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace seawall::models {

/// What has to come out for a step to pass.
struct Expectation {
    enum class Kind {
        None,        ///< whatever comes, without an error
        Value,       ///< the first value is `text`
        Rows,        ///< that many rows; 'some': at least one
        Matches,     ///< the output matches the regular expression
        AsOnPrimary, ///< the same rows as the same statement gives on the primary
    };
    Kind kind = Kind::None;
    QString text;
    bool operator==(const Expectation &) const = default;
};

/// One statement and where it runs.
struct SqlPart {
    QString sql;
    QString target; ///< 'primary', 'replica', the name of a node, or '*' for every node
    bool operator==(const SqlPart &) const = default;
};

/// A live figure against a limit: 'Replication lag < 1 second'.
struct MetricRule {
    enum class Figure { Lag, PoolUse, Streaming, Rpo, CanConnect };
    enum class Comparison { Below, AtMost, Above, AtLeast, Equal };
    Figure figure = Figure::Lag;
    Comparison comparison = Comparison::Below;
    double limit = 0;        ///< seconds; share 0 … 1; replicas; bytes
    double holdSeconds = 10; ///< how long it has to hold
    bool operator==(const MetricRule &) const = default;
};

struct HttpRule {
    QString url; ///< empty: to be given by the person
    int status = 200;
    std::optional<double> withinSeconds;
    bool operator==(const HttpRule &) const = default;
};

struct FileRule {
    QString path;         ///< relative to the run's folder
    QStringList contains; ///< each has to be found in it, white space folded
    bool operator==(const FileRule &) const = default;
};

/// The migrations a step asks for, in this order.
struct MigrationRule {
    QString rollbackTo; ///< empty: none
    bool applyAll = false;
    bool operator==(const MigrationRule &) const = default;
};

/// How a step is done. Inferred from its text and blocks, written in a comment behind it
/// (`<!-- seawall: sql on=replica expect="t" -->`, docs/checklists.md), or changed by the person in a run.
struct StepSpec {
    enum class Kind { Manual, Sql, Command, Http, Metric, Migration, Flag, FailoverCheck, File };
    enum class Source { Inferred, Comment, Person };
    Kind kind = Kind::Manual;
    Source source = Source::Inferred;
    QString target;           ///< as in SqlPart; empty where no node takes part
    std::vector<SqlPart> sql; ///< of Sql
    QString command;          ///< of Command: bash
    Expectation expectation;  ///< of Sql and Command
    MetricRule metric;
    HttpRule http;
    FileRule file;
    MigrationRule migration;
    QString flag, flagValue; ///< of Flag: 'USE_READ_REPLICA', 'true'
    QString drill;           ///< of FailoverCheck: 'replica-fails', 'primary-fails' …
    double timeLimitSeconds = 60;
    QString why; ///< one sentence: what in the text led to this kind and target
    bool operator==(const StepSpec &) const = default;
};
QString toString(StepSpec::Kind kind);                           ///< 'manual', 'sql', 'failover check' …
std::optional<StepSpec::Kind> stepKindFrom(const QString &word); ///< of a comment

} // namespace seawall::models
