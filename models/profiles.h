// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/profilefile.h"
#include "models/secretstore.h"

#include <QObject>

namespace seawall::models {

/// The named profiles of the console. Lives on the GUI thread, where its signals arrive; the file is read and
/// written by a worker, and passwords go to the SecretStore only. Before loaded() the list is empty.
class Profiles : public QObject
{
    Q_OBJECT

public:
    /// `file` is created on the first save.
    Profiles(const QString &file, std::unique_ptr<SecretStore> secrets, QObject *parent = nullptr);
    ~Profiles() override;

    void load(); ///< → loaded() or failed()
    QStringList names() const;

    /// The profile of that name, without passwords.
    std::optional<ClusterProfile> find(const QString &name) const;

    /// With the production mark and the colour that were given to the cluster of that .env file; the file
    /// knows neither.
    ClusterProfile marked(ClusterProfile profile) const;

    /// Keeps a profile under its name, in place of the one that had it; its passwords too where
    /// `keepPasswords`. → changed(), then secretsFailed() where the keychain did not take them; failed()
    /// where the file could not be written.
    void save(const ClusterProfile &profile, bool keepPasswords);
    /// Lists a cluster that was opened from its .env file, without passwords, unless a person has kept one of
    /// that name. Waits for loaded(). → changed() or failed()
    void remember(const ClusterProfile &profile);
    /// A cluster was opened again, with other servers: where `before` is what is kept, `now` is from here on,
    /// its passwords too where some are kept. → as save()
    void replace(const ClusterProfile &before, const ClusterProfile &now);
    void remove(const QString &name); ///< with its passwords → changed() or failed()

    /// Fetches the passwords of a profile, and reads its .env file for all that it says now (asReadAgain()),
    /// passwords too where none is kept or the keychain gives none. → unlocked(), or passwordNeeded() where
    /// they cannot be had: ask for them. A profile that has neither is unlocked as it is.
    void unlock(const QString &name);

    /// Reads a .env file into a profile that is not kept yet. → envFileRead() or envFileFailed()
    void readEnvFile(const QString &path);

Q_SIGNALS:
    void loaded();
    void changed();
    void failed(const seawall::db::Error &error);
    void secretsFailed(const QString &profile, const seawall::db::Error &error);
    void unlocked(const seawall::models::ClusterProfile &profile);
    void passwordNeeded(const seawall::models::ClusterProfile &profile, const seawall::db::Error &why);
    void envFileRead(const QString &path, const seawall::models::ClusterProfile &profile);
    void envFileFailed(const QString &path, const seawall::db::Error &error);

private:
    struct Private;
    void write(std::vector<KeptProfile> next);
    void fetch(ClusterProfile profile, QStringList secrets);
    void readAgain(ClusterProfile profile, bool hasPasswords);
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
