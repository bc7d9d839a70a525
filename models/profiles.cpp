// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profiles.h"

#include "models/inbox.h"
#include "models/profileagain.h"
#include "models/taskqueue.h"

namespace seawall::models {

using namespace Qt::StringLiterals;

struct Profiles::Private {
    QString file;
    std::unique_ptr<SecretStore> secrets;
    std::vector<KeptProfile> list;
    bool isLoaded = false;
    std::vector<ClusterProfile> opened; ///< before that
    Inbox inbox;
    TaskQueue queue; ///< last: joined before what its tasks use goes
};

namespace {

QString keyFor(const QString &profile, const QString &endpoint)
{
    return profile + u'/' + endpoint;
}

KeptProfile withoutPasswords(const ClusterProfile &profile)
{
    KeptProfile kept{profile, {}};
    for (auto *endpoint : endpointsOf(kept.profile))
        endpoint->password = {};
    return kept;
}

auto nameIs(const QString &name)
{
    return [name](const KeptProfile &kept) { return kept.profile.name == name; };
}

} // namespace

Profiles::Profiles(const QString &file, std::unique_ptr<SecretStore> secrets, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->file = file;
    d->secrets = std::move(secrets);
}

Profiles::~Profiles() = default;

void Profiles::load()
{
    d->queue.add([this, file = d->file] {
        d->inbox.post([this, result = readProfiles(file)] {
            if (!result) {
                Q_EMIT failed(result.error());
                return;
            }
            d->list = *result;
            d->isLoaded = true;
            Q_EMIT loaded();
            for (const auto &profile : std::exchange(d->opened, {}))
                remember(profile);
        });
    });
}

QStringList Profiles::names() const
{
    QStringList names;
    for (const auto &kept : d->list)
        names << kept.profile.name;
    return names;
}

std::optional<ClusterProfile> Profiles::find(const QString &name) const
{
    const auto found = std::ranges::find_if(d->list, nameIs(name));
    return found == d->list.end() ? std::nullopt : std::optional(found->profile);
}

ClusterProfile Profiles::marked(ClusterProfile profile) const
{
    for (const auto &kept : d->list) {
        if (profile.envFile.isEmpty() || kept.profile.envFile != profile.envFile)
            continue;
        profile.production = profile.production || kept.profile.production;
        if (!profile.colour.isValid())
            profile.colour = kept.profile.colour;
    }
    return profile;
}

void Profiles::write(std::vector<KeptProfile> next)
{
    auto before = std::exchange(d->list, next);
    d->queue.add([this, file = d->file, next = std::move(next), before = std::move(before)] {
        d->inbox.post([this, before, result = writeProfiles(file, next)] {
            if (result) {
                Q_EMIT changed();
                return;
            }
            d->list = before;
            Q_EMIT failed(result.error());
        });
    });
}

void Profiles::save(const ClusterProfile &profile, bool keepPasswords)
{
    KeptProfile kept{profile, {}};
    for (auto *endpoint : endpointsOf(kept.profile)) {
        const auto secret = std::exchange(endpoint->password, {});
        const auto key = keyFor(profile.name, endpoint->name);
        if (secret.isEmpty())
            continue;
        if (!keepPasswords) {
            d->secrets->remove(key, [](const db::Result<void> &) {}); // may never have been there
            continue;
        }
        kept.secrets << endpoint->name;
        d->secrets->write(key, secret, [this, name = profile.name](const db::Result<void> &done) {
            if (!done)
                Q_EMIT secretsFailed(name, done.error());
        });
    }
    auto next = d->list;
    const auto found = std::ranges::find_if(next, nameIs(profile.name));
    if (found == next.end())
        next.push_back(std::move(kept));
    else
        *found = std::move(kept);
    write(std::move(next));
}

void Profiles::remember(const ClusterProfile &profile)
{
    if (!d->isLoaded)
        return d->opened.push_back(profile);
    auto kept = withoutPasswords(profile);
    auto next = d->list;
    const auto found = std::ranges::find_if(next, nameIs(profile.name));
    if (found == next.end())
        next.push_back(std::move(kept));
    else if (found->secrets.isEmpty() && !found->profile.envFile.isEmpty() &&
             found->profile.envFile != profile.envFile)
        *found = std::move(kept);
    else
        return;
    write(std::move(next));
}

void Profiles::replace(const ClusterProfile &before, const ClusterProfile &now)
{
    auto next = d->list;
    const auto found = std::ranges::find_if(next, nameIs(before.name));
    if (found == next.end() || found->profile.envFile != before.envFile ||
        found->profile.ownServers != before.ownServers)
        return;
    if (!found->secrets.isEmpty())
        return save(now, true);
    *found = withoutPasswords(now);
    write(std::move(next));
}

void Profiles::remove(const QString &name)
{
    auto next = d->list;
    const auto found = std::ranges::find_if(next, nameIs(name));
    if (found == next.end())
        return;
    for (const auto &endpoint : found->secrets) {
        d->secrets->remove(keyFor(name, endpoint), [this, name](const db::Result<void> &done) {
            if (!done)
                Q_EMIT secretsFailed(name, done.error());
        });
    }
    next.erase(found);
    write(std::move(next));
}

void Profiles::unlock(const QString &name)
{
    const auto found = std::ranges::find_if(d->list, nameIs(name));
    if (found == d->list.end()) {
        Q_EMIT failed({db::ErrorKind::InvalidInput,
                       u"There is no profile '%1'."_s.arg(name),
                       u"Choose one of those that are kept."_s,
                       {},
                       {},
                       0});
        return;
    }
    if (found->secrets.isEmpty() && !found->profile.envFile.isEmpty())
        readAgain(found->profile, false);
    else
        fetch(found->profile, found->secrets);
}

void Profiles::readAgain(ClusterProfile profile, bool hasPasswords)
{
    d->queue.add([this, profile = std::move(profile), hasPasswords] {
        d->inbox.post(
            [this, profile, hasPasswords, read = ClusterProfile::fromEnvFile(profile.envFile)]() mutable {
                if (!read && hasPasswords) { // kept whole, it can do without
                    Q_EMIT unlocked(withoutItsFile(profile, read.error()));
                    return;
                }
                if (!read) {
                    Q_EMIT passwordNeeded(profile, read.error());
                    return;
                }
                Q_EMIT unlocked(asReadAgain(profile, *read));
            });
    });
}

void Profiles::readEnvFile(const QString &path)
{
    d->queue.add([this, path] {
        d->inbox.post([this, path, read = ClusterProfile::fromEnvFile(path)] {
            if (read)
                Q_EMIT envFileRead(path, *read);
            else
                Q_EMIT envFileFailed(path, read.error());
        });
    });
}

/// Reads the secrets one after the other: a locked keychain then asks once.
void Profiles::fetch(ClusterProfile profile, QStringList secrets)
{
    if (secrets.isEmpty() && !profile.envFile.isEmpty()) {
        readAgain(std::move(profile), true);
        return;
    }
    if (secrets.isEmpty()) {
        Q_EMIT unlocked(profile);
        return;
    }
    const auto endpoint = secrets.takeFirst();
    const auto key = keyFor(profile.name, endpoint);
    d->secrets->read(key, [this, profile = std::move(profile), secrets,
                           endpoint](const db::Result<db::Secret> &secret) mutable {
        if (!secret && !profile.envFile.isEmpty()) {
            readAgain(std::move(profile), false); // it has them too
            return;
        }
        if (!secret) {
            Q_EMIT passwordNeeded(profile, secret.error());
            return;
        }
        for (auto *one : endpointsOf(profile)) {
            if (one->name == endpoint)
                one->password = *secret;
        }
        fetch(std::move(profile), std::move(secrets));
    });
}

} // namespace seawall::models
