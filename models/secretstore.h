// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/endpoint.h"

#include <QObject>

#include <functional>
#include <memory>

namespace seawall::models {

/// Where passwords are kept. Asynchronous: the callbacks come from the event loop of the thread the store
/// lives on, and not at all once it is destroyed. Replaced in tests. Errors: ToolMissing where there is no
/// keychain service, PermissionDenied where it was refused, Internal.
class SecretStore
{
public:
    using Read =
        std::function<void(const db::Result<db::Secret> &)>; ///< empty: nothing is kept under that key
    using Done = std::function<void(const db::Result<void> &)>;

    SecretStore() = default;
    virtual ~SecretStore() = default;
    SecretStore(const SecretStore &) = delete;
    SecretStore &operator=(const SecretStore &) = delete;

    virtual void read(const QString &key, Read callback) = 0;
    virtual void write(const QString &key, const db::Secret &secret, Done callback) = 0;
    virtual void remove(const QString &key, Done callback) = 0;
};

/// The keychain of the desktop: Secret Service or KWallet. Never falls back to a plain file.
class KeychainStore final : public QObject, public SecretStore
{
    Q_OBJECT

public:
    explicit KeychainStore(QObject *parent = nullptr) : QObject(parent) {}

    void read(const QString &key, Read callback) override;
    void write(const QString &key, const db::Secret &secret, Done callback) override;
    void remove(const QString &key, Done callback) override;
};

} // namespace seawall::models
