// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/deadmanswitch.h"
#include "models/flags/flagcomparison.h"
#include "models/flags/flagoperation.h"
#include "models/flags/flagproof.h"

#include <QObject>

namespace seawall::models {

class Workspace;

/// What a page on flags is given: the flags of the profile's .env and of the table on its primary, what was
/// done to them, whether it took effect, and the dead man's switches. Lives on the GUI thread, where its
/// signals arrive; reads on a worker; its destructor stops what is under way. Switches act while it lives.
class FlagBook : public QObject
{
    Q_OBJECT

public:
    explicit FlagBook(Workspace *workspace, QObject *parent = nullptr);
    ~FlagBook() override;

    void refresh(); ///< reads all stores and the Journal: flagsRead, storeFailed, historyRead

    const std::vector<FlagReading> &readings() const; ///< one a store that could be read, .env first
    std::optional<db::Error> storeError(const QString &store) const; ///< why it could not be read
    const std::vector<FlagChange> &history() const;                  ///< newest first, of all stores
    std::vector<FlagProofState> proofs() const;                      ///< newest first, of this session
    const std::vector<DeadManSwitch> &switches() const;              ///< armed ones first, then the newest

    /// Guards against the latest Snapshot; ask again at guardsChanged.
    std::vector<Guard> guards(const QString &store, const std::vector<FlagAssignment> &changes) const;

    /// The Operation from the latest reading and Snapshot; cheap. Errors: as FlagOperation::make.
    db::Result<std::unique_ptr<FlagOperation>> prepare(const QString &store,
                                                       const std::vector<FlagAssignment> &changes) const;
    /// The one that takes a change of the history back. Errors: InvalidInput where the flag was not set
    /// before.
    db::Result<std::unique_ptr<FlagOperation>> prepareRevert(const FlagChange &change) const;
    /// Makes the table of flags; nullptr where the profile has no primary.
    std::unique_ptr<Operation> prepareTable() const;

    /// Starts a confirmed Operation in the Workspace's runner; once it succeeded the proof begins and a
    /// switch is armed for each change. Returns the runner's number. Errors: InvalidInput where there are
    /// terms and no way back, as the flag was not set before; nothing was started then.
    db::Result<int> start(std::unique_ptr<FlagOperation> operation, const QString &reason,
                          const SwitchTerms &terms = {});

    void disarm(const QString &switchId);
    void compare(const QString &left, const QString &right); ///< compared or compareFailed

Q_SIGNALS:
    void flagsRead();
    void storeFailed(const QString &store, const seawall::db::Error &error);
    void historyRead();
    void changedOutside(const std::vector<seawall::models::FlagChange> &changes); ///< by another program
    void guardsChanged();                                                         ///< at each Snapshot
    void conflicted(int run, const QString &difference); ///< refused: the store changed since it was read
    void proofChanged(const seawall::models::FlagProofState &proof);
    void switchesChanged();
    void switchActed(const seawall::models::DeadManSwitch &each); ///< fired, missed, over …: say so
    void compared(const std::vector<seawall::models::FlagDifference> &differences);
    void compareFailed(const seawall::db::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace seawall::models
