// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checklist/checklistbook.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QScrollArea;
class QSplitter;
class QToolButton;
class QVBoxLayout;

namespace seawall::ui {

class ElidedLabel;
class EvidencePanel;
class StateSign;

/// The step in front of the person: what to do, why it is done so, where, and what came of it. Of a phase or
/// task: what is below it, and who signed it off.
class StepPanel final : public QWidget
{
    Q_OBJECT

public:
    /// `step`: actions on a step, in the order of the buttons; `group`: those on a phase or task.
    StepPanel(const QList<QAction *> &step, const QList<QAction *> &group, QAction *change,
              QWidget *parent = nullptr);

    void setNode(const models::ChecklistViewPtr &view, int node); ///< -1: nothing is chosen
    void setSnapshot(const db::SnapshotPtr &snapshot);
    EvidencePanel *evidence() const { return m_evidence; }

    QString note() const;
    QString attachment() const { return m_attachment; }
    void clearInputs();
    void holdButtons(); ///< a click within the next moments does nothing: it was meant for the step before
    QByteArray saveSplitter() const;
    void restoreSplitter(const QByteArray &state);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildHead(QAction *change);
    QWidget *buildInputs();
    void showHead();
    QString countsText() const; ///< of the steps at and below the node
    void showBody();
    void fitBody();
    void chooseAttachment();
    void setAttachment(const QString &path);
    QMenu *attachMenu();
    void attachPicture(); ///< of the clipboard

    models::ChecklistViewPtr m_view;
    int m_node = -1;
    QString m_shownKey; ///< of what the body shows; it is not made again while that is the same
    QString m_attachment;
    QTemporaryDir m_pictures; ///< of the clipboard, until copies are kept with the evidence
    ElidedLabel *m_crumbs = nullptr;
    QLabel *m_title = nullptr;
    StateSign *m_state = nullptr;
    ElidedLabel *m_kind = nullptr;
    QToolButton *m_change = nullptr;
    QLabel *m_why = nullptr;
    QLabel *m_alarm = nullptr;
    QScrollArea *m_scroll;
    EvidencePanel *m_evidence;
    QSplitter *m_splitter;
    bool m_isSplit = false; ///< the splitter's sizes were chosen
    QWidget *m_inputs = nullptr;
    QLineEdit *m_note = nullptr;
    QToolButton *m_attach = nullptr;
    QWidget *m_stepButtons;
    QDeadlineTimer m_held;
    QWidget *m_groupButtons;
};

} // namespace seawall::ui
