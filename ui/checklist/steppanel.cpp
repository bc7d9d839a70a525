// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/steppanel.h"

#include "models/checklist/outline.h"
#include "ui/checklist/evidencepanel.h"
#include "ui/checklist/livefigure.h"
#include "ui/checklist/statesign.h"
#include "ui/elidedlabel.h"
#include "ui/wrappedlabel.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto doubleClickTime = 400ms;

QWidget *buttonRow(const QList<QAction *> &actions, QWidget *parent)
{
    auto *row = new QWidget(parent);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (auto *action : actions) {
        auto *button = new QToolButton(row);
        button->setDefaultAction(action);
        button->setObjectName(u"button"_s); // the style sheet's: with a border
        button->setProperty("action", action->objectName());
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        const auto follow = [button, action] { button->setVisible(action->isVisible()); }; // Qt's does not
        QObject::connect(action, &QAction::changed, button, follow);
        layout->addWidget(button);
    }
    layout->addStretch();
    return row;
}

} // namespace

StepPanel::StepPanel(const QList<QAction *> &step, const QList<QAction *> &group, QAction *change,
                     QWidget *parent)
    : QWidget(parent), m_scroll(new QScrollArea(this)), m_evidence(new EvidencePanel(this)),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_stepButtons(buttonRow(step, this)),
      m_groupButtons(buttonRow(group, this))
{
    m_scroll->setObjectName(u"checklistBody"_s);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_splitter->setObjectName(u"checklistStepSplitter"_s);
    m_splitter->addWidget(m_scroll);
    m_splitter->addWidget(m_evidence);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(buildHead(change));
    layout->addWidget(m_stepButtons);
    layout->addWidget(buildInputs());
    layout->addWidget(m_groupButtons);
    layout->addWidget(m_splitter, 1);
    for (auto *button : m_stepButtons->findChildren<QToolButton *>())
        button->installEventFilter(this);
    m_scroll->viewport()->installEventFilter(this);
    setNode(nullptr, -1);
}

QWidget *StepPanel::buildHead(QAction *change)
{
    auto *head = new QWidget(this);
    m_crumbs = new ElidedLabel(head);
    m_crumbs->setForegroundRole(QPalette::PlaceholderText);
    m_crumbs->setElideMode(Qt::ElideLeft);
    m_title = wrappedLabel({}, head);
    m_title->setObjectName(u"stepTitle"_s);
    auto bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.3);
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_state = new StateSign(head);
    m_kind = new ElidedLabel(head);
    m_kind->setObjectName(u"stepKind"_s);
    m_change = new QToolButton(head);
    m_change->setDefaultAction(change);
    m_change->setObjectName(u"stepChange"_s);
    m_change->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_why = wrappedLabel({}, head);
    m_why->setObjectName(u"stepWhy"_s);
    m_why->setForegroundRole(QPalette::PlaceholderText);
    m_alarm = wrappedLabel({}, head);
    m_alarm->setObjectName(u"stepAlarm"_s);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(m_state);
    line->addWidget(m_kind, 1);
    line->addWidget(m_change);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_crumbs);
    layout->addWidget(m_title);
    layout->addLayout(line);
    layout->addWidget(m_why);
    layout->addWidget(m_alarm);
    return head;
}

QWidget *StepPanel::buildInputs()
{
    m_inputs = new QWidget(this);
    m_note = new QLineEdit(m_inputs);
    m_note->setObjectName(u"stepNote"_s);
    m_note->setAccessibleName(tr("Note, kept with the evidence"));
    m_note->setPlaceholderText(tr("Note, kept with the evidence …"));
    m_attach = new QToolButton(m_inputs);
    m_attach->setObjectName(u"stepAttach"_s);
    m_attach->setIcon(QIcon::fromTheme(u"mail-attachment"_s));
    m_attach->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_attach, &QToolButton::clicked, this, &StepPanel::chooseAttachment);
    m_attach->setMenu(attachMenu());
    m_attach->setPopupMode(QToolButton::MenuButtonPopup);
    auto *layout = new QHBoxLayout(m_inputs);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_note, 1);
    layout->addWidget(m_attach);
    setAttachment({});
    return m_inputs;
}

void StepPanel::setNode(const models::ChecklistViewPtr &view, int node)
{
    const bool isOther = node != m_node || !view || !m_view || view->run.id != m_view->run.id;
    m_view = view;
    m_node = view ? node : -1;
    const auto *shown = m_node >= 0 ? &view->run.checklist.nodes[size_t(node)] : nullptr;
    const bool isStep = shown && models::isOwnStep(view->run.checklist, node, view->status);
    m_stepButtons->setVisible(isStep);
    m_inputs->setVisible(isStep);
    m_groupButtons->setVisible(shown && !(isStep && view->run.checklist.isLeaf(node)));
    m_evidence->setVisible(isStep);
    if (isStep && !std::exchange(m_isSplit, true)) // what is hidden has no size to be kept
        m_splitter->setSizes({180, 270});
    m_change->setVisible(shown && shown->isCheckbox());
    if (isOther)
        clearInputs();
    showHead();
    showBody();
    if (isStep)
        m_evidence->setEvidence(shown->identity, view->evidence,
                                models::ownState(view->run.checklist, node, view->status) ==
                                    models::StepState::Running);
}

void StepPanel::setSnapshot(const db::SnapshotPtr &snapshot)
{
    if (auto *figure = m_scroll->findChild<LiveFigure *>())
        figure->setSnapshot(snapshot);
}

QString StepPanel::note() const
{
    return m_note->text().trimmed();
}

void StepPanel::clearInputs()
{
    m_note->clear();
    setAttachment({});
}

void StepPanel::holdButtons()
{
    m_held.setRemainingTime(doubleClickTime);
}

bool StepPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_scroll->viewport()) {
        if (event->type() == QEvent::Resize)
            fitBody();
        return false;
    }
    const bool isPress =
        event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    return (isPress && !m_held.hasExpired()) || QWidget::eventFilter(watched, event);
}

void StepPanel::setAttachment(const QString &path)
{
    m_attachment = path;
    m_attach->setText(path.isEmpty() ? tr("Attach…") : QFileInfo(path).fileName());
    m_attach->setToolTip(path.isEmpty() ? tr("Keep a copy of a file or screenshot with the evidence") : path);
}

QMenu *StepPanel::attachMenu()
{
    auto *menu = new QMenu(m_attach);
    auto *paste = menu->addAction(QIcon::fromTheme(u"edit-paste"_s), tr("The picture in the clipboard"), this,
                                  &StepPanel::attachPicture);
    paste->setObjectName(u"stepPastePicture"_s);
    connect(menu, &QMenu::aboutToShow, paste, [paste] {
        const auto *clipboard = QGuiApplication::clipboard()->mimeData();
        paste->setEnabled(clipboard && clipboard->hasImage());
    });
    return menu;
}

void StepPanel::attachPicture()
{
    const auto name = QDateTime::currentDateTime().toString(u"'screenshot-'yyyyMMdd-HHmmss-zzz'.png'"_s);
    if (const auto path = m_pictures.filePath(name); QGuiApplication::clipboard()->image().save(path))
        setAttachment(path);
}

void StepPanel::chooseAttachment()
{
    auto *dialog = new QFileDialog(this, tr("Attach to the evidence"));
    dialog->setObjectName(u"attachDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &StepPanel::setAttachment);
    dialog->open();
}

QByteArray StepPanel::saveSplitter() const
{
    return m_splitter->saveState();
}

void StepPanel::restoreSplitter(const QByteArray &state)
{
    m_isSplit = m_splitter->restoreState(state) || m_isSplit;
}

} // namespace seawall::ui
