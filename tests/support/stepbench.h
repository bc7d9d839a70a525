// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "models/checklist/stepoperation.h"
#include "tests/support/sandboxfixture.h"

/// Steps of checklists for tests, and running them on a sandbox.
namespace seawall::tests {

using namespace Qt::StringLiterals;
using namespace models;

inline StepSpec sqlSpec(const QString &sql, const QString &target, Expectation expectation = {})
{
    StepSpec spec;
    spec.kind = StepSpec::Kind::Sql;
    spec.sql = {{sql, target}};
    spec.expectation = std::move(expectation);
    return spec;
}

inline StepSpec commandSpec(const QString &command, Expectation expectation = {})
{
    StepSpec spec;
    spec.kind = StepSpec::Kind::Command;
    spec.command = command;
    spec.expectation = std::move(expectation);
    return spec;
}

struct Ran {
    Outcome outcome;
    Evidence evidence;
    Preview preview;
    QString told() const { return outcome.summary + u'\n' + evidence.output; }
};

class StepBench
{
public:
    StepContext context()
    {
        StepContext context;
        context.profile = *ClusterProfile::fromEnvFile(m_sandbox->envFile());
        context.folder = m_folder.path();
        return context;
    }
    Ran run(const StepSpec &spec, std::optional<StepContext> given = {}, const std::stop_token &stop = {})
    {
        ChecklistNode node;
        node.identity = u"step-1"_s;
        node.title = u"A step"_s;
        const auto evidence = std::make_shared<Evidence>();
        StepOperation operation(node, spec, given.value_or(context()), evidence);
        const auto preview = operation.preview();
        auto outcome = operation.run([](const Progress &) {}, stop);
        return {std::move(outcome), *evidence, preview};
    }
    qint64 number(const QString &sql)
    {
        db::SessionOptions options;
        options.readOnly = false;
        auto connection = db::Connection::open(m_sandbox->endpoint(u"primary"_s), options,
                                               db::Deadline::in(std::chrono::seconds(10)));
        return connection->execute(sql, {}, db::Deadline::in(std::chrono::seconds(10)))
            ->integer(0, 0)
            .value_or(-1);
    }

    SandboxFixture m_sandbox;
    QTemporaryDir m_folder;
};

} // namespace seawall::tests
