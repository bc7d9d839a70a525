// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/checklist/specdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace seawall::ui {

using namespace Qt::StringLiterals;
using models::Expectation;
using models::MetricRule;
using models::StepSpec;

namespace {

constexpr double longestSeconds = 86'400;

QPlainTextEdit *codeEdit(const QString &text, const QString &name, const QString &caption, QWidget *parent)
{
    auto *edit = new QPlainTextEdit(text, parent);
    edit->setObjectName(name);
    edit->setAccessibleName(caption);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit->setTabChangesFocus(true);
    return edit;
}

QDoubleSpinBox *spin(double value, const QString &suffix, QWidget *parent)
{
    auto *box = new QDoubleSpinBox(parent);
    box->setRange(0, 1e12);
    box->setDecimals(2);
    box->setSuffix(suffix);
    box->setValue(value);
    return box;
}

/// As one text: the statements, each on lines of its own.
QString joined(const std::vector<models::SqlPart> &parts)
{
    QStringList texts;
    for (const auto &part : parts)
        texts << part.sql.trimmed();
    return texts.join(u'\n');
}

bool haveOneTarget(const StepSpec &spec)
{
    for (const auto &part : spec.sql)
        if (part.target != spec.sql.front().target)
            return false;
    return true;
}

double shownLimit(const MetricRule &rule)
{
    return rule.figure == MetricRule::Figure::PoolUse ? rule.limit * 100 : rule.limit;
}

} // namespace

SpecDialog::SpecDialog(const StepSpec &spec, const QStringList &nodes, QWidget *parent)
    : QDialog(parent), m_spec(spec), m_kind(new QComboBox(this)), m_target(new QComboBox(this)),
      m_expectation(new QComboBox(this)), m_expected(new QLineEdit(spec.expectation.text, this)),
      m_limit(spin(spec.timeLimitSeconds, tr(" s"), this)), m_stack(new QStackedWidget(this))
{
    setObjectName(u"specDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("How this step is done"));
    setWindowModality(Qt::WindowModal);
    const int em = fontMetrics().height();
    setMinimumWidth(em * 34);
    m_kind->setObjectName(u"specKind"_s);
    m_target->setObjectName(u"specTarget"_s);
    if (!haveOneTarget(spec))
        m_target->addItem(tr("each statement where the file says"), QString());
    m_target->addItem(tr("primary"), u"primary"_s);
    m_target->addItem(tr("replica"), u"replica"_s);
    m_target->addItem(tr("every node"), u"*"_s);
    for (const auto &node : nodes)
        if (m_target->findData(node) < 0)
            m_target->addItem(tr("node %1").arg(node), node);
    const auto target = spec.sql.empty() || !haveOneTarget(spec) ? spec.target : spec.sql.front().target;
    m_target->setCurrentIndex(haveOneTarget(spec) ? std::max(0, m_target->findData(target)) : 0);
    m_limit->setRange(1, longestSeconds);
    buildKinds();
    auto *form = new QFormLayout(this);
    form->setContentsMargins(em, em, em, em);
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("Where"), m_target);
    form->addRow(m_stack);
    buildExpectation(form);
    form->addRow(tr("Time limit"), m_limit);
    auto *box = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *accept = box->addButton(tr("Do it so"), QDialogButtonBox::AcceptRole);
    accept->setObjectName(u"specAccept"_s);
    form->addRow(box);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &SpecDialog::showKind);
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(box, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT changed(this->spec());
        this->accept();
    });
    m_kind->setCurrentIndex(m_kind->findData(int(spec.kind)));
    showKind();
}

QFormLayout *SpecDialog::addForm(Kind kind)
{
    auto *page = new QWidget(m_stack);
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_forms[kind] = m_stack->addWidget(page);
    m_kind->addItem(models::toString(kind), int(kind));
    return form;
}

QLineEdit *SpecDialog::addLine(QFormLayout *form, const QString &name, const QString &caption,
                               const QString &text)
{
    auto *line = new QLineEdit(text, this);
    line->setObjectName(name);
    form->addRow(caption, line);
    return line;
}

void SpecDialog::buildKinds()
{
    addForm(Kind::Manual);
    m_sql = codeEdit(joined(m_spec.sql), u"specSql"_s, tr("SQL"), this);
    addForm(Kind::Sql)->addRow(m_sql);
    m_command = codeEdit(m_spec.command, u"specCommand"_s, tr("Command"), this);
    addForm(Kind::Command)->addRow(m_command);
    auto *http = addForm(Kind::Http);
    m_url = addLine(http, u"specUrl"_s, tr("Address"), m_spec.http.url);
    m_status = addLine(http, u"specStatus"_s, tr("Status"), QString::number(m_spec.http.status));
    m_within = addLine(http, u"specWithin"_s, tr("Within seconds"),
                       m_spec.http.withinSeconds ? QString::number(*m_spec.http.withinSeconds) : QString());
    buildMetric();
    auto *migration = addForm(Kind::Migration);
    m_rollbackTo = addLine(migration, u"specRollbackTo"_s, tr("Roll back to"), m_spec.migration.rollbackTo);
    m_rollbackTo->setPlaceholderText(tr("nothing is rolled back"));
    m_applyAll = new QComboBox(this);
    m_applyAll->addItems({tr("apply nothing"), tr("apply all that is pending")});
    m_applyAll->setCurrentIndex(m_spec.migration.applyAll ? 1 : 0);
    migration->addRow(tr("Then"), m_applyAll);
    auto *flag = addForm(Kind::Flag);
    m_flag = addLine(flag, u"specFlag"_s, tr("Flag"), m_spec.flag);
    m_flagValue = addLine(flag, u"specFlagValue"_s, tr("Value"), m_spec.flagValue);
    m_drill = addLine(addForm(Kind::FailoverCheck), u"specDrill"_s, tr("Drill"), m_spec.drill);
    auto *file = addForm(Kind::File);
    m_path = addLine(file, u"specPath"_s, tr("Path"), m_spec.file.path);
    m_contains = addLine(file, u"specContains"_s, tr("Holds"), m_spec.file.contains.join(u"; "_s));
    m_contains->setPlaceholderText(tr("several texts with ; between them"));
}

void SpecDialog::buildMetric()
{
    auto *form = addForm(Kind::Metric);
    m_figure = new QComboBox(this);
    m_figure->addItems({tr("replay lag, seconds"), tr("pool utilization, %"), tr("replicas that stream"),
                        tr("WAL at risk, bytes"), tr("share of nodes that answer")});
    m_figure->setCurrentIndex(int(m_spec.metric.figure));
    m_comparison = new QComboBox(this);
    m_comparison->addItems({tr("below"), tr("at most"), tr("above"), tr("at least"), tr("equal to")});
    m_comparison->setCurrentIndex(int(m_spec.metric.comparison));
    m_metricLimit = spin(shownLimit(m_spec.metric), {}, this);
    m_hold = spin(m_spec.metric.holdSeconds, tr(" s"), this);
    form->addRow(tr("Figure"), m_figure);
    form->addRow(tr("Has to be"), m_comparison);
    form->addRow(tr("Limit"), m_metricLimit);
    form->addRow(tr("For at least"), m_hold);
}

void SpecDialog::buildExpectation(QFormLayout *form)
{
    m_expectation->setObjectName(u"specExpectation"_s);
    m_expected->setObjectName(u"specExpected"_s);
    m_expected->setAccessibleName(tr("What is expected"));
    m_expectation->addItems({tr("no error"), tr("this value"), tr("this many rows"), tr("a match of"),
                             tr("the same as on the primary")});
    m_expectation->setCurrentIndex(int(m_spec.expectation.kind));
    auto *row = new QHBoxLayout;
    row->addWidget(m_expectation);
    row->addWidget(m_expected, 1);
    form->addRow(tr("Expects"), row);
    connect(m_expectation, &QComboBox::currentIndexChanged, this, &SpecDialog::showKind);
}

void SpecDialog::showKind()
{
    const auto kind = Kind(m_kind->currentData().toInt());
    m_stack->setCurrentIndex(m_forms.at(kind));
    const bool hasOutput = kind == Kind::Sql || kind == Kind::Command;
    m_target->setEnabled(kind == Kind::Sql || kind == Kind::Metric);
    m_expectation->setEnabled(hasOutput);
    const auto expected = Expectation::Kind(m_expectation->currentIndex());
    m_expected->setEnabled(hasOutput && expected != Expectation::Kind::None &&
                           expected != Expectation::Kind::AsOnPrimary);
    m_limit->setEnabled(kind != Kind::Manual && kind != Kind::File);
}

StepSpec SpecDialog::spec() const
{
    auto spec = m_spec;
    spec.source = StepSpec::Source::Person;
    spec.kind = Kind(m_kind->currentData().toInt());
    spec.why = tr("Changed by hand for this run.");
    const auto target = m_target->currentData().toString();
    if (m_target->isEnabled() && !target.isEmpty())
        spec.target = target;
    if (spec.kind == Kind::Sql && m_sql->toPlainText() != joined(m_spec.sql))
        spec.sql = {{m_sql->toPlainText(), target.isEmpty() ? u"primary"_s : target}};
    else if (!target.isEmpty())
        for (auto &part : spec.sql)
            part.target = target;
    spec.command = m_command->toPlainText();
    spec.expectation = {Expectation::Kind(m_expectation->currentIndex()), m_expected->text()};
    spec.timeLimitSeconds = m_limit->value();
    spec.http.url = m_url->text().trimmed();
    spec.http.status = m_status->text().toInt();
    bool isGiven = false;
    const double within = m_within->text().toDouble(&isGiven);
    spec.http.withinSeconds = isGiven ? std::optional(within) : std::nullopt;
    spec.metric.figure = MetricRule::Figure(m_figure->currentIndex());
    spec.metric.comparison = MetricRule::Comparison(m_comparison->currentIndex());
    const bool isShare = spec.metric.figure == MetricRule::Figure::PoolUse;
    spec.metric.limit = isShare ? m_metricLimit->value() / 100 : m_metricLimit->value();
    spec.metric.holdSeconds = m_hold->value();
    spec.migration = {m_rollbackTo->text().trimmed(), m_applyAll->currentIndex() == 1};
    spec.flag = m_flag->text().trimmed();
    spec.flagValue = m_flagValue->text().trimmed();
    spec.drill = m_drill->text().trimmed();
    spec.file.path = m_path->text().trimmed();
    spec.file.contains.clear();
    for (const auto &text : m_contains->text().split(u';', Qt::SkipEmptyParts))
        spec.file.contains << text.trimmed();
    return spec;
}

} // namespace seawall::ui
