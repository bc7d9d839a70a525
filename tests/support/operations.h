// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/operation.h"

#include <functional>

/// An Operation for tests: its preview and its deed are given.
namespace seawall::tests {

using namespace Qt::StringLiterals;

class FakeOperation final : public models::Operation
{
public:
    using Deed = std::function<models::Outcome(const models::ProgressSink &, std::stop_token)>;

    explicit FakeOperation(Deed deed = {}) : m_deed(std::move(deed))
    {
        shown.title = u"Cancel backend 4711 on primary?"_s;
        shown.verb = u"Cancel statement of 4711"_s;
        shown.actions = {u"SELECT pg_cancel_backend(4711)"_s};
        shown.target = {u"sandbox"_s, u"primary"_s,      u"127.0.0.1:5432"_s, u"postgres"_s,
                        false,        db::Role::Primary, quint32{3},          db::Lsn{0x5000028}};
    }
    QString kind() const override { return shownKind; }
    models::Preview preview() const override { return shown; }
    models::Outcome run(const models::ProgressSink &progress, std::stop_token stop) override
    {
        return m_deed ? m_deed(progress, stop) : succeeded();
    }
    static models::Outcome succeeded(const QString &summary = u"Done."_s)
    {
        return {models::Outcome::State::Succeeded, summary, {{u"rows"_s, 3}}, {}};
    }

    models::Preview shown;
    QString shownKind = u"test.fake"_s;

private:
    Deed m_deed;
};

} // namespace seawall::tests
