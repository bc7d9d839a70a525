// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/evidencerecord.h"

#include "db/endpoint.h"
#include "models/operationtarget.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>

#include <array>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostOutput = qsizetype(1) << 20; // bytes of UTF-8

constexpr std::array states{
    std::pair{StepState::Open, "open"_L1},       std::pair{StepState::Running, "running"_L1},
    std::pair{StepState::Passed, "passed"_L1},   std::pair{StepState::Failed, "failed"_L1},
    std::pair{StepState::Skipped, "skipped"_L1}, std::pair{StepState::NotApplicable, "not applicable"_L1},
    std::pair{StepState::Stale, "stale"_L1},     std::pair{StepState::Interrupted, "interrupted"_L1},
};

StepState stateFrom(const QString &word)
{
    for (const auto &[state, name] : states) {
        if (word == name)
            return state;
    }
    return StepState::Open;
}

/// A NUL or half a surrogate pair would not come back from the file as it went in.
QString text(const QString &raw)
{
    auto clean = QString::fromUtf8(db::redacted(raw).toUtf8());
    clean.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return clean;
}

QString cut(const QString &output)
{
    const auto bytes = output.toUtf8();
    if (bytes.size() <= mostOutput)
        return output;
    constexpr qsizetype room = 100; // for the sentence at the end
    auto end = mostOutput - room;
    while ((bytes[end] & 0xc0) == 0x80) // not within a character
        --end;
    return QString::fromUtf8(bytes.first(end)) +
           u"\n… cut here: %1 more bytes were left out."_s.arg(bytes.size() - end);
}

} // namespace

QString toString(StepState state)
{
    for (const auto &[each, name] : states) {
        if (each == state)
            return name;
    }
    return {};
}

QByteArray payloadOf(const Evidence &evidence)
{
    QJsonObject object{
        {u"id"_s, evidence.id},
        {u"step"_s, evidence.step},
        {u"result"_s, toString(evidence.result)},
        {u"started_ms"_s, evidence.startedMs},
        {u"finished_ms"_s, evidence.finishedMs},
        {u"actor"_s, evidence.actor},
        {u"target"_s, toJson(evidence.target)},
        {u"kind"_s, toString(evidence.kind)},
        {u"input"_s, evidence.input},
        {u"output"_s, evidence.output},
        {u"summary"_s, evidence.summary},
        {u"note"_s, evidence.note},
        {u"attachment"_s, evidence.attachment},
    };
    if (!evidence.attachmentChecksum.isEmpty()) // older evidence has none
        object[u"attachment_sha256"] = QString::fromLatin1(evidence.attachmentChecksum);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Evidence evidenceFrom(const QByteArray &payload, const QByteArray &checksum)
{
    const auto object = QJsonDocument::fromJson(payload).object();
    Evidence evidence;
    evidence.id = object[u"id"].toInteger();
    evidence.step = object[u"step"].toString();
    evidence.result = stateFrom(object[u"result"].toString());
    evidence.startedMs = object[u"started_ms"].toInteger();
    evidence.finishedMs = object[u"finished_ms"].toInteger();
    evidence.actor = object[u"actor"].toString();
    evidence.target = targetFrom(object[u"target"].toObject());
    evidence.kind = stepKindFrom(object[u"kind"].toString()).value_or(StepSpec::Kind::Manual);
    evidence.input = object[u"input"].toString();
    evidence.output = object[u"output"].toString();
    evidence.summary = object[u"summary"].toString();
    evidence.note = object[u"note"].toString();
    evidence.attachment = object[u"attachment"].toString();
    evidence.attachmentChecksum = object[u"attachment_sha256"].toString().toLatin1();
    evidence.checksum = checksum;
    return evidence;
}

QByteArray checksumOf(const Evidence &evidence)
{
    return QCryptographicHash::hash(payloadOf(evidence), QCryptographicHash::Sha256).toHex();
}

bool isUntouched(const Evidence &evidence)
{
    return checksumOf(evidence) == evidence.checksum;
}

QByteArray checksumOfFile(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result().toHex() : QByteArray();
}

QString attachmentTrouble(const Evidence &evidence)
{
    if (evidence.attachment.isEmpty() || evidence.attachmentChecksum.isEmpty())
        return {};
    const auto present = checksumOfFile(evidence.attachment);
    return present.isEmpty()                        ? u"It is not there any more."_s
           : present != evidence.attachmentChecksum ? u"It was changed after it had been kept."_s
                                                    : QString();
}

Evidence cleaned(Evidence evidence)
{
    for (auto *field : {&evidence.step, &evidence.actor, &evidence.input, &evidence.output, &evidence.summary,
                        &evidence.note, &evidence.attachment})
        *field = text(*field);
    evidence.output = cut(evidence.output);
    return evidence;
}

} // namespace seawall::models
