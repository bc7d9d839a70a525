// SPDX-FileCopyrightText: 2026 The Seawall authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checklist/httpstep.h"

#include "models/format.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslError>
#include <QTimer>

namespace seawall::models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 keptBody = 16 * 1024;

/// What came of a request.
struct Answer {
    int status = 0;
    double seconds = 0;
    QString problem, type;
    QStringList redirects, tls;
    QByteArray body;
    bool isOutOfTime = false, isStopped = false;
};

QString textOf(const Answer &answer)
{
    QString text =
        answer.status > 0
            ? u"HTTP status %1 after %2\n"_s.arg(answer.status).arg(format::seconds(answer.seconds))
            : QString();
    for (const auto &redirect : answer.redirects)
        text += u"redirected to %1\n"_s.arg(redirect);
    for (const auto &error : answer.tls)
        text += u"TLS: %1\n"_s.arg(error);
    if (!answer.type.isEmpty())
        text += u"Content-Type: %1\n"_s.arg(answer.type);
    return text + QString::fromUtf8(answer.body) + (answer.body.isEmpty() ? QString() : u"\n"_s);
}

/// A loop of this worker's own: the network code answers through one.
Answer ask(const QUrl &url, std::chrono::milliseconds limit, const std::stop_token &stop)
{
    Answer answer;
    QNetworkAccessManager network;
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"seawall"_s);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    QEventLoop loop;
    QElapsedTimer clock;
    clock.start();
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(reply.get(), &QNetworkReply::redirected, &loop,
                     [&](const QUrl &to) { answer.redirects << to.toDisplayString(QUrl::RemoveUserInfo); });
    QObject::connect(reply.get(), &QNetworkReply::sslErrors, &loop, [&](const QList<QSslError> &errors) {
        for (const auto &error : errors)
            answer.tls << error.errorString();
    });
    QObject::connect(
        reply.get(), &QNetworkReply::readyRead, &loop, [&] { // a body without end is not collected
            const auto bytes = reply->readAll();
            answer.body += bytes.first(std::min<qint64>(bytes.size(), keptBody - answer.body.size()));
        });
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        answer.isOutOfTime = true;
        loop.quit();
    });
    timer.start(limit);
    const std::stop_callback stopped(stop,
                                     [&] { QMetaObject::invokeMethod(&loop, "quit", Qt::QueuedConnection); });
    if (!reply->isFinished())
        loop.exec();
    answer.seconds = double(clock.nsecsElapsed()) / 1e9;
    answer.isStopped = stop.stop_requested();
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.type = reply->header(QNetworkRequest::ContentTypeHeader).toString();
    if (answer.status == 0)
        answer.problem = reply->errorString();
    reply->disconnect(&loop);
    reply->abort();
    return answer;
}

} // namespace

QString HttpStep::input() const
{
    return m_spec.http.url.isEmpty()
               ? QString()
               : u"GET %1"_s.arg(QUrl(m_spec.http.url).toDisplayString(QUrl::RemovePassword));
}

Preview HttpStep::preview() const
{
    Preview preview;
    preview.verb = u"Ask"_s;
    preview.actions = {m_spec.http.url.isEmpty() ? u"The address is not given yet."_s : input(),
                       u"expects status %1"_s.arg(m_spec.http.status)};
    if (m_spec.http.withinSeconds)
        preview.actions << u"within %1"_s.arg(format::seconds(m_spec.http.withinSeconds));
    preview.consequence = u"It asks for the page and looks at status and time."_s;
    return preview;
}

StepResult HttpStep::run(const ProgressSink &progress, const std::stop_token &stop)
{
    const QUrl url(m_spec.http.url, QUrl::StrictMode);
    if (m_spec.http.url.isEmpty()) {
        StepResult open;
        open.state = StepState::Open;
        open.summary = u"Nothing was asked: no address was given; write it into the step."_s;
        return open;
    }
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"http" && url.scheme() != u"https"))
        return StepResult::failed(
            u"The address is none that begins with http:// or https://; correct the step."_s);
    progress({-1, input()});
    const auto limit = timeLimitOf(m_spec);
    const auto answer = ask(url, limit, stop);
    const auto text = textOf(answer);
    const auto within = m_spec.http.withinSeconds;
    const auto took = format::seconds(answer.seconds);
    StepResult result = [&] {
        if (answer.isStopped)
            return StepResult::endedBy({db::ErrorKind::Cancelled, {}, {}, {}, {}, 0}, text);
        if (answer.isOutOfTime)
            return StepResult::failed(
                u"Expected an answer, but none came whole within the limit of %1."_s.arg(
                    format::seconds(double(limit.count()) / 1000)),
                text);
        if (!answer.problem.isEmpty())
            return StepResult::failed(
                u"Expected status %1, but there was no answer: %2%3"_s.arg(
                    QString::number(m_spec.http.status), answer.problem,
                    answer.tls.isEmpty() ? QString() : u" (TLS: %1)"_s.arg(answer.tls.join(u"; "_s))),
                text);
        if (answer.status != m_spec.http.status)
            return StepResult::failed(
                u"Expected status %1, but it was %2."_s.arg(m_spec.http.status).arg(answer.status), text);
        if (within && answer.seconds >= *within)
            return StepResult::failed(
                u"Expected an answer within %1, but it took %2."_s.arg(format::seconds(within), took), text);
        return StepResult::passed(
            u"Status %1 after %2, as expected."_s.arg(QString::number(answer.status), took), text);
    }();
    result.details.insert(u"status"_s, answer.status);
    result.details.insert(u"seconds"_s, answer.seconds);
    return result;
}

} // namespace seawall::models
