// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/ruleeditor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using Kind = models::AlertRule::Kind;

namespace {

struct Words {
    QString title, meaning, unit;
    double factor = 1; ///< from the figure shown to the rule's
};

Words wordsOf(Kind kind)
{
    switch (kind) {
    case Kind::Lag:
        return {RuleEditor::tr("Replay lag"), RuleEditor::tr("A replica is behind, by the LSN clock"),
                u" s"_s};
    case Kind::Pool:
        return {RuleEditor::tr("Connections in use"),
                RuleEditor::tr("A server or a configured pool is nearly full"), u" %"_s, 0.01};
    case Kind::Verdict:
        return {RuleEditor::tr("Verdict"),
                RuleEditor::tr(
                    "A replica does not stream, a node takes no new sessions, or the primary is read-only"),
                {}};
    case Kind::Outage:
        return {RuleEditor::tr("Outage"), RuleEditor::tr("A node or PgBouncer cannot be reached"), {}};
    case Kind::RoleChange:
        return {
            RuleEditor::tr("Change of role"), RuleEditor::tr("A node was promoted, or became a replica"), {}};
    case Kind::SplitBrain:
        return {RuleEditor::tr("Split brain"),
                RuleEditor::tr("Two nodes of one system take writes; never waits"),
                {}};
    case Kind::SlotRetention:
        return {RuleEditor::tr("Slot holds WAL"),
                RuleEditor::tr("A replication slot keeps WAL from being removed"), u" MB"_s, 0x1p20};
    case Kind::PgBouncerWait:
        return {RuleEditor::tr("PgBouncer's queue"), RuleEditor::tr("Clients wait for a server connection"),
                u" s"_s};
    }
    return {};
}

} // namespace

RuleEditor::RuleEditor(models::Alerts *alerts, QWidget *parent) : QWidget(parent), m_alerts(alerts)
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_content = new QWidget(scroll);
    m_grid = new QGridLayout(m_content);
    m_grid->setVerticalSpacing(8);
    m_grid->setHorizontalSpacing(12);
    scroll->setWidget(m_content);
    auto *defaults = new QPushButton(tr("Back to the defaults"), this);
    defaults->setObjectName(u"rulesDefaults"_s);
    defaults->setToolTip(tr("Lag below 1 s, pools below 80 %, and the other limits of the checklist"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(scroll, 1);
    layout->addWidget(defaults, 0, Qt::AlignLeft);
    connect(defaults, &QPushButton::clicked, this,
            [this] { m_alerts->setRules(models::Alerts::defaultRules()); });
    connect(m_alerts, &models::Alerts::changed, this, &RuleEditor::rebuild);
    rebuild();
}

void RuleEditor::rebuild()
{
    const auto rules = m_alerts->rules();
    const bool same = std::ranges::equal(rules, m_lines, {}, &models::AlertRule::kind, &Line::kind);
    if (!same) {
        while (auto *item = m_grid->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        m_lines.clear();
        int column = 0;
        for (const auto &title :
             {tr("Rule"), tr("Severity"), tr("Raise at"), tr("Clear below"), tr("After")}) {
            auto *label = new QLabel(title, m_content);
            label->setForegroundRole(QPalette::PlaceholderText);
            m_grid->addWidget(label, 0, column++);
        }
        for (const auto &rule : rules)
            addLine(rule, static_cast<int>(m_lines.size()) + 1);
        m_grid->setColumnStretch(5, 1);
        m_grid->setRowStretch(static_cast<int>(rules.size()) + 1, 1);
    }
    show(rules);
}

QDoubleSpinBox *RuleEditor::figure(const models::AlertRule &rule, double value, const QString &name)
{
    const auto words = wordsOf(rule.kind);
    auto *box = new QDoubleSpinBox(m_content);
    box->setObjectName(u"%1_%2"_s.arg(name).arg(m_lines.size()));
    box->setRange(0, rule.kind == Kind::Pool ? 100 : 1e9);
    box->setDecimals(rule.kind == Kind::Lag || rule.kind == Kind::PgBouncerWait ? 2 : 0);
    box->setSuffix(words.unit);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setKeyboardTracking(false); // '12' on the way to '120' is not a rule
    box->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    box->setValue(value / words.factor);
    connect(box, &QDoubleSpinBox::valueChanged, this, &RuleEditor::take);
    return box;
}

void RuleEditor::addLine(const models::AlertRule &rule, int row)
{
    const auto words = wordsOf(rule.kind);
    const auto number = m_lines.size();
    Line line{rule.kind, new QCheckBox(words.title, m_content), new QComboBox(m_content), nullptr, nullptr,
              nullptr};
    line.enabled->setObjectName(u"enabled_%1"_s.arg(number));
    line.enabled->setToolTip(words.meaning);
    line.severity->setObjectName(u"severity_%1"_s.arg(number));
    line.severity->addItems({tr("Info"), tr("Warning"), tr("Critical")});
    line.severity->setAccessibleName(tr("Severity of: %1").arg(words.title));
    connect(line.enabled, &QCheckBox::toggled, this, &RuleEditor::take);
    connect(line.severity, &QComboBox::currentIndexChanged, this, &RuleEditor::take);
    m_grid->addWidget(line.enabled, row, 0);
    m_grid->addWidget(line.severity, row, 1);
    if (models::hasThreshold(rule.kind)) {
        line.threshold = figure(rule, rule.threshold, u"threshold"_s);
        line.threshold->setAccessibleName(tr("Raise at, of: %1").arg(words.title));
        line.clearBelow = figure(rule, rule.clearBelow, u"clearBelow"_s);
        line.clearBelow->setAccessibleName(tr("Clear below, of: %1").arg(words.title));
        line.clearBelow->setSpecialValueText(tr("the threshold"));
        line.clearBelow->setToolTip(
            tr("A little below the threshold, so that a figure that wavers around it does "
               "not raise again and again"));
        m_grid->addWidget(line.threshold, row, 2);
        m_grid->addWidget(line.clearBelow, row, 3);
    }
    if (rule.kind != Kind::SplitBrain) {
        line.hold = new QDoubleSpinBox(m_content);
        line.hold->setObjectName(u"hold_%1"_s.arg(number));
        line.hold->setRange(0, 86400);
        line.hold->setDecimals(0);
        line.hold->setSuffix(u" s"_s);
        line.hold->setSpecialValueText(tr("at once"));
        line.hold->setKeyboardTracking(false);
        line.hold->setAccessibleName(tr("Must hold for, of: %1").arg(words.title));
        connect(line.hold, &QDoubleSpinBox::valueChanged, this, &RuleEditor::take);
        m_grid->addWidget(line.hold, row, 4);
    }
    auto *meaning = new QLabel(words.meaning, m_content);
    meaning->setForegroundRole(QPalette::PlaceholderText);
    m_grid->addWidget(meaning, row, 5);
    m_lines.push_back(line);
}

void RuleEditor::show(const std::vector<models::AlertRule> &rules)
{
    m_showing = true;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto &line = m_lines[i];
        const auto &rule = rules[i];
        const double factor = wordsOf(rule.kind).factor;
        line.enabled->setChecked(rule.enabled);
        line.severity->setCurrentIndex(static_cast<int>(rule.severity));
        if (line.threshold) {
            line.threshold->setValue(rule.threshold / factor);
            line.clearBelow->setValue(rule.clearBelow / factor);
        }
        if (line.hold)
            line.hold->setValue(rule.holdSeconds);
    }
    m_showing = false;
}

void RuleEditor::take()
{
    if (m_showing)
        return;
    auto rules = m_alerts->rules();
    for (std::size_t i = 0; i < m_lines.size() && i < rules.size(); ++i) {
        const auto &line = m_lines[i];
        const double factor = wordsOf(line.kind).factor;
        rules[i].enabled = line.enabled->isChecked();
        rules[i].severity = static_cast<models::Severity>(line.severity->currentIndex());
        if (line.threshold) {
            rules[i].threshold = line.threshold->value() * factor;
            // Cleared above where it is raised would flap at every sample.
            rules[i].clearBelow = std::min(line.clearBelow->value() * factor, rules[i].threshold);
        }
        if (line.hold)
            rules[i].holdSeconds = line.hold->value();
    }
    m_alerts->setRules(rules);
}

} // namespace seawall::ui
