// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/settingsmodel.h"

#include "models/rowdata.h"

namespace seawall::models {

using namespace Qt::StringLiterals;
using Weight = db::SettingDifference::Weight;

namespace {

QString shown(const QString &value)
{
    if (value.isNull())
        return SettingsModel::tr("not known");
    return value.isEmpty() ? u"''"_s : value;
}

QString meaningOf(const db::SettingDifference &difference)
{
    return difference.weight == Weight::Expected ? SettingsModel::tr("Belongs to the machine or the role.")
                                                 : difference.meaning;
}

Cell cellOf(const db::SettingDifference &difference, int column)
{
    switch (column) {
    case SettingsModel::NameColumn:
        return Cell::words(difference.name);
    case SettingsModel::PrimaryColumn:
        return Cell::words(shown(difference.primary));
    case SettingsModel::CandidateColumn:
        return Cell::words(shown(difference.candidate));
    case SettingsModel::MeaningColumn:
        return Cell::words(meaningOf(difference));
    default:
        return {};
    }
}

} // namespace

void SettingsModel::setDifferences(const std::vector<db::SettingDifference> &differences, bool withExpected)
{
    std::vector<SettingRow> wanted;
    for (const auto &each : differences)
        if (withExpected || each.weight != Weight::Expected)
            wanted.push_back({each});
    setRows(std::move(wanted));
}

int SettingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SettingsModel::data(const QModelIndex &index, int role) const
{
    const auto *found = row(index);
    if (!found)
        return {};
    const bool isBad = found->difference.weight == Weight::Matters;
    return rowData(role, found->key(), isBad ? std::optional(Severity::Warning) : std::nullopt,
                   cellOf(found->difference, index.column()));
}

QVariant SettingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array<HeaderText, ColumnCount> headers{{
        {QT_TR_NOOP("Setting"), QT_TR_NOOP("Its name in postgresql.conf")},
        {QT_TR_NOOP("Primary"), QT_TR_NOOP("Its value on the primary")},
        {QT_TR_NOOP("Candidate"), QT_TR_NOOP("Its value on the candidate")},
        {QT_TR_NOOP("What it means"), QT_TR_NOOP("How the new primary would differ from the old one")},
    }};
    return orientation == Qt::Horizontal ? headerCell<SettingsModel>(headers, section, role) : QVariant();
}

} // namespace seawall::models
