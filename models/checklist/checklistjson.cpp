// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/checklistjson.h"

#include "models/checklist/jsonfields.h"

namespace seawall::models {

// Found by their arguments from within JsonWriter and JsonReader, so not in a namespace of this file alone.

template<typename Fields>
void describe(Fields &&fields, Expectation &value)
{
    fields("kind", value.kind);
    fields("text", value.text);
}

template<typename Fields>
void describe(Fields &&fields, SqlPart &value)
{
    fields("sql", value.sql);
    fields("target", value.target);
}

template<typename Fields>
void describe(Fields &&fields, MetricRule &value)
{
    fields("figure", value.figure);
    fields("comparison", value.comparison);
    fields("limit", value.limit);
    fields("hold", value.holdSeconds);
}

template<typename Fields>
void describe(Fields &&fields, HttpRule &value)
{
    fields("url", value.url);
    fields("status", value.status);
    fields("within", value.withinSeconds);
}

template<typename Fields>
void describe(Fields &&fields, FileRule &value)
{
    fields("path", value.path);
    fields("contains", value.contains);
}

template<typename Fields>
void describe(Fields &&fields, MigrationRule &value)
{
    fields("rollback_to", value.rollbackTo);
    fields("apply_all", value.applyAll);
}

template<typename Fields>
void describe(Fields &&fields, StepSpec &value)
{
    fields("kind", value.kind);
    fields("source", value.source);
    fields("target", value.target);
    fields("sql", value.sql);
    fields("command", value.command);
    fields("expectation", value.expectation);
    fields("metric", value.metric);
    fields("http", value.http);
    fields("file", value.file);
    fields("migration", value.migration);
    fields("flag", value.flag);
    fields("flag_value", value.flagValue);
    fields("drill", value.drill);
    fields("time_limit", value.timeLimitSeconds);
    fields("why", value.why);
}

template<typename Fields>
void describe(Fields &&fields, CodeBlock &value)
{
    fields("language", value.language);
    fields("text", value.text);
    fields("line", value.line);
}

template<typename Fields>
void describe(Fields &&fields, ChecklistNode &value)
{
    fields("type", value.type);
    fields("parent", value.parent);
    fields("children", value.children);
    fields("level", value.level);
    fields("identity", value.identity);
    fields("title", value.title);
    fields("duration", value.duration);
    fields("ticked", value.tickedInFile);
    fields("line", value.line);
    fields("box", value.boxOffset);
    fields("guidance", value.guidance);
    fields("blocks", value.blocks);
    fields("spec", value.spec);
}

template<typename Fields>
void describe(Fields &&fields, Checklist &value)
{
    fields("path", value.path);
    fields("title", value.title);
    fields("repaired", value.wasRepaired);
    fields("notes", value.notes);
    fields("nodes", value.nodes);
}

namespace {

template<typename T>
T valueFrom(const QJsonObject &object)
{
    T value;
    describe(JsonReader(object), value);
    return value;
}

} // namespace

QJsonObject toJson(const Checklist &checklist)
{
    return JsonWriter::toJson(checklist).toObject();
}

Checklist checklistFrom(const QJsonObject &object)
{
    return valueFrom<Checklist>(object);
}

QJsonObject toJson(const StepSpec &spec)
{
    return JsonWriter::toJson(spec).toObject();
}

StepSpec stepSpecFrom(const QJsonObject &object)
{
    return valueFrom<StepSpec>(object);
}

} // namespace seawall::models
