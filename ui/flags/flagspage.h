// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/flags/flagbook.h"
#include "ui/page.h"

#include <map>

class QSplitter;
class QStackedWidget;
class QTabWidget;

namespace seawall::ui {

class ComparePanel;
class ConfirmDialog;
class ElidedLabel;
class FlagDetails;
class FlagTable;
class HistoryPanel;
class NoticeBar;
class StatePanel;
class TermsPanel;

/// The feature flags of the cluster's services: where each stands, what setting it would do now, whether the
/// last change was picked up, what takes it back; what was done to them; and two environments side by side.
class FlagsPage final : public Page
{
    Q_OBJECT

public:
    explicit FlagsPage(models::Workspace *workspace, QWidget *parent = nullptr);

    void setSnapshot(const db::SnapshotPtr &snapshot) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// What was asked for, until its run has ended.
    struct Wish {
        QString store, key, value;
        models::SwitchTerms terms;
    };
    enum class NextStep { ReadAgain, MakeTable };

    void connectBook();
    void connectPanels();
    QWidget *buildBar();
    QWidget *buildFlags();
    void showFlags();
    void showHistory();
    void showState();
    void showStoreNotices();
    void showDetails();
    void addOutside(const std::vector<models::FlagChange> &changes);
    void forgetOutside();
    void showOutside();
    const models::Flag *flagOf(const models::FlagChange &change) const; ///< as it is now
    void updateActions();
    void ask(const Wish &wish);
    void askRevert(const models::FlagChange &change);
    void confirmAndSet(db::Result<std::unique_ptr<models::FlagOperation>> operation,
                       const std::optional<models::SwitchTerms> &offered);
    void offerTerms(TermsPanel *terms, const models::SwitchTerms &chosen, ConfirmDialog *dialog,
                    const QString &consequence);
    void onConflict(int run, const QString &difference);
    void makeTable();
    bool isTableMissing() const;
    models::FlagBook *book() const { return workspace()->flags(); }

    bool m_isRead = false;
    NextStep m_nextStep = NextStep::ReadAgain;
    std::map<int, Wish> m_wishes; ///< by run
    NoticeBar *m_notices;
    QString m_cluster;                         ///< with which the history was compared
    std::vector<models::FlagChange> m_outside; ///< by other programs, and still so
    QTabWidget *m_tabs;
    ElidedLabel *m_places = nullptr;
    ElidedLabel *m_summary = nullptr;
    QStackedWidget *m_stack = nullptr;
    StatePanel *m_state = nullptr;
    QSplitter *m_splitter = nullptr;
    FlagTable *m_table = nullptr;
    FlagDetails *m_details = nullptr;
    HistoryPanel *m_history = nullptr;
    ComparePanel *m_compare = nullptr;
    QAction *m_set = nullptr, *m_revert = nullptr, *m_disarm = nullptr, *m_copyRestart = nullptr,
            *m_makeTable = nullptr;
};

} // namespace seawall::ui
