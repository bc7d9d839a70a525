// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/secretstore.h"

#include <qt6keychain/keychain.h>

namespace seawall::models {

using namespace Qt::StringLiterals;
using db::ErrorKind;

namespace {

const QString serviceName = u"Seawall"_s;

db::Error errorOf(const QKeychain::Job &job)
{
    const auto hint = u"Passwords are asked for each time; nothing was written to a file."_s;
    switch (job.error()) {
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {
            ErrorKind::PermissionDenied, u"The keychain was not opened."_s, hint, {}, job.errorString(), 0};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // so it is called where no service answers on D-Bus
        return {
            ErrorKind::ToolMissing, u"There is no keychain service here."_s, hint, {}, job.errorString(), 0};
    default:
        return {ErrorKind::Internal, u"The keychain failed."_s, hint, {}, job.errorString(), 0};
    }
}

bool isFine(const QKeychain::Job &job)
{
    return job.error() == QKeychain::NoError || job.error() == QKeychain::EntryNotFound;
}

void prepare(QKeychain::Job *job, const QString &key)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(key);
}

} // namespace

void KeychainStore::read(const QString &key, Read callback)
{
    auto *job = new QKeychain::ReadPasswordJob(serviceName, this);
    prepare(job, key);
    connect(job, &QKeychain::Job::finished, this, [job, callback = std::move(callback)] {
        if (isFine(*job))
            callback(db::Secret(job->textData()));
        else
            callback(std::unexpected(errorOf(*job)));
    });
    job->start();
}

void KeychainStore::write(const QString &key, const db::Secret &secret, Done callback)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName, this);
    prepare(job, key);
    job->setTextData(secret.reveal());
    connect(job, &QKeychain::Job::finished, this, [job, callback = std::move(callback)] {
        callback(isFine(*job) ? db::Result<void>() : std::unexpected(errorOf(*job)));
    });
    job->start();
}

void KeychainStore::remove(const QString &key, Done callback)
{
    auto *job = new QKeychain::DeletePasswordJob(serviceName, this);
    prepare(job, key);
    connect(job, &QKeychain::Job::finished, this, [job, callback = std::move(callback)] {
        const bool gone = isFine(*job) || job->error() == QKeychain::CouldNotDeleteEntry;
        callback(gone ? db::Result<void>() : std::unexpected(errorOf(*job)));
    });
    job->start();
}

} // namespace seawall::models
