// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/failover/patroni.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

namespace seawall::models {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QNetworkRequest requestTo(QUrl url)
{
    QNetworkRequest request;
    if (!url.userInfo().isEmpty()) {
        const auto login = url.userName(QUrl::FullyDecoded) + u':' + url.password(QUrl::FullyDecoded);
        request.setRawHeader("Authorization", "Basic " + login.toUtf8().toBase64());
        url.setUserInfo({});
    }
    request.setUrl(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return request;
}

db::Result<QByteArray> askOne(const QString &url, const QByteArray &body, db::Deadline deadline,
                              const std::stop_token &stop)
{
    QNetworkAccessManager network;
    QEventLoop loop;
    const auto request = requestTo(QUrl(url));
    const std::unique_ptr<QNetworkReply> reply(body.isEmpty() ? network.get(request)
                                                              : network.post(request, body));
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(deadline.milliseconds(), &loop, &QEventLoop::quit);
    {
        const std::stop_callback stopped(
            stop, [&loop] { QMetaObject::invokeMethod(&loop, "quit", Qt::QueuedConnection); });
        if (!reply->isFinished() && !stop.stop_requested())
            loop.exec();
    }
    const auto shown = db::redacted(url);
    if (!reply->isFinished())
        return db::fail(stop.stop_requested() ? db::ErrorKind::Cancelled : db::ErrorKind::Timeout,
                        u"Patroni at %1 has not answered."_s.arg(shown),
                        u"Whether it does what it was asked is not known: see patronictl list."_s);
    auto answer = reply->readAll();
    if (reply->error() != QNetworkReply::NoError)
        return db::fail(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()
                            ? db::ErrorKind::Internal
                            : db::ErrorKind::Refused,
                        u"Patroni at %1 did not do it."_s.arg(shown), u"Its own words say why."_s,
                        answer.isEmpty() ? reply->errorString() : QString::fromUtf8(answer));
    return answer;
}

} // namespace

db::Result<QByteArray> PatroniClient::ask(const QString &path, const QByteArray &body, db::Deadline deadline,
                                          const std::stop_token &stop) const
{
    db::Result<QByteArray> answer = db::fail(db::ErrorKind::InvalidInput, u"No URL of Patroni is given."_s);
    for (const auto &url : m_urls) {
        answer = askOne(url + path, body, deadline, stop);
        if (answer || answer.error().kind != db::ErrorKind::Refused)
            break; // another one is asked only where this one was not even reached
    }
    return answer;
}

db::Result<std::vector<PatroniMember>> PatroniClient::members(db::Deadline deadline,
                                                              const std::stop_token &stop) const
{
    const auto answer = ask(u"/cluster"_s, {}, deadline, stop);
    if (!answer)
        return std::unexpected(answer.error());
    std::vector<PatroniMember> members;
    const auto list = QJsonDocument::fromJson(*answer).object()[u"members"].toArray();
    for (const auto &value : list) {
        const auto json = value.toObject();
        PatroniMember member{json[u"name"].toString(), json[u"role"].toString(), json[u"state"].toString(),
                             json[u"host"].toString(), json[u"port"].toInt()};
        if (json[u"timeline"].isDouble())
            member.timeline = quint32(json[u"timeline"].toInteger());
        if (json[u"lag"].isDouble())
            member.lag = json[u"lag"].toInteger();
        members.push_back(std::move(member));
    }
    if (members.empty())
        return db::fail(db::ErrorKind::Internal, u"Patroni names no member."_s, {},
                        QString::fromUtf8(*answer));
    return members;
}

db::Result<QString> PatroniClient::switchOver(const QString &leader, const QString &candidate,
                                              db::Deadline deadline, const std::stop_token &stop) const
{
    const QJsonObject body{{u"leader"_s, leader}, {u"candidate"_s, candidate}};
    const auto answer =
        ask(u"/switchover"_s, QJsonDocument(body).toJson(QJsonDocument::Compact), deadline, stop);
    if (!answer)
        return std::unexpected(answer.error());
    return QString::fromUtf8(*answer).trimmed();
}

} // namespace seawall::models
