// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clusterprofile.h"

namespace seawall::models {

/// Masks what a profile keeps secret wherever it turns up in a text: in URIs and behind 'password='
/// (db::redacted), and the values of its passwords and of the secret keys of its .env themselves. A short
/// one, and one that is part of a name that is no secret ('pulse' in 'pulse_db'), is masked only where it
/// stands alone.
class SecretMask final
{
public:
    explicit SecretMask(const ClusterProfile &profile); ///< reads the .env
    QString masked(const QString &text) const;

private:
    QStringList m_anywhere, m_alone;
};

} // namespace seawall::models
